import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import { type CommandIo, print } from '../shared/node/command-line.ts'
import { applicationNames, startDemonstration, statusTtlSeconds } from './demonstration.ts'
import { freePorts } from './free-ports.ts'
import { type RunLine, runForJson } from './run-line.ts'
import { type Story, type StoryOptions, tellStory } from './story.ts'

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
  const demonstration = await startDemonstration({
    home,
    ports: await freePorts(),
    only: applicationNames,
    tls: false,
    logLevel: 'warn',
    now: io.clock(),
  })
  try {
    const tell = options.json ? () => {} : (line: string) => print(io, { json: line, human: line })
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
