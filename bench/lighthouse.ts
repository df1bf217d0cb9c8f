import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { freePorts } from '../bin/free-ports.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { temporaryFolder } from '../test/support/temp-folder.ts'
import { startWallet } from '../wallet/server/start.ts'
import { measurePage, performanceScore } from './page-speed.ts'

/**
 * npm run lighthouse: the wallet's app as Lighthouse 12 sees it. The Chromium that comes through npm is newer and no
 * longer writes into its traces when the largest paint was, so that Lighthouse cannot tell the speed from them: that
 * is measured in the page itself, under the same throttling, and weighed in the same way.
 */
const paths = ['/', '/receive', '/you', '/find', '/restore', '/s']
const categories = ['accessibility', 'best-practices', 'seo']

const ports = await freePorts()
const url = `http://localhost:${ports.wallet}`
const wallet = await startWallet({
  host: 'localhost',
  port: ports.wallet,
  publicUrl: url,
  database: join(
    temporaryFolder((remove) => process.once('exit', remove)),
    'wallet.sqlite',
  ),
  demo: true,
  allowLoopbackHttp: true,
  logLevel: 'silent',
})
const debuggingPort = ports.verifier
const browser = await launchBrowser([`--remote-debugging-port=${debuggingPort}`])
try {
  const rows: Record<string, Record<string, number>> = {}
  for (const path of paths) {
    const speed = await measurePage(browser, `${url}${path}`)
    const options = { port: debuggingPort, logLevel: 'silent', onlyCategories: categories } as const
    const result = await lighthouse(`${url}${path}`, options)
    const scores = Object.entries(result?.lhr.categories ?? {}).map(([name, { score }]) => [
      name,
      Math.round((score ?? 0) * 100),
    ])
    rows[path] = {
      performance: performanceScore(speed),
      ...Object.fromEntries(scores),
      'first paint ms': Math.round(speed.firstContentfulPaint),
      'largest paint ms': Math.round(speed.largestContentfulPaint),
      'blocked ms': Math.round(speed.totalBlockingTime),
      shift: Math.round(speed.cumulativeLayoutShift * 1000) / 1000,
    }
  }
  // biome-ignore lint/suspicious/noConsole: a table for people
  console.table(rows)
} finally {
  await browser.close()
  await wallet.close()
}
