import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, type TestCity } from '../issuer/test-city.ts'
import { accessibilityFaults, longestLine } from '../support/axe.ts'
import { hasBrowser, useBrowser } from '../support/browser.ts'
import { sharedTemporaryFolder } from '../support/temp-folder.ts'

const paths = [
  '/',
  '/providers/harbour-youth',
  '/providers/harbour-youth/badges/first-aid/v/1',
  '/providers/dock-makers/badges/laser-cutter/v/1/cy',
  '/skills/leadership',
]

describe.skipIf(!hasBrowser)('pages of the city in a browser', () => {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let city: TestCity
  beforeAll(async () => {
    city = await startTestCity({ folder, config: { checkUrl: 'https://hire.example/check' } })
  })
  afterAll(() => city.close())

  it.each(paths.flatMap((path) => [[path, 'dark', 320] as const, [path, 'light', 1280] as const]))(
    '%s, %s, at %i pixels: accessible, without script, no wider than the screen',
    async (path, colorScheme, width) => {
      const page = await browser().newPage({
        viewport: { width, height: 800 },
        colorScheme,
      })
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('requestfailed', (request) => complaints.push(request.url()))
      await page.goto(`${city.listensAt}${path}${path.includes('/cy') ? '?lang=cy' : ''}`)

      expect(await accessibilityFaults(page)).toEqual([])
      expect(complaints).toEqual([])
      expect(await page.locator('script').count()).toBe(0)
      const leadsToCheck = await page.locator('a[href="https://hire.example/check"]').count()
      expect(leadsToCheck).toBe(path === '/' || path.includes('/badges/') ? 2 : 1)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      )
      expect((await longestLine(page)).length).toBeLessThanOrEqual(66)
      await page.close()
    },
  )
})
