import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { achievement, badge, createHolder, secure } from '../shared/verify/world.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { crawlPages } from '../support/crawl-pages.ts'
import { createTrustWorld } from '../support/trust-city.ts'
import { hostSlug } from '../verifier/console-session.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier/verifier-bench.ts'
import { cityOverNetwork } from '../verifier/vouching-city.ts'

const longName = 'Anghyfrifoldeb Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-Davies'
const organisation = `/api/v1/organisations/${hostSlug}`
const zMade = z.looseObject({ id: z.string(), advert: z.url().optional() })
const zReport = z.looseObject({ reportPage: z.url() })
const zRequest = z.looseObject({ requestId: z.string() })

describe.skipIf(!hasBrowser)('every page of the employer, on the narrowest phone', () => {
  const browser = useBrowser()
  const closing: (() => Promise<void> | void)[] = []
  let verifier: TestVerifier
  let origin = ''
  let open: string[] = []

  beforeAll(async () => {
    const base = await createCity()
    const trust = createTrustWorld(base.world)
    const vouching = await trust.createCity('vouching.example')
    await vouching.publish()
    verifier = await startTestVerifier({
      city: cityOverNetwork(base, trust, vouching),
      change: { demo: true },
      whenDone: (close) => void closing.push(close),
    })
    origin = verifier.config.publicUrl
    const call = async (path: string, json: object): Promise<unknown> =>
      (await verifier.api(path, { json })).json()
    await call(`${organisation}/trusted-cities`, { city: vouching.did })
    const vacancy = zMade.parse(
      await call(`${organisation}/vacancies`, {
        title: longName,
        description: longName.repeat(5),
        purpose: longName,
        needs: [
          { label: longName, isRequired: true, wanted: { kind: 'badge', ids: [achievement.id] } },
          { label: 'Teamwork', isRequired: false, wanted: { kind: 'skill', name: 'Teamwork' } },
        ],
      }),
    )
    await call(`${organisation}/vacancies/${vacancy.id}/state`, { state: 'open' })
    const presentation = await secure(
      badge(
        base.issuer,
        { id: createHolder().did },
        { achievement: { ...achievement, name: `${longName} \u0430b` } },
      ),
      base.issuer.signer,
    )
    const report = await call('/api/v1/reports', {
      presentation,
      vacancy: vacancy.id,
      expected: { name: longName },
    })
    const { requestId } = zRequest.parse(
      await call('/api/v1/requests', { badges: [achievement.id] }),
    )
    const page = new URL(zReport.parse(report).reportPage).pathname
    const advert = new URL(vacancy.advert ?? origin).pathname
    open = ['/', '/check', '/receipts', page, advert, `${advert}/send`, `/requests/${requestId}`]
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })

  function shapeOf({ pathname, searchParams }: URL): string {
    const parts = pathname
      .split('/')
      .map((part, at, all) =>
        /\d/.test(part) || part.length > 24 || /^(?:v|o|reports|about)$/.test(all[at - 1] ?? '')
          ? ':id'
          : part,
      )
    return `${parts.join('/')}?${[...searchParams.keys()].join('&')}`
  }

  const looked = new Set<string>()
  const narrow = { viewport: { width: 320, height: 700 } } as const
  const screens: [who: string, email: string, options: BrowserContextOptions, least: number][] = [
    ['anybody, in Welsh and in the dark', '', { ...narrow, locale: 'cy', colorScheme: 'dark' }, 9],
    ['an owner', 'owain@cafe.example', narrow, 16],
  ]

  test.each(screens)(
    '%s: named, no wider than the screen, accessible, and no link leads nowhere',
    async (who, email, options, least) => {
      const context = await browser().newContext(options)
      const page = await context.newPage()
      if (email !== '') {
        await page.goto(`${origin}/staff/sign-in`)
        const door = page.locator('form', { has: page.locator(`[value="${email}"]`) })
        await door.getByRole('button').click()
        await page.waitForURL(/\/console/)
      }
      const folder = process.env.WAYMARK_SCREENSHOTS
      const pictures = folder && `${folder}/${who.replaceAll(/\W+/g, '-')}`
      const starts = email === '' ? [...open, '/staff/sign-in', '/api'] : ['/console']
      const crawl = { origin, shapeOf, looked, pictures }
      const { faults, pages } = await crawlPages(page, starts, crawl)
      expect(faults).toEqual([])
      expect(pages).toBeGreaterThan(least)
      await context.close()
    },
    240_000,
  )
})
