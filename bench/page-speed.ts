import { fileURLToPath } from 'node:url'
import { Util } from 'lighthouse/shared/util.js'
import type { Browser } from 'playwright-core'
import { median } from './measure.ts'

/** What Lighthouse's score for speed is made of; all but the shift in milliseconds. */
export type PageSpeed = {
  firstContentfulPaint: number
  largestContentfulPaint: number
  totalBlockingTime: number
  cumulativeLayoutShift: number
}

/**
 * Weights and curves of Lighthouse 12 on a phone. The speed index is taken to be the largest paint, which it is at most
 * where nothing large moves afterwards.
 * @see https://developer.chrome.com/docs/lighthouse/performance/performance-scoring
 */
const curves = [
  { weight: 10, of: (speed: PageSpeed) => speed.firstContentfulPaint, p10: 1800, median: 3000 },
  { weight: 25, of: (speed: PageSpeed) => speed.largestContentfulPaint, p10: 2500, median: 4000 },
  { weight: 30, of: (speed: PageSpeed) => speed.totalBlockingTime, p10: 200, median: 600 },
  { weight: 25, of: (speed: PageSpeed) => speed.cumulativeLayoutShift, p10: 0.1, median: 0.25 },
  { weight: 10, of: (speed: PageSpeed) => speed.largestContentfulPaint, p10: 3387, median: 5800 },
]

const watcher = fileURLToPath(new URL('./watch-page-speed.js', import.meta.url))

/** From 0 to 100. */
export function performanceScore(speed: PageSpeed): number {
  const parts = curves.map(({ weight, of, ...curve }) => {
    return weight * Util.computeLogNormalScore(curve, of(speed))
  })
  return Math.round(parts.reduce((sum, part) => sum + part, 0))
}

/** A first visit on a slow phone with slow 4G, as Lighthouse throttles it. The median of several. */
export async function measurePage(browser: Browser, url: string, rounds = 5): Promise<PageSpeed> {
  const visits: PageSpeed[] = []
  for (let round = 0; round < rounds; round += 1) visits.push(await visit(browser, url))
  const middle = (of: keyof PageSpeed) => median(visits.map((speed) => speed[of]))
  return {
    firstContentfulPaint: middle('firstContentfulPaint'),
    largestContentfulPaint: middle('largestContentfulPaint'),
    totalBlockingTime: middle('totalBlockingTime'),
    cumulativeLayoutShift: middle('cumulativeLayoutShift'),
  }
}

async function visit(browser: Browser, url: string): Promise<PageSpeed> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', ({ message }) => faults.push(message))
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 562.5,
    downloadThroughput: (1474.56 * 1024) / 8,
    uploadThroughput: (675 * 1024) / 8,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.addInitScript({ path: watcher })
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.waitForTimeout(500)
  const speed = await page.evaluate(() => (globalThis as unknown as { seen: PageSpeed }).seen)
  await context.close()
  if (faults.length > 0) throw new Error(`${url} does not work: ${faults.join('; ')}`)
  if (speed.largestContentfulPaint === 0) throw new Error(`nothing was painted at ${url}`)
  return speed
}
