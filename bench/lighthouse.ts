import { join } from 'node:path'
import lighthouse, { type Config } from 'lighthouse'
import defaultConfig from 'lighthouse/core/config/default-config.js'
import { freePorts } from '../bin/free-ports.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { temporaryFolder } from '../test/support/temp-folder.ts'
import { startWallet } from '../wallet/server/start.ts'
import { TraceWithLargestPaint } from './trace-with-largest-paint.ts'

/** npm run lighthouse: the wallet's app as Lighthouse 12 sees it on a phone with slow 4G. */
const paths = ['/', '/receive', '/you', '/find', '/restore', '/s']
const categories = ['performance', 'accessibility', 'best-practices', 'seo']
const measures = {
  'first paint ms': 'first-contentful-paint',
  'largest paint ms': 'largest-contentful-paint',
  'blocked ms': 'total-blocking-time',
  shift: 'cumulative-layout-shift',
  bytes: 'total-byte-weight',
}
const config: Config = {
  ...defaultConfig,
  artifacts: (defaultConfig.artifacts ?? []).map((artifact) =>
    artifact.id === 'Trace'
      ? { ...artifact, gatherer: { instance: new TraceWithLargestPaint() } }
      : artifact,
  ),
}

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
    const options = { port: debuggingPort, logLevel: 'silent', onlyCategories: categories } as const
    const result = await lighthouse(`${url}${path}`, options, config)
    if (result === undefined || result.lhr.runtimeError !== undefined) {
      throw new Error(`Lighthouse could not look at ${path}`)
    }
    const { categories: scores, audits } = result.lhr
    rows[path] = {
      ...mapValues(scores, ({ score }) => Math.round((score ?? 0) * 100)),
      ...mapValues(measures, (id) => rounded(audits[id]?.numericValue)),
    }
  }
  // biome-ignore lint/suspicious/noConsole: a table for people
  console.table(rows)
  const isGood = ({ performance = 0, accessibility }: Record<string, number>) =>
    performance >= 95 && accessibility === 100
  if (!Object.values(rows).every(isGood)) process.exitCode = 1
} finally {
  await browser.close()
  await wallet.close()
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}

function rounded(value = Number.NaN): number {
  return value > 1 ? Math.round(value) : Math.round(value * 1000) / 1000
}
