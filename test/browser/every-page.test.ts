import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { demonstrationStaff } from '../../issuer/demo/demonstration-staff.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts'
import { crawlPages } from '../support/crawl-pages.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'

const longName = 'Anghyfrifoldeb Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-Davies'
const longAddress = `${'a-very-long-address'.repeat(3)}@a-school-with-a-long-name.example`

const zSlugs = z.object({ badges: z.array(z.object({ badge: z.string(), provider: z.string() })) })

describe.skipIf(!hasBrowser)('every page of the city, on the narrowest phone', () => {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let city: BrowserCity
  /** Parts of addresses that are names of things, of which one is looked at. */
  const names = new Set<string>()

  beforeAll(async () => {
    city = await startBrowserCity({ folder })
    await fill(city)
    const { badges } = zSlugs.parse((await city.api('GET', '/badges')).body)
    for (const one of badges) names.add(one.provider).add(one.badge.split('/').at(-1) ?? '')
  })
  afterAll(() => city?.close())

  /** Addresses of one shape are of one page, which is looked at once for each who may see it. */
  function shapeOf({ pathname, searchParams }: URL): string {
    const parts = pathname.split('/').map((part, at, all) => {
      if (names.has(part) || /^(?:skills|about)$/.test(all[at - 1] ?? '')) return ':name'
      return /\d/.test(part) || part.length > 30 ? ':id' : part
    })
    return `${parts.join('/')}?${[...searchParams.keys()].join('&')}`
  }

  const looked = new Set<string>()

  const people = [{ email: '', text: 'anybody' }, ...demonstrationStaff]

  it.each(people.map(({ text, email }) => [text, email] as const))(
    '%s: named, no wider than the screen, accessible, and no link leads nowhere',
    async (_text, email) => {
      const context = await browser().newContext({ viewport: { width: 320, height: 700 } })
      const page = await context.newPage()
      await page.goto(`${city.origin}/staff/sign-in`)
      if (email !== '') {
        const door = page.locator('form', { has: page.locator(`[value="${email}"]`) })
        await door.getByRole('button').click()
        await page.waitForURL(/\/console/)
      }
      const starts = email === '' ? ['/', '/staff/sign-in', '/demo/mailbox', '/api'] : ['/console']
      const { faults, pages } = await crawlPages(page, starts, {
        origin: city.origin,
        shapeOf,
        looked,
      })
      expect(faults).toEqual([])
      expect(pages).toBeGreaterThan(5)
      await context.close()
    },
    240_000,
  )
})

/** What makes pages long and wide. */
async function fill(city: BrowserCity): Promise<void> {
  const provider = '/providers/harbour-youth'
  const person = { name: longName, email: longAddress }
  const badge = 'harbour-youth/first-aid'
  await city.award({ badge, recipient: person, notify: true })
  await city.award({ badge })
  await city.api('POST', `${provider}/groups`, { body: { name: longName, people: [person] } })
  await city.api('POST', `${provider}/activities`, {
    body: {
      ...{ name: longName, badge: 'open-night', needed: 1, people: [person] },
      sessions: ['2026-11-22', '2026-11-29'],
    },
  })
  const design = {
    texts: { en: { name: longName, description: longName, criteria: `## ${longName}` } },
    standard: { id: 'rsa-cities-of-learning', version: '1' },
    layer: 'engage',
  }
  const draft = await city.api('POST', `${provider}/badge-drafts`, { body: { design } })
  const { badge: slug } = z.looseObject({ badge: z.string() }).parse(draft.body)
  await city.api('POST', `${provider}/badge-drafts/${slug}/submit`)
  const evidence = new FormData()
  const link = `https://long.example/${'a-long-path/'.repeat(10)}`
  for (const [name, value] of Object.entries({ ...person, text: longName, link })) {
    evidence.set(name, value)
  }
  await city.ask('/evidence/harbour-youth/young-leader', {
    method: 'POST',
    headers: { Origin: city.origin },
    body: evidence,
  })
  await city.sendMail()
}
