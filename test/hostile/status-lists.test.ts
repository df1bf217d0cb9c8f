import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { signCredentialJwt } from '../../shared/credential/vc-jwt.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { createBitstring } from '../../shared/status/bitstring.ts'
import { encodeBitstring, maxBitstringBytes } from '../../shared/status/bitstring-encoding.ts'
import type { StatusListFetch } from '../../shared/verify/ports.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import {
  badge,
  createHolder,
  createIssuer,
  createWorld,
  type ListOptions,
  listUrl,
  publishList,
  secure,
  signerAs,
  statusAt,
} from '../shared/verify/world.ts'

/** A badge whose bit is 5, and everybody who may serve a list for it. */
async function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const thief = createIssuer(world, 'did:web:thief.example')
  const signed = await secure(
    badge(issuer, { id: createHolder().did }, { status: statusAt(5) }),
    issuer.signer,
  )
  const verify = async () => {
    const report = await verifyCredential(signed, { ports: world.ports })
    return [report.verdict, problemsOf(report)]
  }
  const publish = (options: ListOptions) => publishList(world, issuer, options)
  return { world, issuer, thief, verify, publish }
}

const encodedZeros = await encodeBitstring(createBitstring())

function gzipped(bytes: Uint8Array): string {
  return `u${gzipSync(bytes).toString('base64url')}`
}

function withSubject(change: JsonObject) {
  return (list: JsonObject): JsonObject => ({
    ...list,
    credentialSubject: { ...(list.credentialSubject as JsonObject), ...change },
  })
}

describe('a list that its own issuer signed', () => {
  it.each<[string, ListOptions, string]>([
    [
      'is a bomb',
      { encodedList: gzipped(new Uint8Array(64 * maxBitstringBytes)) },
      'list_malformed',
    ],
    [
      'is one byte too long',
      { encodedList: gzipped(new Uint8Array(maxBitstringBytes + 1)) },
      'list_malformed',
    ],
    ['is short', { encodedList: gzipped(new Uint8Array(16_383)) }, 'list_too_short'],
    ['is empty', { encodedList: gzipped(new Uint8Array(0)) }, 'list_too_short'],
    ['is no gzip', { encodedList: 'uAAAA' }, 'list_malformed'],
    ['lacks the multibase prefix', { encodedList: encodedZeros.slice(1) }, 'list_malformed'],
    ['is encoded in base58', { encodedList: `z${encodedZeros.slice(1)}` }, 'list_malformed'],
    ['is for another purpose', { purpose: 'suspension' }, 'purpose_mismatch'],
    ['has expired', { validUntil: '2026-11-22T09:58:00Z' }, 'list_out_of_date'],
    ['is from tomorrow', { validFrom: '2026-11-23T09:00:00Z' }, 'list_out_of_date'],
    ['was kept for longer than its ttl', { fetchedAt: '2026-11-22T09:54:59Z' }, 'list_out_of_date'],
    [
      'is another list of the issuer',
      { id: 'https://city.example/providers/quay/status/2' },
      'list_not_verified',
    ],
    [
      'is no status list',
      { change: (list) => ({ ...list, type: ['VerifiableCredential'] }) },
      'list_malformed',
    ],
    ['has no purpose', { change: withSubject({ statusPurpose: [] }) }, 'list_malformed'],
    ['has a negative ttl', { change: withSubject({ ttl: -1 }) }, 'list_malformed'],
    ['has a ttl of a word', { change: withSubject({ ttl: 'forever' }) }, 'list_malformed'],
    [
      'holds several lists',
      {
        change: (list) => ({
          ...list,
          credentialSubject: [list.credentialSubject, list.credentialSubject],
        }),
      },
      'list_malformed',
    ],
  ])('and that %s is not relied on', async (_, options, code) => {
    const { publish, verify } = await setUp()
    await publish({ format: 'jwt', ...options })
    const verdict = code === 'purpose_mismatch' ? 'invalid' : 'unknown'
    expect(await verify()).toEqual([verdict, [`status:${code}`]])
  })

  it('keeps the memory of a bomb constant', async () => {
    const { publish, verify } = await setUp()
    await publish({ encodedList: gzipped(new Uint8Array(512 * maxBitstringBytes)), format: 'jwt' })
    const before = process.memoryUsage().arrayBuffers
    expect(await verify()).toEqual(['unknown', ['status:list_malformed']])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * maxBitstringBytes)
  })
})

