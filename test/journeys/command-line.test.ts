import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { main } from '../../bin/cli.ts'
import { createTestIo } from '../support/command-io.ts'
import { freePorts } from '../support/free-ports.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const program = fileURLToPath(new URL('../../bin/waymark.js', import.meta.url))

type Ended = { exitCode: number | null; output: string; complaint: string }

type Environment = Record<string, string>

function launch(argv: readonly string[], home: string, more: Environment = {}): ChildProcess {
  const env = { PATH: process.env.PATH, WAYMARK_HOME: home, NODE_NO_WARNINGS: '1', ...more }
  return spawn(process.execPath, [program, ...argv], { env, stdio: 'pipe' })
}

/** The compiled program in a process of its own, as a shell runs it. */
async function run(
  argv: readonly string[],
  options: { home?: string; stdin?: string; env?: Environment } = {},
): Promise<Ended> {
  const { home = temporaryFolder(), stdin = '', env } = options
  const child = launch(argv, home, env)
  child.stdin?.end(stdin)
  if (!child.stdout || !child.stderr) throw new Error('the program has no output')
  const [output, complaint] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode === null ? once(child, 'exit') : undefined,
  ])
  return { exitCode: child.exitCode, output, complaint }
}

/** The same program within this process, which starts it in no time: what it answers, a process of its own ends with. */
async function runHere(
  argv: readonly string[],
  { stdin = '', env = {} }: { stdin?: string; env?: Environment } = {},
): Promise<Ended> {
  const io = createTestIo({
    stdin,
    env: { WAYMARK_HOME: temporaryFolder(), ...env },
    packageRoot: dirname(dirname(program)),
  })
  const exitCode = await main(argv, io)
  return { exitCode, output: io.output(), complaint: io.errors() }
}

/** Resolves when the program has printed the text. */
function printed(child: ChildProcess, wanted: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
      if (output.includes(wanted)) resolve(output)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said ${wanted}`)))
  })
}

describe('waymark start --demo', () => {
  test('serves the city, keeps its keys to its owner, and ends cleanly on a signal', async () => {
    const home = temporaryFolder()
    const ports = await freePorts()
    const options = Object.entries(ports).flatMap(([name, port]) => [`--${name}-port`, `${port}`])
    const child = launch(['start', '--demo', ...options], home)
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    await printed(child, 'Ctrl+C ends it')

    const session = join(home, 'demo', 'session.json')
    expect((statSync(session).mode & 0o777).toString(8)).toBe('600')
    const badges = await run(['city', 'badges', '--json'], { home })
    expect(badges).toMatchObject({ exitCode: 0, complaint: '' })
    expect(JSON.parse(badges.output).badges.length).toBeGreaterThanOrEqual(10)
    const page = await fetch(`http://localhost:${ports.issuer}/`, {
      headers: { accept: 'text/html' },
    })
    expect(await page.text()).toContain('Cardiff City of Learning')

    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    expect(existsSync(session)).toBe(false)
  })

  test('says which port is taken, and leaves nothing running', async () => {
    const ports = await freePorts()
    const { issuer, wallet } = ports
    const argv = ['--issuer-port', issuer, '--wallet-port', wallet, '--verifier-port', issuer]
    const ended = await run(['start', '--demo', ...argv.map(String)])
    expect(ended).toMatchObject({ exitCode: 69, output: '' })
    expect(ended.complaint).toMatch(new RegExp(`port ${issuer}`))
    expect(ended.complaint).not.toMatch(/\n\s+at /)
  })
})

describe('waymark start', () => {
  test('says that --tls and ports are for a demonstration', async () => {
    const { exitCode, complaint } = await runHere(['start', '--tls', '--issuer-port', '4001'])
    expect([exitCode, complaint]).toEqual([
      78,
      expect.stringMatching(/^config_invalid: --tls and the ports are for a demonstration/),
    ])
  })

  test('names every setting that is missing, and starts nothing', async () => {
    const ended = await runHere(['start', '--only', 'issuer'])
    expect(ended).toMatchObject({ exitCode: 78, output: '' })
    expect(ended.complaint).toMatch(
      /^config_invalid: ISSUER_PUBLIC_URL is missing .*ISSUER_WALLET_URL is missing/,
    )
  })
})

describe('what answers is not Waymark', () => {
  test.each([
    ['city', ['city', 'badges', '--city']],
    ['employer', ['employer', 'request', '--verifier']],
  ])('%s', async (_, argv) => {
    const { origin } = await serveLoopback((_request, response) => response.end('{}'))
    const key = 'k'.repeat(32)
    const env = { ISSUER_API_KEY: key, VERIFIER_API_KEY: key, WAYMARK_ALLOW_LOOPBACK_HTTP: '1' }
    const ended = await runHere([...argv, origin], { env })
    expect({ ...ended, complaint: ended.complaint.trim() }).toEqual({
      exitCode: 69,
      output: '',
      complaint: 'fetch_failed: What answered there is not a Waymark application',
    })
  })
})

describe('waymark', () => {
  test.each<[string, string[], number, RegExp]>([
    ['an unknown command', ['fly'], 64, /unknown command 'fly'/],
    ['an unknown option', ['city', 'badges', '--colour'], 64, /unknown option '--colour'/],
    ['a missing argument', ['wallet', 'receive'], 64, /missing required argument/],
    ['a city that nobody named', ['city', 'badges'], 78, /waymark start --demo/],
    ['a verifier that nobody named', ['employer', 'request'], 78, /waymark start --demo/],
    ['an offer that is none', ['wallet', 'receive', 'hello'], 65, /^offer_malformed: /],
    [
      'a request that is none',
      ['wallet', 'present', 'hello'],
      65,
      /^authorization_request_malformed: /,
    ],
  ])('%s ends with a sentence and no stack', async (_, argv, exitCode, complaint) => {
    const ended = await runHere(argv)
    expect({ ...ended, complaint: ended.complaint.trim() }).toEqual({
      exitCode,
      output: '',
      complaint: expect.stringMatching(complaint),
    })
    expect(ended.complaint).not.toMatch(/\n\s+at /)
  })

  test.each([[[]], [['city']], [['wallet']], [['employer']], [['verify']], [['demo']]])(
    '%j --help shows examples',
    async (argv) => {
      const { exitCode, output } = await runHere([...argv, '--help'])
      expect({ exitCode, hasExamples: output.includes('Examples:') }).toEqual({
        exitCode: 0,
        hasExamples: true,
      })
    },
  )
})

test('waymark --version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(dirname(program), '../package.json'), 'utf8'))
  expect(await run(['--version'])).toEqual({ exitCode: 0, output: `${version}\n`, complaint: '' })
})

describe('waymark verify', () => {
  test.each<[string, string, number]>([
    ['nonsense', 'not a badge', 1],
    ['an unsigned badge', '{"@context":["https://www.w3.org/ns/credentials/v2"]}', 1],
  ])('%s is invalid, and the report says why', async (_, stdin, exitCode) => {
    const ended = await runHere(['verify', '-', '--json'], { stdin })
    expect(ended).toMatchObject({ exitCode, complaint: '' })
    expect(JSON.parse(ended.output)).toMatchObject({ verdict: 'invalid' })
  })
})
