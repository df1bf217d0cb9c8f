import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startIssuer } from '../../issuer/start.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { accessibilityFaults } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { freePort } from '../support/free-ports.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const people = Array.from({ length: 640 }, (_, at) => `p${at}@learner.example,Person ${at}`)
const roster = ['email,name', ...people, 'nobody,Nobody', 'p3@learner.example,Again', ''].join('\n')

describe.skipIf(!hasBrowser)('awarding from a list in a browser', () => {
  const browser = useBrowser()
  let city: RunningApplication
  let origin = ''
  beforeAll(async () => {
    const folder = temporaryFolder(afterAll)
    const port = await freePort()
    origin = `http://localhost:${port}`
    city = await startIssuer({
      ...{ publicUrl: origin, host: 'localhost', port, walletUrl: 'http://localhost:3002' },
      database: `${folder}/city.sqlite`,
      agentDatabase: `${folder}/agent.sqlite`,
      keyEncryptionKey: generateKeyEncryptionKey(),
      cityName: { en: 'Cardiff City of Learning', cy: 'Caerdydd Dinas Dysg' },
      ...{ demo: true, allowLoopbackHttp: true, statusTtlSeconds: 300, logLevel: 'silent' },
    })
  }, 120_000)
  afterAll(() => city?.close())

  it.each([
    ['desktop', { viewport: { width: 1280, height: 900 } }],
    ['narrow', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }],
  ] as const)('is looked at, started, watched and written down (%s)', async (screen, options) => {
    const context = await browser().newContext(options)
    const page = await context.newPage()
    const look = async (name: string) => {
      const folder = process.env.WAYMARK_SCREENSHOTS
      if (folder) await page.screenshot({ path: `${folder}/${screen}-${name}.png`, fullPage: true })
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        options.viewport.width,
      )
    }
    await page.goto(`${origin}/staff/sign-in`)
    await page.getByRole('button', { name: /Amina/ }).click()
    await page.goto(`${origin}/console/p/harbour-youth/awards/bulk`)
    await look('form')
    await page.getByRole('button', { name: 'Look at the list' }).click()
    await page.getByText('Choose a file').first().waitFor()
    await look('no-file')
    await page.getByLabel('List of people (CSV)').setInputFiles({
      name: 'Class 7b.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(roster),
    })
    await page.getByRole('button', { name: 'Look at the list' }).click()
    await page.getByText('640 people will get the badge').waitFor()
    await look('preview')
    await page.getByRole('button', { name: 'Award 640 badges' }).click()
    await look('running')
    await page.getByText('640 of 640').first().waitFor({ timeout: 30_000 })
    await page.getByText('Done', { exact: true }).waitFor()
    await look('done')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Get the receipt (CSV)' }).click()
    expect((await download).suggestedFilename()).toMatch(/^receipt-.*\.csv$/)
    await context.close()
  })
})