describe('a list that somebody else signed', () => {
  it('is refused in the name of another issuer', async () => {
    const { world, thief, verify } = await setUp()
    await publishList(world, thief)
    expect(await verify()).toEqual(['unknown', ['status:list_of_another_issuer']])
    expect(world.asked.dids).not.toContain(thief.did)
  })

  it.each(['data-integrity', 'jwt'] as const)(
    'is refused in the name of the issuer (%s)',
    async (format) => {
      const { issuer, thief, publish, verify } = await setUp()
      await publish({ signer: thief.signer, format })
      expect(await verify()).toEqual(['unknown', ['status:list_not_verified']])
      await publish({ signer: signerAs(thief, issuer.keyId), format })
      expect(await verify()).toEqual(['unknown', ['status:list_not_verified']])
    },
  )

  it('is refused unsigned, changed, or signed to authenticate', async () => {
    const { world, publish, verify } = await setUp()
    await publish({ set: [5] })
    const served = world.lists.get(listUrl)
    if (served?.outcome !== 'fetched') throw new Error('no list is served')
    const list: JsonObject = JSON.parse(served.body)
    const serve = (document: JsonObject) =>
      world.lists.set(listUrl, { ...served, body: JSON.stringify(document) })
    serve(withSubject({ encodedList: encodedZeros })(list))
    expect(await verify()).toEqual(['unknown', ['status:list_not_verified']])
    const { proof, ...unsigned } = list
    serve(unsigned)
    expect(await verify()).toEqual(['unknown', ['status:list_not_verified']])
    serve({ ...list, proof: { ...(proof as JsonObject), proofPurpose: 'authentication' } })
    expect(await verify()).toEqual(['unknown', ['status:list_not_verified']])
    serve(list)
    expect(await verify()).toEqual(['invalid', ['status:revoked']])
  })

  it('is refused as a token of another kind', async () => {
    const { world, issuer, publish, verify } = await setUp()
    await publish({ format: 'jwt' })
    const served = world.lists.get(listUrl)
    if (served?.outcome !== 'fetched') throw new Error('no list is served')
    const payload: JsonObject = JSON.parse(
      Buffer.from(served.body.split('.')[1] ?? '', 'base64url').toString(),
    )
    const body = await signCompactJws({
      header: { typ: 'oauth-authz-req+jwt', kid: issuer.keyId },
      payload,
      signer: issuer.signer,
    })
    world.lists.set(listUrl, { ...served, body })
    expect(await verify()).toEqual(['unknown', ['status:list_not_verified']])
  })
})

describe('an address that serves no list', () => {
  const fetchedAt = new Date('2026-11-22T10:00:00Z')

  it.each<[string, StatusListFetch, string]>([
    ['is down', { outcome: 'unavailable', code: 'fetch_failed', detail: '' }, 'list_unreachable'],
    ['answers 404', { outcome: 'refused', code: 'http_404', detail: '' }, 'list_refused'],
    [
      'is a private one',
      { outcome: 'refused', code: 'address_forbidden', detail: '' },
      'list_refused',
    ],
    [
      'sends a page',
      { outcome: 'fetched', body: '<html>Log in</html>', fetchedAt },
      'list_malformed',
    ],
    ['sends nothing', { outcome: 'fetched', body: '', fetchedAt }, 'list_malformed'],
    ['sends JSON of nothing', { outcome: 'fetched', body: '{}', fetchedAt }, 'list_malformed'],
    [
      'sends deep JSON',
      { outcome: 'fetched', body: '['.repeat(100_000), fetchedAt },
      'list_malformed',
    ],
  ])('leaves the badge unknown: it %s', async (_, answer, code) => {
    const { world, verify } = await setUp()
    world.lists.set(listUrl, answer)
    expect(await verify()).toEqual(['unknown', [`status:${code}`]])
  })
})

