import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { buildBadgeQuery } from '../../../shared/oid4vc/dcql-badges.ts'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startReferenceIssuer } from '../../support/reference-issuer.ts'
import { startReferenceVerifier } from '../../support/reference-verifier.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'
import { makeWallet, openWallet, takeBadge } from './wallet-steps.ts'

const clock = () => new Date()

/** What gives it away that something ran, wherever it ran. */
const attack = 'document.body.dataset.hacked="yes";alert(1)'
/** An address that browsers would run, well formed as one: what carries it can be signed. */
const script = 'javascript:alert(1)'
const markup = `<img src=x onerror='${attack}'><script>${attack}</script>`

describe.skipIf(!hasBrowser)('hostile issuers and askers, in the app', () => {
  const browser = useBrowser()
  let world: WalletWorld
  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
  })
  afterAll(() => world?.close())

  /** A wallet with nothing in it, open, and whatever it says or asks for noted. */
  async function openPhone(): Promise<Phone & { dialogs: string[] }> {
    const phone = await newPhone(browser())
    onTestFinished(() => phone.close())
    const dialogs: string[] = []
    phone.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      dialog.dismiss().catch(() => undefined)
    })
    await phone.page.goto(world.wallet)
    await makeWallet(phone.page)
    return { ...phone, dialogs }
  }

  async function nothingRan({ page, dialogs, complaints }: Awaited<ReturnType<typeof openPhone>>) {
    expect(dialogs).toEqual([])
    expect(await page.evaluate(() => document.body.dataset.hacked ?? 'no')).toBe('no')
    expect(
      complaints.filter((text) => !/^Failed to load resource|blocked by CORS policy/.test(text)),
    ).toEqual([])
  }

  /** A server that nobody should ask, and what it was asked all the same. */
  async function startTrap() {
    const asked: string[] = []
    const { origin } = await serveLoopback((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('{}')
    })
    return { origin, asked }
  }

  test('a badge full of scripts, links and pictures is text, and asks no host', async () => {
    const trap = await startTrap()
    const phone = await openPhone()
    const issuer = await startReferenceIssuer({
      version: '1.0',
      clock,
      badge: (badge) => poisoned(badge, trap.origin),
    })
    const { page } = phone
    await page.goto(`${world.wallet}/receive#${issuer.offerUri.split('?')[1]}`)
    await openWallet(page)
    await phone.screenshot('h1-no-cors')
    await page.getByRole('button', { name: /server/ }).click()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByRole('heading', { name: /^(It is yours|Kept, with|Not kept)/ }).waitFor()
    await phone.screenshot('h2-hostile-badge')
    await page.getByText(markup.slice(0, 60)).first().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.getByRole('link', { name: 'Look at this badge' }).click()
    await page.getByText('How it is earned').waitFor()
    await phone.screenshot('h3-hostile-badge-page')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    const hrefs = await page
      .locator('a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    expect(hrefs.filter((href) => /^(javascript|data|vbscript):/i.test(href ?? ''))).toEqual([])
    expect(trap.asked).toEqual([])
    await nothingRan(phone)
  })

  test.for([
    [
      'a script for an issuer',
      '#credential_offer=%7B%22credential_issuer%22%3A%22javascript%3Aalert(1)%22%7D',
    ],
    ['an issuer in a private network', '#credential_offer_uri=https%3A%2F%2F10.0.0.1%2Foffer'],
    ['an offer that is markup', `#credential_offer=${encodeURIComponent(markup)}`],
    ['a hundred kilobytes', `#credential_offer=${'x'.repeat(100_000)}`],
    ['an offer in the query', '?credential_offer=%3Cscript%3Ealert(1)%3C%2Fscript%3E'],
  ] as const)('%s is refused in a sentence', async ([, link]) => {
    const phone = await openPhone()
    const { page } = phone
    await page.goto(`${world.wallet}/receive${link}`)
    await openWallet(page)
    await page.getByRole('heading', { name: 'A badge for you' }).waitFor()
    await page.locator('.notice--bad, .notice--doubt, .empty-state').first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    await nothingRan(phone)
  })

  test('an asker with markup for a name and a script for a way on is shown for what it is', async () => {
    const phone = await openPhone()
    const verifier = await startReferenceVerifier({
      clock,
      query: { ...buildBadgeQuery([]) },
      clientMetadata: {
        client_name: markup,
        purpose: markup,
        retention: markup,
        logo_uri: 'https://evil.example/x.svg',
      },
      answer: { body: { redirect_uri: `javascript:${attack}` } },
    })
    const { page } = phone
    await takeBadge(page, await world.award())
    await page.goto(`${world.wallet}/present#${verifier.requestUri.split('?')[1]}`)
    await openWallet(page)
    await page.getByRole('button', { name: /server/ }).click()
    await page.getByText(markup).first().waitFor()
    await phone.screenshot('h4-hostile-asker')
    const before = verifier.requests.length
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByRole('heading', { name: 'Sent' }).waitFor()
    expect(verifier.requests.length).toBe(before + 1)
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
    await nothingRan(phone)
  })

  test('an asker who is a person, and has the answer sent elsewhere, is asked about once more', async () => {
    const phone = await openPhone()
    const verifier = await startReferenceVerifier({
      clock,
      path: '/people/eve',
      query: { ...buildBadgeQuery([]) },
      payload: (payload) => ({
        ...payload,
        response_uri: String(payload.response_uri).replace('localhost', '127.0.0.1'),
      }),
    })
    const sent = () => verifier.requests.filter(({ path }) => path === '/response').length
    const { page } = phone
    await takeBadge(page, await world.award())
    await page.setViewportSize({ width: 320, height: 640 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(`${world.wallet}/present#${verifier.requestUri.split('?')[1]}`)
    await openWallet(page)
    await page.getByRole('button', { name: /server/ }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).focus()
    const question = page.getByRole('dialog', { name: 'Send it all the same?' })
    await page.keyboard.press('Enter')
    await question.getByText('This is a person with a web name').waitFor()
    await page.keyboard.press('Enter')
    await question.getByText('What you send would go to 127.0.0.1:').waitFor()
    await phone.screenshot('h4-doubtful-asker')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await question.waitFor({ state: 'hidden' })
    expect(sent()).toBe(0)

    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await question.getByRole('button', { name: 'Yes, send' }).click()
    await expect.poll(sent).toBe(1)
    await nothingRan(phone)
  })

  test('a badge that did not arrive, since its issuer went down, is not lost', async () => {
    const phone = await openPhone()
    const { page } = phone
    const award = await world.award()
    await page.goto(award.claimLink)
    await openWallet(page)
    await page.getByRole('button', { name: 'Take it' }).waitFor()
    await world.stopIssuer()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.locator('.notice--bad, .notice--doubt').first().waitFor()
    await phone.screenshot('h5-issuer-down')
    await world.startIssuer()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'It is yours' }).waitFor()
    await nothingRan(phone)
  })

  test('a clock that is years wrong makes no badge valid, and loses none', async () => {
    const phone = await openPhone()
    const { page } = phone
    await takeBadge(page, await world.award())
    await phone.context.clock.setFixedTime(new Date('2031-01-01T00:00:00Z'))
    await page.goto(world.wallet)
    await openWallet(page)
    await page.getByText(/^1 badge\./).waitFor()
    await page
      .getByRole('link', { name: /First aid basics/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'First aid basics' }).waitFor()
    await phone.screenshot('h6-wrong-clock')
    expect(await page.getByText('Proven', { exact: true }).count()).toBe(0)
    await nothingRan(phone)
  })
})

function poisoned(badge: JsonObject, trap: string): JsonObject {
  const subject = badge.credentialSubject as JsonObject
  const achievement = subject.achievement as JsonObject
  return {
    ...badge,
    name: markup,
    issuer: {
      ...(badge.issuer as JsonObject),
      name: markup,
      url: script,
      image: { id: `${trap}/issuer.png`, type: 'Image' },
    },
    credentialSubject: {
      ...subject,
      achievement: {
        ...achievement,
        name: markup,
        description: markup,
        image: {
          id: `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)}`,
          type: 'Image',
        },
        criteria: {
          id: script,
          narrative: `${markup} [press](${script}) ![x](${trap}/criteria.png)`,
        },
      },
    },
    evidence: [{ id: `${trap}/evidence`, type: ['Evidence'], name: markup, narrative: markup }],
  }
}
