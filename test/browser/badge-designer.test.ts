import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startIssuer } from '../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-ports.ts'
import { leading } from '../support/leading.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

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
    allowLoopbackHttp: true,
    statusTtlSeconds: 300,
    logLevel: 'silent',
  })
}, 120_000)

afterAll(() => city?.close())

const badges = () => `${origin}/console/p/harbour-youth/badges`
const welshName = 'Llywio canŵ yn ddiogel ar ddŵr llonydd gyda grŵp o ddechreuwyr'
const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`
const greenSquare = svg('<path fill="#2a2" d="M1 1h7v7H1z" onload="alert(1)"/>')

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.WAYMARK_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

describe.runIf(hasBrowser)('a badge in a browser', () => {
  const browser = useBrowser()

  async function enter(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser().newContext(options)
    const page = await context.newPage()
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor()
    return page
  }

  test('goes from its author to its reviewer and out, on all screens', async () => {
    const faults: string[] = []
    const look = async (page: Page, name: string) => {
      await shoot(page, name)
      const found = await accessibilityFaults(page)
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      )
      faults.push(
        ...found.map((fault) => `${name}: ${fault}`),
        ...(isWide ? [`${name}: wide`] : []),
      )
    }

    const author = await enter('Tomos Rees', { viewport: { width: 1280, height: 900 } })
    await author.goto(badges())
    await look(author, 'badges-list')
    await author.getByRole('link', { name: 'New badge' }).click()
    await look(author, 'badges-new')
    await author.getByLabel('Name', { exact: true }).fill('First aid basic')
    // the page draws what is typed only when its script is there
    await leading(author, () => author.getByRole('button', { name: 'Make the draft' }).click())
    const preview = author.locator('#preview')
    await preview.getByRole('link', { name: 'First aid basics' }).waitFor()
    const english = author.getByRole('group', { name: 'In English' })
    await english.getByLabel('Name').fill('Safe canoe guide')
    await preview.getByRole('heading', { name: 'Safe canoe guide' }).waitFor()
    await english.getByLabel('What it shows').fill('Can lead a small group on calm water.')
    await english
      .getByLabel('How it is earned')
      .fill('Lead **two** trips:\n\n- plan the trip\n- keep all safe <img src=x onerror=alert(1)>')
    const welsh = author.getByRole('group', { name: 'In Welsh' })
    await welsh.getByLabel('Name').fill(welshName)
    await welsh.getByLabel('What it shows').fill('Yn gallu arwain grŵp bach.')
    await welsh.getByLabel('How it is earned').fill('Arweiniwch ddwy daith.')
    await author.getByLabel('Participate').check()
    await author.getByLabel('Assessed').check()
    await author.getByLabel('Fern').check()
    await author.getByLabel('Leadership').check()
    await preview.getByText('Arweiniwch ddwy daith.').waitFor()
    await author.getByLabel('Or send a picture').setInputFiles({
      name: 'square.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(greenSquare),
    })
    await preview.locator('image').first().waitFor()
    const sent = author.getByLabel('Or send a picture')
    const said = author.locator('#upload-error')
    for (const [bytes, sentence] of [
      ['{"no": "picture"}', 'The picture is no PNG, JPEG or SVG. Send a PNG, JPEG or plain SVG'],
      ['x'.repeat(2_000_001), 'This picture is larger than 2 MB. It was not taken.'],
    ] as const) {
      const file = { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from(bytes) }
      await sent.setInputFiles(file)
      await said.filter({ hasText: sentence }).waitFor()
      // the one that was there stays
      expect(await preview.locator('image').count()).toBeGreaterThan(0)
      await look(author, 'designer-picture')
    }
    await sent.setInputFiles([])
    await said.waitFor({ state: 'detached' })
    // the one that is chosen while another is on its way counts
    const chosenMeanwhile = { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no') }
    await author.route(
      /\/preview$/,
      (route) => sent.setInputFiles(chosenMeanwhile).then(() => route.continue()),
      { times: 1 },
    )
    const square = Buffer.from(greenSquare)
    await sent.setInputFiles({ name: 'other.svg', mimeType: 'image/svg+xml', buffer: square })
    await said.filter({ hasText: 'The picture is no PNG, JPEG or SVG' }).waitFor()
    await sent.setInputFiles([])
    await said.waitFor({ state: 'detached' })
    await look(author, 'designer')
    expect(await preview.locator('img, script').count()).toBe(0)
    await author.getByLabel('It ends after').fill('many')
    await author.getByRole('button', { name: 'Save the draft' }).click()
    await look(author, 'designer-error')
    expect(await author.locator('#months').inputValue()).toBe('many')
    expect(await author.getByLabel('Leadership').isChecked()).toBe(true)
    expect(await author.getByLabel('Your picture').isChecked()).toBe(true)
    await author.getByLabel('It ends after').fill('24')
    await author.getByRole('button', { name: 'Save the draft' }).click()
    await look(author, 'badge-draft')
    await author.getByRole('button', { name: 'Send it for a check' }).click()

    const reviewer = await enter('Rhodri Pugh', { viewport: { width: 390, height: 844 } })
    await reviewer.goto(`${origin}/console/city/quality`)
    await look(reviewer, 'quality-queue-390')
    await reviewer.getByRole('link', { name: 'Safe canoe guide' }).click()
    await reviewer.getByRole('button', { name: 'It is good' }).click()
    await look(reviewer, 'review-error-390')
    for (const box of await reviewer.getByRole('checkbox').all()) await box.check()
    await reviewer.getByRole('button', { name: 'It is good' }).click()
    await reviewer.getByText('The provider can publish it').waitFor()

    // publishing needs no script
    const owner = await enter('Mair Davies', {
      viewport: { width: 320, height: 700 },
      colorScheme: 'dark',
    })
    await owner.route('**/*.js', (route) => route.abort())
    await owner.goto(badges())
    await look(owner, 'badges-list-320')
    await owner.getByRole('link', { name: 'Safe canoe guide' }).click()
    await owner.getByRole('button', { name: 'Publish this badge' }).click()
    await owner.getByText('Version 1 is published').waitFor()
    await look(owner, 'badge-published-320')
    await owner.getByRole('button', { name: 'Make a new version' }).click()
    await owner.getByRole('button', { name: 'Preview' }).click()
    await owner.getByText('This is not saved yet').waitFor()
    await look(owner, 'designer-320')
    await owner.goto(`${origin}/providers/harbour-youth/badges/first-aid-basic/v/1/cy?lang=cy`)
    await look(owner, 'public-page-320')
    await owner.goto(`${origin}/providers/harbour-youth/badges/first-aid-basic/v/1/image.png`)
    await shoot(owner, 'picture')
    expect(faults).toEqual([])
  }, 120_000)
})
