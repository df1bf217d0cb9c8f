import { describe, expect, test } from 'vitest'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { createReceiptStore } from '../../../verifier/receipts/receipt-store.ts'
import { createReportStore } from '../../../verifier/reports/report-store.ts'
import { forgetRequests } from '../../../verifier/requests/forget-requests.ts'
import {
  createRequest,
  type PresentationRequest,
  zNewRequest,
} from '../../../verifier/requests/presentation-request.ts'
import { requestEntity } from '../../../verifier/requests/request-schema.ts'
import { createRequestStore } from '../../../verifier/requests/request-store.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { createTestClock } from '../../support/clock.ts'
import { type DatabaseBench, forEachDatabase } from '../../support/postgres.ts'

const random = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount))

const maker = {
  organisation: { slug: 'harbour-bakery', trustedCities: [], retentionDays: 30 },
  apiKeyId: 'key-1',
}

async function open(bench: DatabaseBench) {
  const clock = createTestClock()
  const database = await bench.open(verifierSchema)
  const requests = createRequestStore({ database, keyEncryptionKey: generateKeyEncryptionKey() })
  const reports = createReportStore(database)
  const add = async (input: object = {}): Promise<PresentationRequest> => {
    const ports = { random, clock, requestTtlSeconds: 3600 }
    const request = await createRequest(zNewRequest.parse(input), maker, ports)
    await database.transact((tx) => requests.insert(tx, request))
    return request
  }
  const answer = (request: PresentationRequest) =>
    database.transact((tx) =>
      requests.markAnswered(tx, request.id, { progress: 'received', answeredAt: clock() }),
    )
  const receipts = createReceiptStore(database)
  const addReport = (requestId: string) =>
    database.transact(async (tx) => {
      await receipts.insert(tx, requestId, `receipt of ${requestId}`)
      await reports.insert(tx, {
        requestId,
        report: {
          kind: 'presentation',
          verdict: 'valid',
          checks: [],
          credentials: [],
          checkedAt: clock().toISOString(),
        },
        queryIds: ['badges-ldp'],
        presentationsHash: 'hash',
        createdAt: clock(),
      })
    })
  return { clock, database, requests, reports, receipts, add, answer, addReport }
}

forEachDatabase('createRequestStore', (bench) => {
  test('gives back what was put in, by either id', async () => {
    const { requests, add } = await open(bench)
    const request = await add({
      badges: ['https://city.example/a', ['https://city.example/b', 'https://city.example/b/cy']],
      purpose: 'Cegin – Sïan’s café ☕',
      responseMode: 'direct_post.jwt',
      clientIdPrefix: 'redirect_uri',
      trustedCities: ['did:web:city.example'],
      retentionDays: 7,
      sameDevice: true,
    })
    expect(request.responseKey?.privateJwk.d).toMatch(/^[\w-]{43}$/)
    expect(await requests.find(request.id)).toEqual(request)
    expect(await requests.findByExchange(request.exchangeId)).toEqual(request)
  })

  test('does not find one id where the other is asked for', async () => {
    const { requests, add } = await open(bench)
    const request = await add()
    expect(await requests.find(request.exchangeId)).toBe(undefined)
    expect(await requests.findByExchange(request.id)).toBe(undefined)
  })

  test('shows a client only its own requests', async () => {
    const { requests, add } = await open(bench)
    const request = await add()
    expect(await requests.find(request.id, 'key-1')).toEqual(request)
    expect(await requests.find(request.id, 'key-2')).toBe(undefined)
  })

  test('is answered once, and then the private key is gone', async () => {
    const { database, requests, add, answer, clock } = await open(bench)
    const request = await add({ responseMode: 'direct_post.jwt' })
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => answer(request)))
    expect(outcomes.filter((isFirst) => isFirst)).toEqual([true])
    const { responseKey: _, ...rest } = request
    expect(await requests.find(request.id)).toEqual({
      ...rest,
      progress: 'received',
      answeredAt: clock(),
    })
    const row = await database.reader.findOneBy(requestEntity, { id: request.id })
    expect(row?.sealedResponseKey).toBe(null)
  })

  test('is not answered after it has expired', async () => {
    const { requests, add, answer, clock } = await open(bench)
    const request = await add()
    clock.advance(3600)
    expect(await answer(request)).toBe(false)
    expect((await requests.find(request.id))?.progress).toBe('waiting')
  })

  test('an answer that is rolled back has not been given', async () => {
    const { database, requests, add, answer, clock } = await open(bench)
    const request = await add()
    const failed = database.transact(async (tx) => {
      await requests.markAnswered(tx, request.id, { progress: 'received', answeredAt: clock() })
      throw new Error('the report could not be kept')
    })
    await expect(failed).rejects.toThrow('the report could not be kept')
    expect(await answer(request)).toBe(true)
  })

  test('belongs to the first browser that opens it', async () => {
    const { requests, add } = await open(bench)
    const request = await add({ sameDevice: true })
    expect(await requests.bindSession(request.id, 'one')).toBe(true)
    expect(await requests.bindSession(request.id, 'two')).toBe(false)
    expect((await requests.find(request.id))?.sessionHash).toBe('one')
  })

  test('lets that browser back once, with the code of its answer', async () => {
    const { database, requests, add, clock } = await open(bench)
    const request = await add({ sameDevice: true })
    await requests.bindSession(request.id, 'one')
    await database.transact((tx) =>
      requests.markAnswered(tx, request.id, {
        progress: 'received',
        answeredAt: clock(),
        responseCodeHash: 'code',
      }),
    )
    const back = (sessionHash: string, responseCodeHash: string) =>
      database.transact((tx) =>
        requests.markReturned(tx, request.id, { sessionHash, responseCodeHash }, clock()),
      )
    expect(await back('two', 'code')).toBe(false)
    expect(await back('one', 'guess')).toBe(false)
    expect(await back('one', 'code')).toBe(true)
    expect(await back('one', 'code')).toBe(false)
    expect((await requests.find(request.id))?.hasReturned).toBe(true)
  })
})

