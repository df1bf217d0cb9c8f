import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import { type CommandIo, print } from '../shared/node/command-line.ts'
import { applicationNames, startDemonstration, statusTtlSeconds } from './demonstration.ts'
import { type Story, type StoryOptions, tellStory } from './story.ts'

/** Runs one line of the command line and answers with its exit code. */
export type RunLine = (argv: readonly string[], io: CommandIo) => Promise<number>

/** `waymark demo` */
export function demoCommand(program: Command, io: CommandIo, runLine: RunLine): void {
  program
    .command('demo')
    .description('the whole story over HTTP: award, receive, present, report, revoke, report again')
    .addOption(
      new Option('--format <format>', 'how the badge is secured')
        .choices(['ldp_vc', 'vc+jwt'])
        .default('ldp_vc'),
    )
    .addOption(
      new Option('--response <mode>', 'how the wallet answers')
        .choices(['direct_post', 'direct_post.jwt'])
        .default('direct_post'),
    )
    .addOption(
      new Option('--holder <method>', "the learner's identity")
        .choices(['did:key', 'did:jwk', 'did:web'])
        .default('did:key'),
    )
    .option('--json', 'print what happened as JSON')
    .addHelpText(
      'after',
      `
Examples:
  waymark demo
  waymark demo --format vc+jwt --response direct_post.jwt --holder did:web`,
    )
    .action((options: StoryOptions & { json?: boolean }) => runDemo(options, io, runLine))
}

async function runDemo(
  options: StoryOptions & { json?: boolean },
  io: CommandIo,
  runLine: RunLine,
): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'waymark-demo-'))
  const [issuer, wallet, verifier] = await Promise.all([freePort(), freePort(), freePort()])
  const demonstration = await startDemonstration({
    home,
    ports: { issuer, wallet, verifier },
    only: applicationNames,
    tls: false,
    logLevel: 'warn',
    now: io.clock(),
  })
  try {
    const tell = options.json ? () => {} : (line: string) => io.stdout.write(`${line}\n`)
    const run = (argv: readonly string[]) => runForJson(argv, { home, io, runLine })
    const outliveStatusLists = () => setTimeout(1000 * statusTtlSeconds)
    const story = await tellStory(options, { run, tell, outliveStatusLists })
    print(io, { json: story, human: ending(story) }, options.json)
    if (!story.isAsExpected) io.exitCode = 1
  } finally {
    await demonstration.close()
    await rm(home, { recursive: true, force: true })
  }
}

function ending(story: Story): string {
  return story.isAsExpected
    ? '\nEverything was as it should be.'
    : '\nSomething differed from what it should be: see the lines marked with ✗.'
}

/** Runs a line as a user would type it, with --json, and gives back what it printed. */
async function runForJson(
  argv: readonly string[],
  setting: { home: string; io: CommandIo; runLine: RunLine },
): Promise<{ exitCode: number; output: unknown; complaint: string }> {
  const printed: string[] = []
  const complained: string[] = []
  const exitCode = await setting.runLine([...argv, '--json'], {
    ...setting.io,
    stdout: { write: (text) => printed.push(text) },
    stderr: { write: (text) => complained.push(text) },
    isTerminal: false,
    env: { ...setting.io.env, WAYMARK_HOME: setting.home },
    exitCode: 0,
  })
  const text = printed.join('')
  return { exitCode, output: text ? JSON.parse(text) : undefined, complaint: complained.join('') }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port')
  return address.port
}
