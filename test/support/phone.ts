import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  ConsoleMessage,
  Page,
} from 'playwright-core'

/** A phone with a browser of its own, and a fingerprint reader that makes passkeys with PRF. */
export type Phone = {
  context: BrowserContext
  page: Page
  /** DevTools of the page: throttling, the virtual authenticator. */
  devtools: CDPSession
  /** What was asked of any host: `GET https://city.example/…`. */
  requests: string[]
  /** Errors and warnings in the console, and exceptions. */
  complaints: string[]
  /** Whoever holds the phone: gives the finger, or does not. */
  setFinger(isGiven: boolean): Promise<void>
  /** Kept only where WAYMARK_SCREENSHOTS names a folder to look at. */
  screenshot(name: string): Promise<void>
  /** What the browser keeps for these sites is gone; the passkeys of the phone are not. */
  wipe(...origins: string[]): Promise<void>
  close(): Promise<void>
}

/** Of Playwright itself, in a page whose service worker it blocks. */
const ownWarning = 'Service Worker registration blocked by Playwright'

/**
 * Of the sealed copy, after a page was left while it wrote it, or when another device did: the copy that is refused
 * is merged with the one that is there, and written again.
 */
const isCopyToMerge = (message: ConsoleMessage) =>
  message.location().url.includes('/api/vaults/') && message.text().includes('status of 412')

const sizeOfPhone = { width: 390, height: 844 }

/**
 * @param options `serviceWorkers: 'block'` where the wallet's is not what is tried: installing it and reading the app
 * from its cache is a fifth of a phone's work
 */
export async function newPhone(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Phone> {
  const context = await browser.newContext({
    viewport: sizeOfPhone,
    hasTouch: true,
    locale: 'en-GB',
    ...options,
  })
  const requests: string[] = []
  const complaints: string[] = []
  // also what service workers ask for
  context.on('request', (request) => requests.push(`${request.method()} ${request.url()}`))
  context.on('console', (message) => {
    if (message.text() === ownWarning || isCopyToMerge(message)) return
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf: true,
    },
  })
  return {
    context,
    page,
    devtools,
    requests,
    complaints,
    async setFinger(isUserVerified) {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    screenshot: (name) => keepScreenshot(page, name),
    async wipe(...origins) {
      await page.goto('about:blank')
      for (const origin of origins) {
        await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
      }
    },
    close: () => context.close(),
  }
}

async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.WAYMARK_SCREENSHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}
