import { readFile, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { issuerCommands } from '../../../issuer/commands.ts'
import type { IssuerConfig } from '../../../issuer/config.ts'
import { type IssuerApplication, startIssuer } from '../../../issuer/start.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { writeDemoSession } from '../../../shared/node/demo-session.ts'
import type { GuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { createTestClock } from '../../support/clock.ts'
import { createTestIo, type TestIoOptions } from '../../support/command-io.ts'
import { freePort } from '../../support/free-ports.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const home = sharedTemporaryFolder()
let city: IssuerApplication
let swansea: TestCity
let url: string

beforeAll(async () => {
  swansea = await startTestCity({
    folder: sharedTemporaryFolder(),
    config: { publicUrl: 'https://swansea.example', cityName: { en: 'Swansea', cy: 'Abertawe' } },
  })
  const apiKey = 'key-for-the-commands-0123456789-abcdef'
  const port = await freePort()
  url = `http://localhost:${port}`
  const network: GuardedFetch = (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input)
    return hostname === 'swansea.example' ? swansea.fetch(input, init) : fetch(input, init)
  }
  const config: IssuerConfig = {
    publicUrl: url,
    host: 'localhost',
    port,
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
  }
  // the same time for both cities and for who commands: trust lists end
  city = await startIssuer(config, { fetch: network, clock: createTestClock() })
  await writeDemoSession(home, {
    issuer: { url, apiKey },
    wallet: { url: 'http://localhost:1' },
    verifier: { url: 'http://localhost:2', apiKey: 'x' },
    allowLoopbackHttp: true,
  })
})
afterAll(() => Promise.all([city.close(), swansea.close()]))

async function run(argv: string[], options: TestIoOptions = {}) {
  const io = createTestIo({ ...options, env: { WAYMARK_HOME: home } })
  const program = new Command('waymark')
  issuerCommands(program, io)
  const exitCode = await runProgram(program, ['city', ...argv], io)
  return { exitCode, output: io.output(), errors: io.errors() }
}

async function runJson<Schema extends z.ZodType>(argv: string[], schema: Schema) {
  const { exitCode, output } = await run([...argv, '--json'])
  expect(exitCode).toBe(0)
  return schema.parse(JSON.parse(output))
}

const zKeys = z.looseObject({ keys: z.array(z.looseObject({ state: z.string() })) })

describe('waymark city', () => {
  it('accredits and ends accreditations', async () => {
    const zId = z.looseObject({
      accreditationId: z.string(),
      until: z.string().optional(),
      badgesCovered: z.number(),
    })
    const given = await runJson(['accredit', 'dock-makers', '--layer', 'lead'], zId)
    const ended = await runJson(['end-accreditation', given.accreditationId], zId)
    expect(ended).toMatchObject({ ...given, until: expect.any(String) })
    const list = await run(['accreditations', '--provider', 'dock-makers'])
    expect(list.output).toContain(`${given.accreditationId}\n  dock-makers: layers lead\n`)
    const mistyped = await run(['accredit', 'dock-makers', '--layer', 'banana'])
    expect(mistyped.output).toContain('covers none of its badges today')
    const refused = await run(['accredit', 'dock-makers'])
    expect([refused.exitCode, refused.output]).toEqual([65, ''])
  })

  it('rotates keys, and asks before it calls one stolen', async () => {
    const rotated = await runJson(['rotate-key', '--provider', 'dock-makers'], zKeys)
    expect(rotated.keys.map(({ state }) => state)).toEqual(['in-use', 'retired'])
    const compromise = ['compromise-key', '--provider', 'dock-makers']
    expect((await run(compromise)).exitCode).toBe(65)
    expect((await run(compromise, { answers: ['n'] })).exitCode).toBe(65)
    expect((await run(compromise, { answers: ['y'] })).exitCode).toBe(0)
    const keys = await runJson(['keys', '--provider', 'dock-makers'], zKeys)
    expect(keys.keys.map(({ state }) => state).sort()).toEqual(['compromised', 'in-use', 'retired'])
    expect((await run(['keys'])).output).toContain('did:web:localhost%3A')
  })

  it('recognises another city and ends that', async () => {
    const zId = z.looseObject({ recognitionId: z.string() })
    const did = 'did:web:swansea.example'
    const recognise = ['recognise', did, '--name', 'Swansea']
    const refused = await run(recognise, { answers: ['n'] })
    expect([refused.exitCode, refused.errors]).toEqual([
      65,
      expect.stringMatching(
        /^did:web:swansea.example calls itself Swansea, and says that \d+ prov/,
      ),
    ])
    expect((await run(['recognise', 'did:web:nobody.example', '--name', 'N'])).exitCode).toBe(65)
    const { recognitionId } = await runJson(recognise, zId)
    expect((await run(['recognitions'])).output).toContain('Swansea, did:web:swansea.example')
    expect((await run(['end-recognition', recognitionId])).output).toContain(' until ')
  })

  it('suspends, resumes and closes a provider', async () => {
    expect((await run(['suspend-provider', 'green-terrace'])).output).toBe(
      'green-terrace is now: suspended.\n',
    )
    expect((await run(['resume-provider', 'green-terrace'])).output).toContain('active')
    expect((await run(['close-provider', 'green-terrace'])).exitCode).toBe(65)
    expect((await run(['close-provider', 'green-terrace', '--yes'])).output).toContain('closed')
  })

  it('tells how far the log is sealed, and whether the audit is whole', async () => {
    await city.sealNow()
    const told = await run(['log', '--check-audit'])
    expect([told.exitCode, told.output]).toEqual([
      0,
      expect.stringMatching(/^Award log: \d+ leaves, checkpoint of [\s\S]*The audit is whole\.\n$/),
    ])
    expect((await run(['log'])).output).not.toContain('whole')
  })

  it('follows a log, and ends with 1 when it has forked', async () => {
    const state = ['--state', `${home}/seen.json`]
    const first = await run(['monitor', url, '--once', ...state])
    expect([first.exitCode, first.output]).toEqual([0, expect.stringContaining('The log has ')])
    const award = ['award', '--badge', 'harbour-youth/first-aid', '--to', 'sam@learner.example']
    expect((await run(award)).exitCode).toBe(0)
    await city.sealNow()
    expect((await run(['monitor', url, '--once', ...state])).exitCode).toBe(0)

    // as if the city had shown somebody else another log before
    const seen: unknown = JSON.parse(await readFile(`${home}/seen.json`, 'utf8'))
    const other = { ...z.looseObject({}).parse(seen), root: 'A'.repeat(43) }
    await writeFile(`${home}/seen.json`, JSON.stringify(other))
    const forked = await run(['monitor', url, ...state])
    expect([forked.exitCode, forked.output]).toEqual([1, expect.stringContaining('FORKED')])
    await writeFile(`${home}/junk.json`, 'junk')
    for (const file of [`${home}/junk.json`, home]) {
      const unreadable = await run(['monitor', url, '--once', '--state', file])
      expect([unreadable.exitCode, unreadable.errors]).toEqual([
        66,
        expect.stringContaining('What was seen of the log cannot be read'),
      ])
    }
    const nobody = await run(['monitor', 'http://localhost:9', '--once'])
    expect(nobody.exitCode).toBe(2)
  })
})
