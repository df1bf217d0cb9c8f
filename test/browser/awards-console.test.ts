import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startIssuer } from '../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-ports.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

describe.runIf(hasBrowser)('awarding at the console, on a phone', () => {
  const browser = useBrowser()
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
      cityName: { en: 'Cardiff', cy: 'Caerdydd' },
      demo: true,
      allowLoopbackHttp: true,
      statusTtlSeconds: 300,
      logLevel: 'silent',
    })
  }, 120_000)

  afterAll(() => city?.close())

  test('makes an award, hands it over, finds it and takes it back', async () => {
    const context = await browser().newContext({
      viewport: { width: 390, height: 844 },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = await context.newPage()
    const faults: string[] = []
    const check = async (place: string) => {
      faults.push(...(await faultsOf(page)).map((fault) => `${place}: ${fault}`))
    }
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: 'Amina Farah' }).click()
    await page.goto(`${origin}/console/p/harbour-youth/awards`)
    await check('empty list')
    await page.getByRole('link', { name: 'Award the first badge' }).click()
    await page.getByRole('button', { name: 'Award this badge' }).click()
    await check('refused form')
    await page.getByRole('link', { name: 'Choose a badge.' }).waitFor()
    await page.getByLabel('Badge', { exact: true }).selectOption('First aid basics')
    await page.getByLabel('E-mail', { exact: true }).fill('sam@learner.example')
    await page.getByLabel('Name', { exact: true }).fill('Sam Jones')
    await page.getByRole('button', { name: 'Award this badge' }).click()
    await check('hand over')
    await page.getByRole('img', { name: 'Code to scan with a phone' }).waitFor()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByText('Copied').waitFor()
    const link = await page.locator('.code-line').textContent()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
    await page.getByRole('link', { name: 'See this award' }).click()
    await page.getByRole('link', { name: 'Take this badge back for good' }).click()
    await check('asking')
    await page.getByLabel('Why').fill('Given to the wrong person')
    await page.getByRole('button', { name: 'Take this badge back for good' }).click()
    await check('award')
    await page.getByText('The badge was taken back.').waitFor()
    await page.goto(`${origin}/console/p/harbour-youth/awards?search=jones`)
    await check('list')
    expect(await page.getByRole('link', { name: 'Sam Jones' }).count()).toBe(1)
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})

async function faultsOf(page: Page): Promise<string[]> {
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  return [...(await accessibilityFaults(page)), ...(isTooWide ? ['wider than the screen'] : [])]
}
