import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { issuerCommands } from '../../../issuer/commands.ts'
import { findAuditBreak } from '../../../issuer/log/audit-chain.ts'
import { issuerSchema } from '../../../issuer/schema.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { parseDatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { awardLeaf } from '../../../shared/trust/log-proof.ts'
import { createTestIo } from '../../support/command-io.ts'
import { type DatabaseBench, forEachDatabase } from '../../support/postgres.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { fetchOffer, takeBadge } from '../hand-made-wallet.ts'
import { addProviderKey, cityApiKey, startTestCity, type TestCity } from '../test-city.ts'

const learner = ed25519TestKey('sam')
const sam = { email: 'sam@learner.example', name: 'Samira Quixote' }
const kim = { email: 'kim@learner.example', name: 'Kim Xylander' }
const evidence = [{ name: 'A boat', narrative: 'Built a boat called Zephyrine' }]

type Places = { database: string; agentDatabase: string }

function placesOn({ kind, freshLocation }: DatabaseBench): Places {
  const location = freshLocation()
  if (location.kind === 'sqlite') {
    return { database: location.file, agentDatabase: join(temporaryFolder(), 'agent.sqlite') }
  }
  if (kind !== 'postgres') throw new Error('the bench is of PostgreSQL')
  const { url, schema } = location
  return { database: `${url}?schema=${schema}`, agentDatabase: `${url}?schema=${schema}_agent` }
}

/** Two people; of Sam one badge was claimed, one waits, and one was revoked. */
async function startCityOfTwo(places?: Places) {
  const city = await startTestCity(places === undefined ? {} : { config: places })
  const claimed = await city.award({ recipient: sam, evidence })
  const taken = await takeBadge(city, claimed, learner)
  const waiting = await city.award({ recipient: { ...sam, email: 'Sam@Learner.example' } })
  const revoked = await city.award({ recipient: sam })
  const reason = 'Sam was not there, says Zephyrine'
  await city.api('POST', `/awards/${revoked.awardId}/revoke`, { body: { reason } })
  const other = await city.award({ recipient: kim })
  await city.seal()
  return { city, claimed, waiting, revoked, other, credential: credentialIn(taken.body) }
}

function credentialIn(body: unknown): {
  id: string
  credentialSubject: { achievement: { id: string } }
} {
  // the shape of OpenID4VCI 1.0, as the issuer's own tests check it
  return (
    (body as { credentials: { credential: ReturnType<typeof credentialIn> }[] }).credentials[0]
      ?.credential ?? { id: '', credentialSubject: { achievement: { id: '' } } }
  )
}

const forget = (city: TestCity, email: string, key?: string) =>
  city.api('POST', '/people/forget', { body: { email }, ...(key !== undefined && { key }) })

async function rowsOf(city: Places, table: string): Promise<string> {
  const database = await openDatabase(parseDatabaseLocation(city.database), issuerSchema)
  const rows = await database.reader.query(`SELECT * FROM ${table}`)
  await database.close()
  return JSON.stringify(rows)
}

forEachDatabase('POST /api/v1/people/forget', (bench) => {
  test('erases a person from every award, and nobody else', async () => {
    const places = placesOn(bench)
    const { city, claimed, waiting, revoked, other } = await startCityOfTwo(places)
    const answer = await forget(city, 'SAM@learner.example')
    expect([answer.status, answer.body]).toEqual([
      200,
      { awards: 3, withdrawn: 1, isScrubbed: true },
    ])
    const states = await Promise.all(
      [claimed, waiting, revoked, other].map(
        async ({ awardId }) => (await city.api('GET', `/awards/${awardId}`)).body,
      ),
    )
    expect(states).toMatchObject([
      { state: 'claimed', recipient: { email: '' } },
      { state: 'revoked', recipient: { email: '' } },
      { state: 'revoked', recipient: { email: '' } },
      { state: 'offered', recipient: kim },
    ])
    for (const state of states.slice(0, 3)) expect(state).not.toHaveProperty('statusReason')
    const kept = [await rowsOf(places, 'award'), await rowsOf(places, 'issued_credential')].join()
    expect(kept).toContain(kim.email)
    for (const word of ['sam@', 'Sam@', 'Samira', 'Zephyrine', learner.did]) {
      expect(kept).not.toContain(word)
    }
    await city.close()
  })

  test('leaves log and audit as they were, with one more entry for each award', async () => {
    const places = placesOn(bench)
    const { city, credential } = await startCityOfTwo(places)
    const leaf = awardLeaf(credential.id, credential.credentialSubject.achievement.id)
    const path = `/log/proofs/${encodeBase64url(leaf)}`
    const before = await city.ask(path)
    expect(before.status).toBe(200)
    await forget(city, sam.email)
    await city.seal()
    expect((await city.ask(path)).body).toEqual(before.body)
    await city.close()
    const database = await openDatabase(parseDatabaseLocation(places.database), issuerSchema)
    expect(await findAuditBreak(database.reader)).toBeUndefined()
    await database.close()
    expect((await rowsOf(places, 'audit_entry')).match(/award\.erased/g)).toHaveLength(3)
  })

  test('closes the claim links that are in the mail', async () => {
    const { city, waiting } = await startCityOfTwo(placesOn(bench))
    await fetchOffer(city, waiting.offerUri)
    await forget(city, sam.email)
    await expect(fetchOffer(city, waiting.offerUri)).rejects.toThrow()
    const renewed = await city.api('POST', `/awards/${waiting.awardId}/offer`, { body: {} })
    expect(renewed.status).toBe(410)
    await city.close()
  })
})

