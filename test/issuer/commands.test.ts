import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issuerCommands } from '../../issuer/commands.ts'
import { startIssuer } from '../../issuer/start.ts'
import { runProgram } from '../../shared/node/command-line.ts'
import { writeDemoSession } from '../../shared/node/demo-session.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import type { RunningApplication } from '../../shared/node/running-application.ts'
import { createTestIo } from '../support/command-io.ts'
import { sharedTemporaryFolder, temporaryFolder } from '../support/temp-folder.ts'

const home = sharedTemporaryFolder()
let city: RunningApplication

beforeAll(async () => {
  const apiKey = 'key-for-the-commands-0123456789-abcdef'
  city = await startIssuer({
    publicUrl: 'https://cardiff.example',
    host: 'localhost',
    port: 0,
    database: `${home}/city.sqlite`,
    agentDatabase: `${home}/agent.sqlite`,
    keyEncryptionKey: generateKeyEncryptionKey(),
    walletUrl: 'http://localhost:1',
    cityName: { en: 'Cardiff', cy: 'Caerdydd' },
    demo: true,
    allowLoopbackHttp: true,
    bootstrapApiKey: apiKey,
    statusTtlSeconds: 1,
    logLevel: 'silent',
  })
  await writeDemoSession(home, {
    issuer: { url: city.url, apiKey },
    wallet: { url: 'http://localhost:1' },
    verifier: { url: 'http://localhost:2', apiKey: 'x' },
    allowLoopbackHttp: true,
  })
})
afterAll(() => city.close())

async function run(argv: string[], env: Record<string, string> = { WAYMARK_HOME: home }) {
  const io = createTestIo({ env })
  const program = new Command('waymark')
  issuerCommands(program, io)
  const exitCode = await runProgram(program, ['city', ...argv], io)
  return { exitCode, output: io.output(), errors: io.errors() }
}

const zAwarded = z.looseObject({ awardId: z.string(), offerUri: z.string(), claimLink: z.string() })

describe('waymark city', () => {
  it('awards, suspends, reinstates and revokes, over the city’s API', async () => {
    const awarding = await run([
      'award',
      '--badge',
      'dock-makers/laser-cutter',
      '--to',
      'ali@learner.example',
      '--tx-code',
      '--json',
    ])
    expect([awarding.exitCode, awarding.errors]).toEqual([0, ''])
    const award = zAwarded.parse(JSON.parse(awarding.output))
    expect(award).toMatchObject({ state: 'offered', txCode: expect.stringMatching(/^\d{6}$/) })

    const changes = []
    for (const change of ['suspend', 'reinstate', 'revoke']) {
      changes.push(await run([change, award.awardId, '--reason', 'because']))
    }
    expect(changes.map(({ output }) => output)).toEqual([
      `Award ${award.awardId} is now: suspended.\n`,
      `Award ${award.awardId} is now: offered.\n`,
      `Award ${award.awardId} is now: revoked.\n`,
    ])
    const refused = await run(['reinstate', award.awardId, '--reason', 'please'])
    expect([refused.exitCode, refused.errors]).toEqual([
      65,
      'award_revoked: This award is revoked, and that is for good\n',
    ])
  })

  it('says what to do with an award', async () => {
    const { output } = await run([
      'award',
      '--badge',
      'harbour-youth/first-aid',
      '--to',
      'a@b.example',
    ])
    expect(output).toMatch(/^Award harbour-youth\./)
    expect(output).toContain('http://localhost:1/receive#credential_offer_uri=')
    expect(output).toContain("waymark wallet receive 'openid-credential-offer://")
  })

  it('lists badges, providers and awards', async () => {
    const badges = await run(['badges', '--limit', '2'])
    expect(badges.output).toMatch(
      /^castle-street-college\/career-taster\n {2}Career taster \(engage, attended\)/,
    )
    expect(badges.output).toContain('More: --cursor ')
    const providers = await run(['providers', '--json'])
    expect(JSON.parse(providers.output).providers).toHaveLength(4)
    expect((await run(['awards'])).output).toContain('to ali@learner.example')
  })

  it.each<[string, string[], number, RegExp]>([
    [
      'a badge that is not there',
      ['award', '--badge', 'a/b', '--to', 'a@b.example'],
      65,
      /^badge_unknown: /,
    ],
    [
      'an address that is none',
      ['award', '--badge', 'harbour-youth/first-aid', '--to', 'sam'],
      65,
      /^request_malformed: /,
    ],
    ['an award that is not there', ['revoke', 'x', '--reason', 'y'], 65, /^not_found: /],
    ['no badge', ['award', '--to', 'a@b.example'], 64, /--badge/],
    ['a limit of 0', ['badges', '--limit', '0'], 64, /1 to 100/],
    [
      'an unknown language',
      ['award', '--badge', 'a/b', '--to', 'a@b.c', '--language', 'fr'],
      64,
      /--language/,
    ],
  ])('tells %s in one line', async (_, argv, exitCode, errors) => {
    const result = await run(argv)
    expect([result.exitCode, result.output]).toEqual([exitCode, ''])
    expect(result.errors).toMatch(errors)
    expect(result.errors.trim().split('\n')).toHaveLength(1)
  })

  it('says what to start when there is no city', async () => {
    const { exitCode, errors } = await run(['badges'], { WAYMARK_HOME: temporaryFolder() })
    expect([exitCode, errors]).toEqual([
      78,
      'config_invalid: No city is known: start the demonstration city (waymark start --demo), or set ISSUER_PUBLIC_URL and ISSUER_API_KEY\n',
    ])
  })

  it('sends the key of the demonstration city to no other', async () => {
    const { exitCode, errors } = await run(['badges', '--city', 'http://localhost:1'])
    expect([exitCode, errors]).toEqual([
      78,
      'config_invalid: Set ISSUER_API_KEY to a key of the city’s API\n',
    ])
  })

  it('says that a city does not answer', async () => {
    const env = { WAYMARK_HOME: home, ISSUER_API_KEY: 'a key of that city' }
    const { exitCode, errors } = await run(['badges', '--city', 'http://localhost:1'], env)
    expect([exitCode, errors]).toEqual([69, expect.stringMatching(/^fetch_failed: /)])
  })

  it.each(['', 'award', 'revoke', 'suspend', 'reinstate', 'badges', 'providers', 'awards'])(
    'helps with an example: %s',
    async (command) => {
      const { exitCode, output } = await run([command, '--help'].filter((word) => word !== ''))
      expect(exitCode).toBe(0)
      expect(output).toContain('ISSUER_API_KEY')
      if (command !== '') expect(output).toMatch(/Examples?:\n {2}waymark city/)
    },
  )
})
