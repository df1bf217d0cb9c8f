import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../bin/cli.ts'
import {
  applicationNames,
  type Demonstration,
  type DemonstrationOptions,
  startDemonstration,
  statusTtlSeconds,
} from '../../bin/demonstration.ts'
import { runForJson } from '../../bin/run-line.ts'
import { type StoryOptions, tellStory } from '../../bin/story.ts'
import { writeDemoSession } from '../../shared/node/demo-session.ts'
import { createTestIo } from '../support/command-io.ts'
import { freePorts } from '../support/free-ports.ts'
import { freshPostgres } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const packageRoot = fileURLToPath(new URL('../../', import.meta.url))

const startHere = async (home: string, changes: Partial<DemonstrationOptions> = {}) =>
  startDemonstration({
    home,
    ports: await freePorts(),
    only: applicationNames,
    tls: false,
    logLevel: 'silent',
    now: new Date(),
    ...changes,
  })

/** The whole story by the commands that a person would type, whose wallet is in the state folder. */
function tellIn(home: string, story: StoryOptions) {
  const io = createTestIo({ packageRoot, clock: () => new Date() })
  return tellStory(story, {
    run: (argv) => runForJson(argv, { home, io, runLine: main }),
    tell: () => {},
    outliveStatusLists: () => setTimeout(1000 * statusTtlSeconds),
  })
}

/** Against three servers of its own. */
async function tell(story: StoryOptions, changes: Partial<DemonstrationOptions> = {}) {
  const home = temporaryFolder()
  const demonstration = await startHere(home, changes)
  try {
    return await tellIn(home, story)
  } finally {
    await demonstration.close()
  }
}

const asItShouldBe = {
  isAsExpected: true,
  steps: expect.arrayContaining([
    expect.objectContaining({ outcome: expect.stringContaining('verdict valid, status ok') }),
    expect.objectContaining({
      outcome: expect.stringContaining('verdict invalid, status revoked'),
    }),
  ]),
}

describe('award, receive, present, report, revoke, report again', () => {
  let demonstration: Demonstration
  beforeAll(async () => {
    demonstration = await startHere(temporaryFolder(afterAll))
  })
  afterAll(() => demonstration?.close())

  test.each<StoryOptions>([
    { format: 'ldp_vc', response: 'direct_post', holder: 'did:key' },
    { format: 'ldp_vc', response: 'direct_post.jwt', holder: 'did:web' },
    { format: 'ldp_vc', response: 'direct_post.jwt', holder: 'did:jwk' },
    { format: 'vc+jwt', response: 'direct_post', holder: 'did:jwk' },
    { format: 'vc+jwt', response: 'direct_post.jwt', holder: 'did:key' },
    { format: 'vc+jwt', response: 'direct_post', holder: 'did:web' },
  ])('$format, $response, $holder', async (options) => {
    const home = temporaryFolder()
    await writeDemoSession(home, demonstration.session)
    expect(await tellIn(home, options)).toEqual(asItShouldBe)
  })

  test('with every server behind https under a throw-away authority', async () => {
    const story = { format: 'ldp_vc', response: 'direct_post', holder: 'did:web' } as const
    expect(await tell(story, { tls: true })).toEqual(asItShouldBe)
  })

  test('with everything in PostgreSQL', async () => {
    const url = await freshPostgres()
    const locate = (name: string) => `${url}?schema=${name.replace('-', '_')}`
    const story = { format: 'vc+jwt', response: 'direct_post', holder: 'did:key' } as const
    expect(await tell(story, { locate })).toEqual(asItShouldBe)
  })
})