describe('what was forgotten', () => {
  test('is gone from the files of the running city: database and write-ahead log', async () => {
    const folder = temporaryFolder()
    const database = join(folder, 'city.sqlite')
    const { city } = await startCityOfTwo({ database, agentDatabase: join(folder, 'agent.sqlite') })
    const words = ['sam@learner.example', 'Sam@Learner.example', 'Samira Quixote', 'Zephyrine']
    const found = () =>
      words.filter((word) =>
        readdirSync(folder).some((file) => readFileSync(join(folder, file)).includes(word)),
      )
    expect(found()).toEqual(words)
    await forget(city, sam.email)
    expect(found()).toEqual([])
    await city.close()
  })

  test('can be asked for again without harm', async () => {
    const { city } = await startCityOfTwo()
    await forget(city, sam.email)
    expect((await forget(city, sam.email)).body).toEqual({
      awards: 0,
      withdrawn: 0,
      isScrubbed: true,
    })
    await city.close()
  })
})

describe('POST /api/v1/people/subject-access', () => {
  test('tells all that is held of a person, and nothing of others', async () => {
    const { city, claimed, credential } = await startCityOfTwo()
    const { status, body } = await city.api('POST', '/people/subject-access', {
      body: { email: sam.email },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ email: sam.email, asOf: '2026-11-22T10:00:00.000Z' })
    // the shape that readSubject answers
    const { awards } = body as { awards: { awardId: string }[] }
    expect(awards).toHaveLength(3)
    expect(awards.find(({ awardId }) => awardId === claimed.awardId)).toMatchObject({
      state: 'claimed',
      recipient: sam,
      credentialId: credential.id,
      holder: learner.did,
      evidence: [{ name: 'A boat', narrative: 'Built a boat called Zephyrine' }],
      credentials: [{ format: 'ldp_vc', body: expect.stringContaining(credential.id) }],
      log: [{ position: expect.any(Number) }, { position: expect.any(Number) }],
      audit: expect.arrayContaining([
        expect.objectContaining({ action: 'award.made' }),
        expect.objectContaining({ action: 'award.claimed' }),
      ]),
    })
    expect(JSON.stringify(body)).not.toContain(kim.email)
    await forget(city, sam.email)
    const after = await city.api('POST', '/people/subject-access', { body: { email: sam.email } })
    expect(after.body).toMatchObject({ awards: [] })
    await city.close()
  })
})

describe('both', () => {
  test('are for the city alone, and take nothing but an address', async () => {
    const folder = temporaryFolder()
    const city = await startTestCity({ folder })
    const key = 'key-of-a-provider-0123456789-abcdefgh'
    await addProviderKey(folder, { provider: 'harbour-youth', text: key })
    for (const path of ['/people/forget', '/people/subject-access']) {
      const ask = (body: object, more: { key?: string } = {}) =>
        city.api('POST', path, { body, ...more })
      expect((await ask({ email: sam.email }, { key })).status).toBe(404)
      expect((await ask({ email: sam.email }, { key: 'nobody' })).status).toBe(401)
      for (const body of [{}, { email: '' }, { email: '%' }, { email: ['a@b.example'] }]) {
        expect((await ask(body)).status).toBe(400)
      }
      expect((await ask({ email: sam.email, provider: 'x' })).status).toBe(400)
    }
    // the pattern of LIKE, or a quote, finds nobody
    await city.award({ recipient: sam })
    expect((await forget(city, "sam@learner.example'--")).status).toBe(400)
    expect((await forget(city, '___@learner.example')).body).toMatchObject({ awards: 0 })
    await city.close()
  })
})

describe('waymark city forget and subject-access', () => {
  async function run(city: TestCity, args: string[], answers?: string[]) {
    const io = createTestIo({
      packageRoot: temporaryFolder(),
      env: {
        ISSUER_PUBLIC_URL: city.listensAt,
        ISSUER_API_KEY: cityApiKey,
        WAYMARK_ALLOW_LOOPBACK_HTTP: 'true',
      },
      ...(answers && { answers }),
    })
    const program = new Command('waymark')
    issuerCommands(program, io)
    const exitCode = await runProgram(program, ['city', ...args], io)
    return { exitCode, output: io.output(), errors: io.errors(), questions: io.questions }
  }

  test('tell and erase', async () => {
    const { city } = await startCityOfTwo()
    const file = join(temporaryFolder(), 'sam.json')
    expect(await run(city, ['subject-access', sam.email, '--output', file])).toMatchObject({
      exitCode: 0,
      output: `Written to ${file}\n`,
    })
    expect(JSON.parse(readFileSync(file, 'utf8')).awards).toHaveLength(3)
    expect((await run(city, ['subject-access', sam.email, '--output', file])).errors).toMatch(
      /^conflict: /,
    )
    expect((await run(city, ['forget', sam.email], ['n'])).output).toBe('Nothing was erased.\n')
    const erased = await run(city, ['forget', sam.email], ['y'])
    expect(erased.questions).toEqual([`Erase all that the city holds about ${sam.email}? [y/N] `])
    expect(erased.output).toContain('Erased from 3 awards.')
    expect((await run(city, ['forget', sam.email])).output).toBe(
      'The city holds nothing under this address.\n',
    )
    expect(JSON.parse((await run(city, ['subject-access', sam.email])).output)).toMatchObject({
      awards: [],
    })
    await city.close()
  })
})
