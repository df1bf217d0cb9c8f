import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IssuerApplication, startIssuer } from '../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-ports.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

let city: IssuerApplication
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
    allowLoopbackHttp: true,
    statusTtlSeconds: 300,
    logLevel: 'silent',
  })
}, 120_000)

afterAll(() => city?.close())

const longName = 'Cymdeithas Gymunedol a Chlwb Bocsio Ieuenctid Llanfairpwllgwyngyllgogerychwyrn'
const phone = { width: 390, height: 844 }
const smallPhone = { width: 320, height: 640 }
const desktop = { width: 1280, height: 900 }

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.WAYMARK_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe.runIf(hasBrowser)('a club joins the city, in a browser', () => {
  const browser = useBrowser()
  const faults: string[] = []

  async function open(options: BrowserContextOptions): Promise<Page> {
    const context = await browser().newContext(options)
    const page = await context.newPage()
    return page
  }

  async function look(page: Page, name: string): Promise<void> {
    await shoot(page, name)
    const found = await accessibilityFaults(page)
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    faults.push(...found.map((fault) => `${name}: ${fault}`), ...(isWide ? [`${name}: wide`] : []))
  }

  /** Follows the link of a mail, once that is sent. */
  async function followMail(page: Page, subject: RegExp): Promise<void> {
    const mail = page.getByRole('link', { name: subject })
    await expect
      .poll(
        async () => {
          await city.sendMailNow()
          await page.goto(`${origin}/demo/mailbox`)
          return mail.count()
        },
        { timeout: 30_000 },
      )
      .toBe(1)
    await page.goto(`${origin}${await mail.getAttribute('href')}`)
    await page.goto((await page.locator('main a.govuk-button').getAttribute('href')) ?? '')
  }

  test('from the form to its first badge', async () => {
    const applicant = await open({ viewport: phone, javaScriptEnabled: true })
    await applicant.goto(`${origin}/`)
    await applicant.getByRole('link', { name: 'Ask to give badges' }).click()
    await look(applicant, 'apply')
    await applicant.getByRole('button', { name: 'Send' }).click()
    await look(applicant, 'apply-error')
    await applicant.getByLabel('What are you called?').fill('Splott Boxing Club')
    await applicant.getByLabel('A club or a group').check()
    await applicant.getByLabel('What do you do?').fill('We box, and we help with homework.')
    await applicant.getByLabel('Your website').fill('https://splott-boxing.example')
    await applicant
      .getByLabel('What do you want to give badges for?')
      .fill('For a term of training.')
    await applicant.getByLabel('Your own name').fill('Nia Bevan')
    await applicant.getByLabel('Your e-mail').fill('nia@splott-boxing.example')
    await applicant.getByRole('button', { name: 'Send' }).click()
    await look(applicant, 'apply-mailed')
    await followMail(applicant, /Do you want to give badges/)
    await look(applicant, 'apply-confirm')
    await applicant.getByRole('button', { name: 'Yes, send it to the city' }).click()
    await look(applicant, 'apply-sent')

    const welsh = await open({ viewport: smallPhone, colorScheme: 'dark' })
    await welsh.goto(`${origin}/apply?lang=cy`)
    await welsh.getByLabel('Beth yw eich enw?').fill(longName)
    await welsh.getByRole('button', { name: 'Anfon' }).click()
    await look(welsh, 'apply-welsh-dark-error')

    const admin = await open({ viewport: desktop })
    await admin.goto(`${origin}/staff/sign-in`)
    await admin.getByRole('button', { name: 'Carys Vaughan' }).first().click()
    await admin.getByRole('link', { name: 'Who applies' }).first().click()
    await look(admin, 'applications')
    await admin.getByRole('link', { name: 'Declined' }).click()
    await look(admin, 'applications-empty')
    await admin.getByRole('link', { name: 'New', exact: true }).click()
    await admin.getByRole('link', { name: 'Splott Boxing Club' }).click()
    await look(admin, 'application')
    await admin.getByLabel('Short name').fill('Splott Boxing')
    await admin.getByRole('button', { name: 'Say yes and invite them' }).click()
    await admin.setViewportSize(smallPhone)
    await look(admin, 'application-error')
    await admin.setViewportSize(desktop)
    await admin.getByLabel('Short name').fill('splott-boxing')
    await admin.getByRole('button', { name: 'Say yes and invite them' }).click()
    await admin.getByText('We mailed a link to come in').waitFor()
    await look(admin, 'provider-new-room')

    await followMail(applicant, /^Yes: Splott/)
    await applicant.getByLabel('Your name, as others here will see it').fill('Nia Bevan')
    await applicant.getByLabel('Choose a password').fill('nine lazy cats on a wall')
    await applicant.getByRole('button', { name: 'Join' }).click()
    await applicant.goto(`${origin}/console/p/splott-boxing/badges`)
    await look(applicant, 'owner-badges')
    await applicant.getByRole('link', { name: 'New badge' }).click()
    await applicant.getByLabel('Name', { exact: true }).fill('A term of training')
    await applicant.getByRole('button', { name: 'Make the draft' }).click()
    await applicant.getByRole('group', { name: 'In English' }).waitFor()

    await admin.goto(`${origin}/console/city/providers/harbour-youth`)
    await look(admin, 'provider-room')
    await admin.getByRole('link', { name: 'Make it less' }).first().click()
    await look(admin, 'accreditation-narrow')
    await admin.goto(`${origin}/console/city/providers/harbour-youth/close`)
    await admin.getByRole('button', { name: /Close .* for good/ }).click()
    await look(admin, 'provider-close')
    await admin.goto(`${origin}/console/city/recognitions`)
    await look(admin, 'recognitions-empty')
    await admin.getByLabel('Name of the city').fill(longName)
    await admin.getByLabel('Its address').fill('https://abertawe.example')
    await admin.getByRole('button', { name: 'Let this city count' }).click()
    await admin.setViewportSize(smallPhone)
    await look(admin, 'recognitions')
    await admin.goto(`${origin}/console/city/providers/green-terrace/suspend`)
    await admin.getByLabel('Why?').fill('Their insurance has run out')
    await admin.getByRole('button', { name: /Stop .* for now/ }).click()
    await look(admin, 'provider-suspended-phone')
    await applicant.goto(`${origin}/providers/green-terrace`)
    await look(applicant, 'provider-suspended-public')
    expect(faults).toEqual([])
  }, 180_000)
})
