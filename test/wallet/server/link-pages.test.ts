import { describe, expect, test } from 'vitest'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { startTestWalletServer } from '../test-wallet-server.ts'

const offer = 'credential_offer_uri=https%3A%2F%2Fcity.example%2Foffers%2Fa-secret-claim'
const request =
  'client_id=decentralized_identifier%3Adid%3Aweb%3Ashop.example&request_uri=https%3A%2F%2Fshop.example%2Frequests%2F1%2Fobject&request_uri_method=post'

describe('link pages', () => {
  test.for(['/', '/receive', '/present'])('%s says without a script what to do', async (path) => {
    const { url } = await startTestWalletServer()
    const response = await fetch(`${url}${path}`)
    const page = await response.text()
    expect(response.status).toBe(200)
    expect(page).toContain('npx waymark wallet')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    const nonce = /script-src 'nonce-([^']+)'/.exec(
      response.headers.get('content-security-policy') ?? '',
    )?.[1]
    const scripts = [...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.every((tag) => tag.includes(`nonce="${nonce}"`))).toBe(true)
  })

  test('speak Welsh', async () => {
    const { url } = await startTestWalletServer()
    const page = await (await fetch(`${url}/receive?lang=cy`)).text()
    expect(page).toContain('<html lang="cy">')
    expect(page).toContain('Bathodyn i chi')
  })

  test('are the same for everybody: the server says nothing back of a link in the query', async () => {
    const { url } = await startTestWalletServer()
    const page = await (await fetch(`${url}/receive?${offer}`)).text()
    expect(page).not.toContain('a-secret-claim')
  })
})

describe.runIf(hasBrowser)('link pages in a browser', () => {
  const browser = useBrowser()

  /** Opens a page and notes every request it makes and every complaint. */
  async function open(path: string) {
    const { url } = await startTestWalletServer()
    const context = await browser().newContext({ viewport: { width: 390, height: 800 } })
    const page = await context.newPage()
    const requests: string[] = []
    const complaints: string[] = []
    page.on('request', (each) => requests.push(each.url()))
    page.on('console', (each) => each.type() === 'error' && complaints.push(each.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${url}${path}`)
    return { url, page, requests, complaints, close: () => context.close() }
  }

  test('show the offer of the fragment and send it nowhere', async () => {
    const { page, requests, complaints, close } = await open(`/receive#${offer}`)
    await page.locator('#link-qr').waitFor()
    expect(await page.locator('#link-open').getAttribute('href')).toBe(
      `openid-credential-offer://?${offer}`,
    )
    expect(await page.locator('#link-host').textContent()).toBe('city.example')
    expect(await page.locator('#link-command').textContent()).toBe(
      `npx waymark wallet receive 'openid-credential-offer://?${offer}'`,
    )
    const picture = page.locator('#link-qr-picture')
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
      0,
    )
    expect(
      requests.filter((each) => /secret/.test(new URL(each).pathname + new URL(each).search)),
    ).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('move a link out of the query at once', async () => {
    const { url, page, close } = await open(`/receive?lang=cy&${offer}`)
    await page.locator('#link-ready').waitFor()
    expect(page.url()).toBe(`${url}/receive?lang=cy#${offer}`)
    const links = page.locator('nav a[href^="?"]')
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
    expect(hrefs.every((href) => href?.endsWith(`#${offer}`))).toBe(true)
    expect(hrefs.some((href) => href?.split('#')[0]?.includes('secret'))).toBe(false)
    // it was sent to the server this once, so the page does not say the opposite
    expect(await page.locator('#link-private').isVisible()).toBe(false)
    await close()
  })

  test('show a request for badges', async () => {
    const { page, complaints, close } = await open(`/present#${request}`)
    await page.locator('#link-ready').waitFor()
    expect(await page.locator('#link-open').getAttribute('href')).toBe(`openid4vp://?${request}`)
    expect(await page.locator('#link-host').textContent()).toBe('shop.example')
    expect(complaints).toEqual([])
    await close()
  })

  test.for([
    ['nothing', '/receive'],
    ['something else', '/receive#hello=world'],
    ['an offer twice', `/receive#${offer}&${offer}`],
    ['a request where an offer belongs', `/receive#${request}`],
    ['no asker', '/present#request_uri=https%3A%2F%2Fshop.example'],
    ['100 kB', `/receive#credential_offer=${'x'.repeat(100_000)}`],
  ] as const)('say that there is no link: %s', async ([, path]) => {
    const { page, complaints, close } = await open(path)
    await page.locator('#link-broken').waitFor()
    expect(await page.locator('#link-ready').isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await close()
  })

  test.for([
    [
      'a script',
      `credential_offer=${encodeURIComponent('{"credential_issuer":"javascript:alert(1)"}')}`,
    ],
    ['markup', `credential_offer=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`],
    ['a quote', `credential_offer=${encodeURIComponent("'; rm -rf ~ #")}`],
  ] as const)('make %s harmless', async ([, fragment]) => {
    const { page, complaints, close } = await open(`/receive#${fragment}`)
    await page.locator('#link-ready').waitFor()
    const command = await page.locator('#link-command').textContent()
    expect(command).toMatch(
      /^npx waymark wallet receive 'openid-credential-offer:\/\/\?[\w=%.*+-]+'$/,
    )
    expect(await page.locator('#link-ready img').count()).toBe(1)
    expect(complaints).toEqual([])
    await close()
  })
})
