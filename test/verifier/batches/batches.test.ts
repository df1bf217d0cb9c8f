import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseDatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { createApiKeyStore } from '../../../shared/server/api/api-keys.ts'
import { hashIdentity } from '../../../shared/verify/recipient-check.ts'
import { batchItemEntity } from '../../../verifier/batches/batch-schema.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { badge, createHolder, present, secure, statusAt } from '../../shared/verify/world.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { type City, createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'

const path = '/api/v1/batches'
const holder = createHolder()
const zBatch = z.looseObject({ id: z.string(), state: z.string(), rows: z.number() })
const zLine = z.looseObject({ row: z.number().optional(), id: z.string().optional() })

let city: City
let verifier: TestVerifier
let good: string
let cv: string
const closing: (() => Promise<void> | void)[] = []
const whenDone = (close: () => Promise<void> | void) => void closing.push(close)

beforeAll(async () => {
  city = await createCity()
  verifier = await startTestVerifier({ city, change: { demo: true }, whenDone })
  const identifier = [
    {
      type: 'IdentityObject' as const,
      identityHash: await hashIdentity('Sam Jones', 'salt'),
      identityType: 'name',
      hashed: true,
      salt: 'salt',
    },
  ]
  const { issuer } = city
  const signed = await secure(
    badge(issuer, { id: holder.did, identifier }, { status: statusAt(7) }),
    issuer.signer,
  )
  good = JSON.stringify(signed)
  cv = JSON.stringify(await present([signed], holder))
})

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function bring(rows: object[], at = verifier, headers: Record<string, string> = {}) {
  const answer = await at.api(path, { json: { rows }, headers })
  return { status: answer.status, body: zBatch.parse(await answer.json()) }
}

/** Every line of the results, once there are no more. */
async function resultsOf({ id }: { id: string }, at = verifier, from = 0) {
  const text = await (await at.api(`${path}/${id}/results?from=${from}`)).text()
  return text
    .trim()
    .split('\n')
    .map((line) => zLine.parse(JSON.parse(line)))
}

const act = (id: string, name: string, at = verifier) =>
  at.api(`${path}/${id}/${name}`, { method: 'POST' })

describe('POST /api/v1/batches', () => {
  test('checks a list of many kinds and tells of each row in its place as it is ready', async () => {
    city.fetched()
    const { status, body } = await bring([
      { id: 'sam', presentation: JSON.parse(cv), expected: { name: 'Sam Jones' } },
      { id: 'ali', presentation: good, expected: { name: 'Ali Khan' } },
      { id: 'file', file: Buffer.from(good).toString('base64') },
      { id: 'changed', presentation: good.replace('Harbour guide', 'Harbour boss') },
      { id: 'pdf', file: Buffer.from('%PDF-1.7').toString('base64') },
      { id: 'down', link: 'https://down.example/badge' },
      { id: 'sam', presentation: good },
      { nonsense: true },
    ])
    expect([status, body.rows]).toEqual([202, 8])
    const lines = await resultsOf(body)
    const told = lines.map(({ row, id, outcome, problem, nameBinding }) =>
      [row, id, outcome, problem ?? nameBinding].filter((value) => value !== undefined).join(' '),
    )
    expect(told).toEqual([
      '0 sam valid matches',
      '1 ali valid differs',
      '2 file valid not-asked',
      '3 changed invalid not-asked',
      '4 pdf problem pdf',
      '5 down problem fetch-failed',
      '6 sam problem id-twice',
      '7 8 problem row-malformed',
      '',
    ])
    expect(lines.at(-1)).toEqual({
      batch: { state: 'done', rows: 8, checked: 8, valid: 3, unknown: 0, invalid: 1, problem: 4 },
    })
    // what all rows share was asked for once
    const asked = city.fetched().filter((url) => !url.includes('down.example'))
    expect(asked.length).toBe(new Set(asked).size)
    expect(await resultsOf(body, verifier, 7)).toHaveLength(2)
  })

  test('is done once under an idempotency key, and is of its organisation alone', async () => {
    const headers = { 'Idempotency-Key': 'batch-1' }
    const first = await bring([{ presentation: good }], verifier, headers)
    const again = await bring([{ presentation: good }], verifier, headers)
    expect(again.body.id).toBe(first.body.id)
    const other = await verifier.api(path, { json: { rows: [{ presentation: cv }] }, headers })
    expect(other.status).toBe(422)

    const database = await openDatabase(
      parseDatabaseLocation(verifier.config.database),
      verifierSchema,
    )
    const text = 'key-of-quayside-cycles-0123456789-abcdefghij'
    const store = createApiKeyStore({ database, clock: () => new Date() })
    await store.add({ id: 'cycles', name: 'Cycles', provider: 'quayside-cycles', text })
    const stranger = { Authorization: `Bearer ${text}` }
    for (const below of ['', '/results']) {
      const answer = await verifier.api(`${path}/${first.body.id}${below}`, { headers: stranger })
      expect(answer.status).toBe(404)
    }
    const sealed = await database.reader.findBy(batchItemEntity, { batchId: first.body.id })
    await expect.poll(async () => (await resultsOf(first.body)).length).toBe(2)
    const after = await database.reader.findBy(batchItemEntity, { batchId: first.body.id })
    expect(JSON.stringify(sealed.map((row) => row.sealed))).not.toContain('Harbour')
    expect(after.map((row) => row.sealed)).toEqual([null])
    await database.close()
  })

  test('takes a stream line by line, and passes over what is no row', async () => {
    const lines = [
      JSON.stringify({ id: 'a', presentation: good }),
      '{"id":"b","id":"c"}',
      '',
      '{"__proto__":{"id":"d"},"link":"x"}',
      '[1,2',
      '{"id":"e","link":"x","presentation":"y"}',
    ]
    const answer = await verifier.api(`${path}?name=Stream`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: lines.join('\n'),
    })
    expect(answer.status).toBe(202)
    const results = await resultsOf(zBatch.parse(await answer.json()))
    expect(results.slice(0, -1).map(({ outcome, problem }) => problem ?? outcome)).toEqual([
      'valid',
      ...Array(4).fill('row-malformed'),
    ])
  })

  test('takes files and archives, and no more of an archive than it may unpack', async () => {
    const bomb = zipSync({ 'bomb.json': new Uint8Array(20_000_000), 'fine.json': strToU8(good) })
    const archive = zipSync({
      'cvs/sam.json': strToU8(cv),
      '__MACOSX/x': strToU8('x'),
      'cvs/': [{}, {}] as never,
    })
    const form = new FormData()
    form.append('files[]', new Blob([good]), 'badge.json')
    form.append('files[]', new Blob([archive]), 'all.zip')
    form.append('files[]', new Blob([bomb]), 'bomb.zip')
    form.append('files[]', new Blob([archive.slice(0, -30)]), 'cut.zip')
    const answer = await verifier.api(path, { method: 'POST', body: form })
    expect(answer.status).toBe(202)
    const results = await resultsOf(zBatch.parse(await answer.json()))
    expect(results.map(({ id, outcome, problem }) => [id, problem ?? outcome])).toEqual([
      ['badge.json', 'valid'],
      ['sam.json', 'valid'],
      ['bomb.json', 'row-malformed'],
      ['fine.json', 'valid'],
      ['cut.zip', 'row-malformed'],
      [undefined, undefined],
    ])
  })

  test.each<[string, RequestInit & { json?: unknown }, number]>([
    ['no rows', { json: { rows: [] } }, 400],
    ['too many rows', { json: { rows: Array(10_001).fill({ link: 'x' }) } }, 400],
    ['a member that is not there', { json: { rows: [{ link: 'x' }], deleteAfter: 'never' } }, 400],
    [
      'an empty stream',
      { method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' }, body: '\n' },
      400,
    ],
    [
      'a stream of too many rows',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-ndjson' },
        body: '{}\n'.repeat(10_001),
      },
      413,
    ],
    [
      'an organisation that is not there',
      { json: { rows: [{ link: 'x' }], organisation: 'no' } },
      404,
    ],
  ])('refuses %s and keeps nothing', async (_, init, status) => {
    expect((await verifier.api(path, init)).status).toBe(status)
  })
})