forEachDatabase('createReportStore', (bench) => {
  test('gives back what was put in', async () => {
    const { reports, add, addReport, clock } = await open(bench)
    const { id } = await add()
    await addReport(id)
    expect(await reports.find(id)).toEqual({
      requestId: id,
      report: {
        kind: 'presentation',
        verdict: 'valid',
        checks: [],
        credentials: [],
        checkedAt: '2026-11-22T10:00:00.000Z',
      },
      queryIds: ['badges-ldp'],
      presentationsHash: 'hash',
      createdAt: clock(),
    })
    expect(await reports.find('another')).toBe(undefined)
  })
})

forEachDatabase('forgetRequests', (bench) => {
  test('keeps what is open, and what may still be kept', async () => {
    const { database, requests, reports, add, answer, addReport, clock } = await open(bench)
    const [waiting, answered] = [await add({ responseMode: 'direct_post.jwt' }), await add()]
    await answer(answered)
    await addReport(answered.id)
    await forgetRequests({ database, clock })
    expect(await requests.find(waiting.id)).toEqual(waiting)
    expect(await reports.find(answered.id)).toMatchObject({ requestId: answered.id })
  })

  test('drops the key of a request as soon as it has expired', async () => {
    const { database, requests, add, clock } = await open(bench)
    const request = await add({ responseMode: 'direct_post.jwt' })
    clock.advance(3600)
    await forgetRequests({ database, clock })
    const { responseKey: _, ...rest } = request
    expect(await requests.find(request.id)).toEqual(rest)
  })

  test('deletes all that is due, a few at a time', async () => {
    const { database, add, clock } = await open(bench)
    for (let count = 0; count < 5; count += 1) await add({ retentionDays: 1 })
    const later = await add({ retentionDays: 2 })
    clock.advance(3600 + 86_400)
    await forgetRequests({ database, clock }, 2)
    const left = await database.reader.find(requestEntity, { select: { id: true } })
    expect(left).toEqual([{ id: later.id }])
  })

  test.runIf(bench.kind === 'sqlite')(
    'looks for keys among the requests that still have one, not among all that ever expired',
    async () => {
      const { database } = await open(bench)
      const plan: { detail: string }[] = await database.reader.query(
        `explain query plan update presentation_request set sealed_response_key = null
          where sealed_response_key is not null and expires_at <= 'x'`,
      )
      expect(plan.map(({ detail }) => detail)).toEqual([
        'SEARCH presentation_request USING INDEX presentation_request_sealed (expires_at<?)',
      ])
    },
  )
})

describe('zNewRequest', () => {
  test('fills in what may be left out', () => {
    expect(zNewRequest.parse({})).toEqual({
      badges: [],
      clientIdPrefix: 'decentralized_identifier',
      responseMode: 'direct_post',
      sameDevice: false,
    })
  })

  test('takes badges by their addresses, and by names that are no address', () => {
    const badges = ['https://city.example/a', 'http://localhost:3001/a', 'urn:uuid:6f1bd9a2']
    expect(zNewRequest.parse({ badges }).badges).toEqual(badges.map((id) => [id]))
  })

  test.each<[string, object]>([
    ['a badge that is no address', { badges: ['harbour-youth/first-aid'] }],
    ['a badge that runs', { badges: ['javascript:alert(1)'] }],
    ['a badge that runs, among others', { badges: [['https://city.example/a', 'JavaScript:1']] }],
    ['a badge that is a page', { badges: ['data:text/html,<script>alert(1)</script>'] }],
    ['a badge that is a file', { badges: ['file:///etc/passwd'] }],
    ['a badge by a DID', { badges: ['did:web:city.example'] }],
    ['an empty list of ids', { badges: [[]] }],
    ['21 ids of one badge', { badges: [Array(21).fill('https://city.example/a')] }],
    ['16 badges', { badges: Array(16).fill('https://city.example/a') }],
    ['an empty purpose', { purpose: '  ' }],
    ['a purpose without end', { purpose: 'a'.repeat(501) }],
    ['another prefix', { clientIdPrefix: 'x509_hash' }],
    ['another mode', { responseMode: 'fragment' }],
    ['a city that is no DID', { trustedCities: ['city.example'] }],
    ['no cities at all', { trustedCities: [] }],
    ['no days', { retentionDays: 0 }],
    ['ten years', { retentionDays: 3650 }],
    ['a nonce of the client’s own', { nonce: 'mine' }],
    ['an id of the client’s own', { id: 'mine' }],
    ['progress', { progress: 'received' }],
  ])('refuses %s', (_name, input) => {
    expect(zNewRequest.safeParse(input).success).toBe(false)
  })
})
