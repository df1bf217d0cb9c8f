import { createServer, type Server, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import { createGuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { statusListEntry } from '../../../shared/status/status-entry.ts'
import {
  badge,
  createActor,
  createHolder,
  type ListOptions,
  publishList,
  secure,
} from '../../shared/verify/world.ts'
import { type City, createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'

/*
 * The whole way, with sockets: a badge that is well signed, whose issuer's host is hostile. What the host was let do is
 * counted where it does it.
 */

type Answer = (response: ServerResponse) => void

const block = Buffer.alloc(65_536, 0x20)
/** 200 MB of what is nothing, packed into 200 kB. */
const bomb = gzipSync(Buffer.alloc(200_000_000, 0x20))

const endless: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  const push = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', push)
  push()
}
const dripping: Answer = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 100)
  response.on('close', () => clearInterval(timer))
}
const silent: Answer = () => undefined
const packed: Answer = (response) =>
  void response
    .writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
    .end(bomb)
const elsewhere: Answer = (response) =>
  void response.writeHead(302, { Location: `http://localhost:${port}/secret` }).end()
const page: Answer = (response) =>
  void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Hello</p>')
const gone: Answer = (response) => void response.writeHead(404).end()
const broken: Answer = (response) => void response.writeHead(503).end()

let server: Server
let port = 0
let city: City
let verifier: TestVerifier
const answers = new Map<string, Answer>()
const asked = new Map<string, { count: number; milliseconds: number; bytes: number }>()
const done: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    const begun = performance.now()
    const entry = asked.get(path) ?? { count: 0, milliseconds: 0, bytes: 0 }
    asked.set(path, entry)
    entry.count += 1
    const before = request.socket.bytesWritten
    response.on('close', () => {
      entry.milliseconds = Math.max(entry.milliseconds, performance.now() - begun)
      entry.bytes += request.socket.bytesWritten - before
    })
    const answer = answers.get(path) ?? gone
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  city = await createCity()
  const fetch = createGuardedFetch({ allowLoopbackHttp: true })
  verifier = await startTestVerifier({
    city: { ...city, fetch },
    whenDone: (close) => done.push(close),
  })
})
afterAll(async () => {
  for (const close of done.reverse()) await close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

type Hostile = {
  did?: Answer
  list?: Answer
  /** A list that is well signed by the badge's own issuer, or another. */
  signed?: ListOptions & { byAnother?: boolean }
  forged?: boolean
}

async function look(name: string, { did, list, signed, forged = false }: Hostile) {
  const issuerDid = parseDid(`did:web:localhost%3A${port}:${name}`)
  const issuer = createActor('Ed25519', () => issuerDid)
  const stranger = createActor('Ed25519', () => issuerDid)
  const document = buildDidDocument({ did: issuerDid, keys: [{ publicKey: issuer.publicKey }] })
  const json =
    (body: string): Answer =>
    (response) =>
      void response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  const listPath = `/${name}/list`
  const url = `http://localhost:${port}${listPath}`
  if (signed !== undefined) {
    const { byAnother = false, ...options } = signed
    const signer = byAnother ? { signer: stranger.signer } : {}
    await publishList(city.world, issuer, { url, ...signer, ...options })
    const served = city.world.lists.get(url)
    if (served?.outcome === 'fetched') answers.set(listPath, json(served.body))
  }
  answers.set(`/${name}/did.json`, did ?? json(JSON.stringify(document)))
  if (list !== undefined) answers.set(listPath, list)
  const credential = await secure(
    badge(
      issuer,
      { id: createHolder().did },
      { status: statusListEntry({ listUrl: url, index: 7, purpose: 'revocation' }) },
    ),
    forged ? stranger.signer : issuer.signer,
  )
  const answer = await verifier.api('/api/v1/reports', { json: { presentation: credential } })
  const { verdict } = zReport.parse(await answer.json())
  const counted = (path: string) => asked.get(path) ?? { count: 0, milliseconds: 0, bytes: 0 }
  const [document_, list_] = [counted(`/${name}/did.json`), counted(listPath)]
  return {
    verdict,
    asked: [document_.count, list_.count],
    milliseconds: Math.max(document_.milliseconds, list_.milliseconds),
    bytes: Math.max(document_.bytes, list_.bytes),
  }
}

const zReport = z.looseObject({ verdict: z.string() })
const unknown = 'unknown'
const invalid = 'invalid'

const cases: [name: string, hostile: Hostile, verdict: string, asked: [number, number]][] = [
  ['honest', { signed: {} }, 'valid', [1, 1]],
  ['did-endless', { did: endless }, invalid, [1, 0]],
  ['did-bomb', { did: packed }, invalid, [1, 0]],
  ['did-dripping', { did: dripping }, unknown, [1, 0]],
  ['did-silent', { did: silent }, unknown, [1, 0]],
  ['did-redirected', { did: elsewhere }, unknown, [1, 0]],
  ['did-page', { did: page }, invalid, [1, 0]],
  ['did-broken', { did: broken }, unknown, [1, 0]],
  // a key that is not in the document may be newer than it: it is asked for once more
  ['forged', { forged: true, signed: {} }, invalid, [2, 0]],
  ['list-endless', { list: endless }, unknown, [1, 1]],
  ['list-bomb', { list: packed }, unknown, [1, 1]],
  ['list-dripping', { list: dripping }, unknown, [1, 1]],
  ['list-silent', { list: silent }, unknown, [1, 1]],
  ['list-redirected', { list: elsewhere }, unknown, [1, 1]],
  ['list-page', { list: page }, unknown, [1, 1]],
  ['list-gone', {}, unknown, [1, 1]],
  [
    'list-of-bits-bomb',
    { signed: { encodedList: `u${bomb.toString('base64url')}` } },
    unknown,
    [1, 1],
  ],
  [
    'list-short',
    { signed: { encodedList: `u${gzipSync(Buffer.alloc(8)).toString('base64url')}` } },
    unknown,
    [1, 1],
  ],
  ['list-revoked', { signed: { set: [7] } }, invalid, [1, 1]],
  ['list-by-another-key', { signed: { byAnother: true } }, unknown, [2, 1]],
  ['list-of-another', { signed: { issuer: 'did:web:other.example' } }, unknown, [1, 1]],
  ['list-for-another-purpose', { signed: { purpose: 'suspension' } }, invalid, [1, 1]],
  ['list-of-another-address', { signed: { id: 'https://other.example/list' } }, unknown, [1, 1]],
  ['list-over', { signed: { validUntil: '2026-11-22T09:30:00Z' } }, unknown, [1, 1]],
  ['list-to-come', { signed: { validFrom: '2026-11-23T09:00:00Z' } }, unknown, [1, 1]],
]

describe('a badge whose host is hostile', () => {
  test('is never proven, within three seconds a request and the bytes that are read of it', async () => {
    const memoryBefore = process.memoryUsage().rss
    // who keeps one waiting is asked beside others of that kind; what the others have to say comes in time
    const isSlow = ([name]: (typeof cases)[number]) => /dripping|silent/.test(name)
    const [slow, quick] = [cases.filter(isSlow), cases.filter((each) => !isSlow(each))]
    const seen = await Promise.all(slow.map(([name, hostile]) => look(name, hostile)))
    for (const [name, hostile] of quick) seen.push(await look(name, hostile))
    expect(seen.map(({ verdict, asked: counts }) => [verdict, counts])).toEqual(
      [...slow, ...quick].map(([, , verdict, counts]) => [verdict, counts]),
    )
    for (const { milliseconds, bytes } of seen) {
      // three seconds, and what a busy machine adds: a host that is not given up on holds on for ever
      expect(milliseconds).toBeLessThan(20_000)
      // what the kernel keeps of a socket comes on top of what is read
      expect(bytes).toBeLessThan(16_000_000)
    }
    expect(asked.has('/secret')).toBe(false)
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(250_000_000)
  })

  test('is not believed with an older list, served again after a revocation', async () => {
    const old = { signed: { validFrom: '2026-11-22T08:00:00Z', ttlMs: 0 } }
    const told = { signed: { set: [7], validFrom: '2026-11-22T09:00:00Z', ttlMs: 0 } }
    const name = 'replayed'
    expect((await look(name, told)).verdict).toBe(invalid)
    city.world.clock.advance(1)
    expect((await look(name, old)).verdict).toBe(unknown)
  })
})