describe('an older list, served again after a revocation', () => {
  it('is found out, and does not push the newer one aside', async () => {
    const { world, publish, verify } = await setUp()
    await publish({ set: [5], validFrom: '2026-11-22T09:59:00Z' })
    expect(await verify()).toEqual(['invalid', ['status:revoked']])
    world.clock.advance(300)
    await publish({ validFrom: '2026-11-22T09:58:59Z' })
    expect(await verify()).toEqual(['unknown', ['status:list_rolled_back']])
    await publish({ change: (list) => ({ ...list, validFrom: undefined }) })
    expect(await verify()).toEqual(['unknown', ['status:list_rolled_back']])
    await publish({ set: [5], validFrom: '2026-11-22T09:59:00Z' })
    expect(await verify()).toEqual(['invalid', ['status:revoked']])
  })

  it('is told from the newer one within a second', async () => {
    const { world, publish, verify } = await setUp()
    await publish({ set: [5], validFrom: '2026-11-22T09:59:00.500Z', ttlMs: 0 })
    await verify()
    await publish({ validFrom: '2026-11-22T09:59:00.400Z', ttlMs: 0 })
    expect(await verify()).toEqual(['unknown', ['status:list_rolled_back']])
    expect(world.asked.lists.length).toBe(2)
  })

  it('cannot be set up by whoever takes over the address: their later list does not count', async () => {
    const { world, thief, publish, verify } = await setUp()
    await publishList(world, thief, { validFrom: '2026-11-22T09:59:30Z' })
    await verify()
    await publish({ validFrom: '2026-11-22T09:00:00Z' })
    expect(await verify()).toEqual(['valid', []])
  })
})

describe('an entry made to mislead', () => {
  it.each([
    [
      'past the end',
      { ...statusAt(5), statusListIndex: '131072' },
      'invalid',
      'index_out_of_range',
    ],
    [
      'that wraps round at 2³²',
      { ...statusAt(5), statusListIndex: String(2 ** 32 + 7) },
      'invalid',
      'index_out_of_range',
    ],
    [
      'that no number holds',
      { ...statusAt(5), statusListIndex: '9007199254740993' },
      'invalid',
      'index_out_of_range',
    ],
    ['below 0', { ...statusAt(5), statusListIndex: '-5' }, 'invalid', 'entry_malformed'],
    ['with a space', { ...statusAt(5), statusListIndex: ' 5' }, 'invalid', 'entry_malformed'],
    ['with an exponent', { ...statusAt(5), statusListIndex: '5e0' }, 'invalid', 'entry_malformed'],
    ['whose id is the list', { ...statusAt(5), id: listUrl }, 'invalid', 'entry_malformed'],
    [
      'of another purpose',
      { ...statusAt(5), statusPurpose: 'suspension' },
      'invalid',
      'purpose_mismatch',
    ],
    [
      'of an unknown purpose',
      { ...statusAt(5), statusPurpose: 'Revocation' },
      'unknown',
      'purpose_unsupported',
    ],
    ['of an unknown type', { id: 'urn:uuid:2', type: 'SomeStatus' }, 'unknown', 'type_unsupported'],
  ])('gains nothing by an index or purpose %s', async (_, status, verdict, code) => {
    const { world, issuer, publish } = await setUp()
    await publish({ set: [5] })
    const credential = { ...badge(issuer, { id: createHolder().did }), credentialStatus: status }
    const token = await signCredentialJwt({ credential, signer: issuer.signer })
    const report = await verifyCredential(token, { ports: world.ports })
    expect([report.verdict, problemsOf(report)]).toEqual([verdict, [`status:${code}`]])
  })
})
