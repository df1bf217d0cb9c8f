import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { main } from '../../bin/cli.ts'
import {
  applicationNames,
  type DemonstrationOptions,
  startDemonstration,
  statusTtlSeconds,
} from '../../bin/demonstration.ts'
import { runForJson } from '../../bin/run-line.ts'
import { type StoryOptions, tellStory } from '../../bin/story.ts'
import { createTestIo } from '../support/command-io.ts'
import { freePorts } from '../support/free-ports.ts'
import { freshPostgres } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const packageRoot = fileURLToPath(new URL('../../', import.meta.url))

/** The whole story by the commands that a person would type, against three servers. */
async function tell(story: StoryOptions, changes: Partial<DemonstrationOptions> = {}) {
  const home = temporaryFolder()
  const demonstration = await startDemonstration({
    home,
    ports: await freePorts(),
    only: applicationNames,
    tls: false,
    logLevel: 'silent',
    now: new Date(),
    ...changes,
  })
  const io = createTestIo({ packageRoot, clock: () => new Date() })
  try {
    return await tellStory(story, {
      run: (argv) => runForJson(argv, { home, io, runLine: main }),
      tell: () => {},
      outliveStatusLists: () => setTimeout(1000 * statusTtlSeconds),
    })
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
  test.each<StoryOptions>([
    { format: 'ldp_vc', response: 'direct_post', holder: 'did:key' },
    { format: 'ldp_vc', response: 'direct_post.jwt', holder: 'did:web' },
    { format: 'ldp_vc', response: 'direct_post.jwt', holder: 'did:jwk' },
    { format: 'vc+jwt', response: 'direct_post', holder: 'did:jwk' },
    { format: 'vc+jwt', response: 'direct_post.jwt', holder: 'did:key' },
    { format: 'vc+jwt', response: 'direct_post', holder: 'did:web' },
  ])('$format, $response, $holder', async (options) => {
    expect(await tell(options)).toEqual(asItShouldBe)
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
