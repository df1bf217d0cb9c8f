import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

/** Chromium comes out of an npm package for Linux on x64; elsewhere WAYMARK_CHROME names an installed one. */
export const hasBrowser =
  process.env.WAYMARK_CHROME !== undefined ||
  (process.platform === 'linux' && process.arch === 'x64')

let shared: Promise<Browser> | undefined

/** One browser for all files of a worker: starting one takes longer than many a test. Each file leaves it empty. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined
  beforeAll(async () => {
    if (!(await shared)?.isConnected()) shared = launchBrowser()
    browser = await shared
  }, 120_000)
  afterAll(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? [])
  })
  return () => {
    if (browser === undefined) throw new Error('the browser is there inside tests only')
    return browser
  }
}

export function launchBrowser(moreArgs: readonly string[] = []): Promise<Browser> {
  const installed = process.env.WAYMARK_CHROME
  return chromium.launch({
    ...(installed === undefined ? packagedChromium() : { executablePath: installed }),
    // never the arguments that @sparticuz/chromium offers: they switch web security off
    args: [
      ...['--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
      // pages of one context share a process and the scripts that it has compiled: a quarter less work
      ...['--renderer-process-limit=1', ...moreArgs],
    ],
  })
}

let canRunAlone: boolean | undefined

/** Unpacks once for all tests and runs; the folder appears whole, however many unpack at once. */
function packagedChromium(): LaunchOptions {
  const folder = join(tmpdir(), `waymark-chromium-${packagedVersion()}-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) unpackInto(folder)
  const executablePath = join(folder, 'chromium')
  canRunAlone ??= canRun(executablePath)
  if (canRunAlone) return { executablePath }
  // without libnss3 on the machine, the libraries that the package brings
  const libraries = join(folder, 'al2023', 'lib')
  const env = { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') }
  return { executablePath, env }
}

function packagedVersion(): string {
  const manifest = new URL('../../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  return version
}

/** The package unpacks to the temporary folder, and its libraries only where AWS_EXECUTION_ENV says so. */
function unpackInto(folder: string): void {
  const unpacked = mkdtempSync(`${folder}-`)
  const script = `import chromium from ${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))}
await chromium.executablePath()`
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (run.status !== 0) throw new Error('@sparticuz/chromium could not be unpacked')
  try {
    renameSync(unpacked, folder)
  } catch (error) {
    rmSync(unpacked, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

function canRun(executablePath: string): boolean {
  return spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status === 0
}