describe('a batch under way', () => {
  test('is paused, goes on where it was, and is stopped with what was found', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      id: `r${index}`,
      presentation: good,
    }))
    const { body } = await bring(rows)
    expect((await act(body.id, 'pause')).status).toBe(200)
    const paused = await resultsOf(body)
    expect(paused.at(-1)).toMatchObject({ batch: { state: 'paused', rows: 100 } })
    expect((await act(body.id, 'resume')).status).toBe(200)
    const lines = await resultsOf(body, verifier, paused.length - 1)
    expect(lines.at(-1)).toMatchObject({ batch: { state: 'done', valid: 100 } })
    expect(paused.length - 1 + lines.length - 1).toBe(100)

    const stopped = (await bring(rows)).body
    expect((await act(stopped.id, 'cancel')).status).toBe(200)
    expect((await resultsOf(stopped)).at(-1)).toMatchObject({ batch: { state: 'cancelled' } })
    expect((await act(stopped.id, 'resume')).status).toBe(409)
    expect((await verifier.api(`${path}/${stopped.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await verifier.api(`${path}/${stopped.id}`)).status).toBe(404)
  })

  test('is taken over by another node where one died, and each row is kept once', async () => {
    const folder = temporaryFolder(whenDone)
    const change = { keyEncryptionKey: generateKeyEncryptionKey(), demo: true }
    const database = join(folder, 'shared.sqlite')
    const agentDatabase = join(folder, 'agent.sqlite')
    // its checks never come to an end until it is let go
    let letGo: () => void = () => undefined
    const stuck = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const dying = {
      ...city,
      fetch: async (...given: Parameters<City['fetch']>) => {
        await stuck
        return city.fetch(...given)
      },
    }
    const first = await startTestVerifier({
      city: dying,
      database,
      agentDatabase,
      change,
      whenDone,
    })
    const rows = Array.from({ length: 40 }, (_, index) => ({ id: `r${index}`, presentation: good }))
    const { body } = await bring(rows, first)
    await expect.poll(async () => (await first.api(`${path}/${body.id}`)).status).toBe(200)
    const laterCity = await createCity()
    laterCity.world.clock.set('2026-11-22T10:01:00Z')
    const second = await startTestVerifier({
      city: { ...city, world: { ...city.world, clock: laterCity.world.clock } },
      ...{ database, agentDatabase, whenDone },
      change: { ...change, publicUrl: first.config.publicUrl },
    })
    const lines = await resultsOf(body, second)
    letGo()
    expect(lines.slice(0, -1).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
    expect(lines.at(-1)).toMatchObject({ batch: { state: 'done', valid: 40, checked: 40 } })
    await first.close()
    expect((await resultsOf(body, second)).at(-1)).toEqual(lines.at(-1))
  })
})
