import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startIssuer } from '../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-ports.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const password = 'harbour lights at noon'
const browser = hasBrowser ? useBrowser() : (): Browser => raise()
const raise = (): never => {
  throw new Error('there is no browser')
}

let city: RunningApplication
let origin = ''

beforeAll(async () => {
  const folder = temporaryFolder(afterAll)
  const port = await freePort()
  origin = `http://localhost:${port}`
  city = await startIssuer({
    publicUrl: origin,
    host: 'localhost',
    port,
    database: `${folder}/city.sqlite`,
    agentDatabase: `${folder}/agent.sqlite`,
    keyEncryptionKey: generateKeyEncryptionKey(),
    walletUrl: 'http://localhost:3002',
    cityName: { en: 'Cardiff City of Learning', cy: 'Caerdydd Dinas Dysg' },
    demo: true,
    demonstrationPassword: password,
    allowLoopbackHttp: true,
    statusTtlSeconds: 300,
    logLevel: 'silent',
  })
}, 120_000)

afterAll(() => city?.close())

async function openPage(options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser().newContext(options)
  return { context, page: await context.newPage() }
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${origin}/staff/sign-in`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor()
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.WAYMARK_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** Out of the demonstration's mailbox. */
async function newestLinkInMail(pattern: RegExp): Promise<string> {
  const read = async (path: string) => (await fetch(`${origin}${path}`)).text()
  return vi.waitFor(
    async () => {
      const mail = /\/demo\/mailbox\/[\w-]+/.exec(await read('/demo/mailbox'))?.[0]
      const link = pattern.exec(await read(`${mail}/page`))?.[0]
      if (link === undefined) throw new Error('the mail is not there yet')
      return link
    },
    { timeout: 30_000, interval: 500 },
  )
}

const screens = [
  ['desktop', { viewport: { width: 1280, height: 900 } }],
  ['phone', { viewport: { width: 390, height: 844 } }],
  ['narrow', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }],
] as const

describe.runIf(hasBrowser)('the console in a browser', () => {
  test.each(screens)(
    'can be used by all on a screen: %s',
    async (screen, options) => {
      const { context, page } = await openPage(options)
      // axe needs a script of its own, so that scripts cannot be switched off
      if (screen === 'phone') await page.route('**/*.js', (route) => route.abort())
      const faults: string[] = []
      const look = async (name: string) => {
        for (const fault of await accessibilityFaults(page)) faults.push(`${name}: ${fault}`)
        await shoot(page, `${screen}-${name}`)
        const isWide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        if (isWide) faults.push(`${name} is wider than the screen`)
      }
      await page.goto(`${origin}/staff/sign-in`)
      await look('sign-in')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await look('sign-in-wrong')
      await page.goto(`${origin}/staff/reset`)
      await look('reset')
      await page.getByLabel('E-mail address').fill('nobody@club.example')
      await page.getByRole('button', { name: 'Send me a link' }).click()
      await look('reset-sent')
      await signIn(page, 'mair@harbour-youth.example')
      await look('room')
      for (const path of [
        '/console/p/harbour-youth/people',
        '/console/p/harbour-youth/people/invite',
        '/console/p/harbour-youth/audit',
        '/staff/account',
      ]) {
        await page.goto(`${origin}${path}`)
        await look(path.split('/').at(-1) ?? '')
      }
      await page.goto(`${origin}/console/p/harbour-youth/people`)
      await page.getByRole('link', { name: 'Remove Idris Cole' }).click()
      await look('remove')
      await page.goto(`${origin}/console/p/harbour-youth/people/invite`)
      await page.getByRole('button', { name: 'Ask them in' }).click()
      await look('invite-wrong')
      await page.getByLabel('Their e-mail address').fill(`${screen}@club.example`)
      await page.getByLabel('Awarder').check()
      await page.getByRole('button', { name: 'Ask them in' }).click()
      await look('invited')
      const link = await newestLinkInMail(/\/staff\/invitation\/[\w-]+/)
      await page.getByRole('button', { name: 'Sign out', exact: true }).click()
      await page.goto(`${origin}${link}`)
      await look('invitation')
      await page.getByRole('button', { name: 'Join' }).click()
      await look('invitation-wrong')
      await page.getByLabel('Your name').fill('Nia Bowen')
      await page.getByLabel('Choose a password').fill('a boat in the rain')
      await page.getByRole('button', { name: 'Join' }).click()
      await page.getByRole('heading', { level: 1, name: 'Harbour Youth' }).waitFor()
      await look('joined')
      await page.goto(`${origin}/staff/reset`)
      await page.getByLabel('E-mail address').fill(`${screen}@club.example`)
      await page.getByRole('button', { name: 'Send me a link' }).click()
      await page.goto(`${origin}${await newestLinkInMail(/\/staff\/reset\/[\w-]+/)}`)
      await look('reset-set')
      await page.getByLabel('New password').fill('another boat in the sun')
      await page.getByRole('button', { name: 'Set this password' }).click()
      await page.getByText('Your new password is set.').waitFor()
      await context.close()
      expect(faults).toEqual([])
    },
    120_000,
  )

  test('lets in by a passkey of the device, once it is added, and by no other', async () => {
    const { context, page } = await openPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    const debug = await context.newCDPSession(page)
    await debug.send('WebAuthn.enable')
    const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await signIn(page, 'carys@city.example')
    await page.goto(`${origin}/staff/account`)
    const form = page.locator('form[data-passkey]')
    await form.getByLabel('A name for it').fill('Desk')
    await form.getByLabel('Your password').fill('not her password')
    await form.getByRole('button').click()
    await page.getByText('That did not fit.').waitFor()
    expect(await page.getByText('You have none yet.').count()).toBe(1)
    await form.getByLabel('Your password').fill(password)
    await form.getByRole('button').click()
    await page.getByRole('link', { name: 'Remove Desk' }).waitFor()
    await shoot(page, 'account-passkey')

    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.goto(`${origin}/console/city/people`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/console/city/people')

    await page.goto(`${origin}/staff/account`)
    await page.getByRole('link', { name: 'Remove Desk' }).click()
    await page.getByRole('button', { name: 'Remove this passkey' }).click()
    await page.getByText('The passkey is removed.').waitFor()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('That did not fit.').waitFor()
    await debug.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    await context.close()
    expect(complaints.filter((text) => !text.includes('403'))).toEqual([])
  })
})
