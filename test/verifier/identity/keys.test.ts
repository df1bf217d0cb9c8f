import { decodeProtectedHeader } from 'jose'
import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { parseDatabaseLocation } from '../../../shared/node/database/location.ts'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'
import { createApiKeyStore } from '../../../shared/server/api/api-keys.ts'
import { readReceipt } from '../../../verifier/receipts/read-receipt.ts'
import { verifierSchema } from '../../../verifier/schema.ts'
import { createVerificationPorts } from '../../../verifier/verification-ports.ts'
import { badge, createHolder, secure } from '../../shared/verify/world.ts'
import { freePort } from '../../support/free-ports.ts'
import { freshPostgres } from '../../support/postgres.ts'
import { ask, readResult } from '../asking.ts'
import { answerTo, reachable, sendToken } from '../hand-wallet.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'

const zKeys = z.object({
  did: z.string(),
  keys: z.array(
    z.looseObject({
      thumbprint: z.string(),
      type: z.enum(['P-256', 'Ed25519']),
      state: z.string(),
      revoked: z.string().optional(),
    }),
  ),
})

const zDocument = z.looseObject({
  verificationMethod: z.array(z.looseObject({ id: z.string(), revoked: z.string().optional() })),
  authentication: z.array(z.string()),
})

async function setUp() {
  const city = await createCity()
  const verifier = await startTestVerifier({ city })
  return { city, verifier, ...actions(city, verifier) }
}

function actions(
  { world, issuer }: Awaited<ReturnType<typeof createCity>>,
  verifier: TestVerifier,
) {
  const post = (action: string, json: object = {}, headers: Record<string, string> = {}) =>
    verifier.api(`/api/v1/keys/${action}`, { json, headers })
  const end = async (action: 'rotate' | 'revoke', json: object = {}) => {
    const response = await post(action, json)
    expect(response.status).toBe(200)
    return zKeys.parse(await response.json()).keys
  }
  const keys = async () => zKeys.parse(await (await verifier.api('/api/v1/keys')).json()).keys
  const document = async () =>
    zDocument.parse(await (await fetch(`${verifier.url}/.well-known/did.json`)).json())
  /** The key that signs a request as it is fetched now, as the document has it; undefined where it has not. */
  const signingKey = async () => {
    const { created } = await ask(verifier)
    const address = new URL(created.requestUri).searchParams.get('request_uri') ?? ''
    const { kid = '' } = decodeProtectedHeader(await (await fetch(reachable(address))).text())
    return (await document()).authentication.includes(kid) ? kid.split('#')[1] : undefined
  }
  /** Asks, is shown a badge, and downloads the receipt. */
  const obtainReceipt = async () => {
    const { created, request } = await ask(verifier)
    const holder = createHolder()
    const credential = await secure(badge(issuer, { id: holder.did }), issuer.signer)
    const options = { created: world.clock() }
    await sendToken(request, {
      'badges-ldp': [await answerTo(request, credential, holder, options)],
    })
    expect((await readResult(verifier, created)).state).toBe('received')
    const download = async () =>
      (await verifier.api(`/api/v1/requests/${created.requestId}/receipt`)).text()
    return { receipt: await download(), download }
  }
  /** As `waymark verify --receipt` does, by the verifier's own document of this moment. */
  const read = async (receipt: string) => {
    const { verification } = createVerificationPorts({
      fetch: (url) => fetch(reachable(String(url))),
      clock: world.clock,
      allowLoopbackHttp: true,
    })
    const reading = await readReceipt(receipt, verification)
    return reading.outcome === 'read' ? 'read' : reading.code
  }
  return { post, end, keys, document, signingKey, obtainReceipt, read }
}

const statesOf = (keys: readonly { type: string; state: string }[]) =>
  keys.map(({ type, state }) => `${type} ${state}`)
const find = <Key extends { type: string; state: string }>(keys: readonly Key[], state: string) =>
  keys.find((key) => `${key.type} ${key.state}` === `P-256 ${state}`)

describe('keys that are rotated', () => {
  test('go on signing until their successors are known everywhere', async () => {
    const { city, end, keys, signingKey } = await setUp()
    const { clock } = city.world
    const old = await signingKey()
    expect(statesOf(await end('rotate'))).toEqual([
      'P-256 announced',
      'Ed25519 announced',
      'P-256 in-use',
      'Ed25519 in-use',
    ])
    clock.advance(899)
    expect(await signingKey()).toBe(old)
    clock.advance(1)
    const next = find(await keys(), 'in-use')?.thumbprint
    expect(next).not.toBe(old)
    expect(await signingKey()).toBe(next)
    expect(statesOf(await keys())).toEqual([
      'P-256 in-use',
      'Ed25519 in-use',
      'P-256 retired',
      'Ed25519 retired',
    ])
  })

  test('stay in the document, so that their receipts are good; a day on they ask for nothing', async () => {
    const { city, end, document, signingKey, obtainReceipt, read } = await setUp()
    const { receipt } = await obtainReceipt()
    const old = await signingKey()
    await end('rotate')
    city.world.clock.advance(900)
    expect(await read(receipt)).toBe('read')
    expect(await read((await obtainReceipt()).receipt)).toBe('read')
    const isAsking = async () =>
      (await document()).authentication.some((id) => id.endsWith(`#${old}`))
    expect(await isAsking()).toBe(true)
    city.world.clock.advance(86_400)
    await signingKey()
    expect(await isAsking()).toBe(false)
    expect(await read(receipt)).toBe('read')
    expect(JSON.stringify(await document())).not.toContain('revoked')
  })

  test('may be replaced one by one, and again before their successor signs', async () => {
    const { city, end, keys } = await setUp()
    const ed25519 = (await keys()).find(({ type }) => type === 'Ed25519')
    expect(statesOf(await end('rotate', { thumbprint: ed25519?.thumbprint }))).toEqual([
      'P-256 in-use',
      'Ed25519 announced',
      'Ed25519 in-use',
    ])
    city.world.clock.advance(60)
    expect((await end('rotate')).map(({ state }) => state).toSorted()).toEqual([
      'announced',
      'announced',
      'announced',
      'in-use',
      'in-use',
    ])
  })
})

describe('a key that was stolen', () => {
  test('signs no more from that moment, while requests that it signed are still answered', async () => {
    const { city, verifier, end, document, signingKey } = await setUp()
    const { created, request } = await ask(verifier)
    const old = await signingKey()
    const keys = await end('revoke')
    expect(statesOf(keys).toSorted()).toEqual([
      'Ed25519 in-use',
      'Ed25519 revoked',
      'P-256 in-use',
      'P-256 revoked',
    ])
    const next = await signingKey()
    expect([next, next === old]).toEqual([find(keys, 'in-use')?.thumbprint, false])
    const { verificationMethod } = await document()
    expect(verificationMethod.find(({ id }) => id.endsWith(`#${old}`))?.revoked).toBe(
      '2026-11-22T10:00:00.000Z',
    )
    const holder = createHolder()
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    await sendToken(request, { 'badges-ldp': [await answerTo(request, credential, holder)] })
    expect((await readResult(verifier, created)).report?.verdict).toBe('valid')
  })

  test('ends its announced successors too: a thief has them all', async () => {
    const { end, signingKey } = await setUp()
    const [announced] = await end('rotate')
    const keys = await end('revoke')
    expect(keys.filter(({ state }) => state === 'revoked')).toHaveLength(4)
    expect(await signingKey()).toBe(find(keys, 'in-use')?.thumbprint)
    expect(keys.find(({ thumbprint }) => thumbprint === announced?.thumbprint)?.state).toBe(
      'revoked',
    )
  })

  test('leaves its receipts in doubt, refuses later ones, and what is still kept is given out anew', async () => {
    const { city, end, obtainReceipt, read } = await setUp()
    const { clock } = city.world
    const { receipt, download } = await obtainReceipt()
    clock.advance(60)
    // whoever has the key signs on; the date is the signer's word
    const { receipt: later } = await obtainReceipt()
    clock.advance(-30)
    await end('revoke')
    clock.advance(60)
    expect(await read(receipt)).toBe('receipt_key_revoked')
    expect(await read(later)).toBe('receipt_after_revocation')
    const renewed = await download()
    expect(await read(renewed)).toBe('read')
    const payload = (text: string) => JSON.parse(atob(text.split('.')[1] ?? ''))
    expect(payload(renewed)).toEqual({ ...payload(receipt), iat: clock().getTime() / 1000 })
    expect(await download()).not.toBe(receipt)
  })

  test('may have retired long ago', async () => {
    const { city, end, obtainReceipt, read, signingKey } = await setUp()
    const { receipt } = await obtainReceipt()
    const thumbprint = await signingKey()
    await end('rotate')
    city.world.clock.advance(90_000)
    const now = await signingKey()
    const keys = await end('revoke', { thumbprint })
    expect(statesOf(keys)).toContain('P-256 revoked')
    expect(keys).toHaveLength(4)
    expect(await signingKey()).toBe(now)
    expect(await read(receipt)).toBe('receipt_key_revoked')
  })
})

describe('/api/v1/keys', () => {
  test.each<[string, 'rotate' | 'revoke', object, number, string]>([
    ['a key that never was', 'revoke', { thumbprint: 'a'.repeat(43) }, 404, 'not_found'],
    ['no thumbprint', 'rotate', { thumbprint: 'x' }, 400, 'request_malformed'],
    ['what is not known', 'rotate', { key: 'x' }, 400, 'request_malformed'],
  ])('refuses %s, and changes nothing', async (_, action, body, status, code) => {
    const { post, keys } = await setUp()
    const before = await keys()
    const response = await post(action, body)
    expect([response.status, (await response.json()).code]).toEqual([status, code])
    expect(await keys()).toEqual(before)
  })

  test('ends nothing twice', async () => {
    const { post, end, keys } = await setUp()
    const thumbprint = find(await keys(), 'in-use')?.thumbprint
    await end('revoke', { thumbprint })
    for (const action of ['rotate', 'revoke']) {
      const response = await post(action, { thumbprint })
      expect([response.status, (await response.json()).code]).toEqual([409, 'conflict'])
    }
    expect(await keys()).toHaveLength(3)
  })

  test('does once what is asked twice, and leaves no key behind that is nobody’s', async () => {
    const { verifier, post, keys } = await setUp()
    const headers = { 'Idempotency-Key': 'rotation-1' }
    const [first, second] = [await post('rotate', {}, headers), await post('rotate', {}, headers)]
    expect(await second.json()).toEqual(await first.json())
    const database = await openDatabase(
      parseDatabaseLocation(verifier.config.database),
      verifierSchema,
    )
    const sealed: unknown[] = await database.reader.query('select key_id from sealed_key')
    await database.close()
    expect([sealed.length, (await keys()).length]).toEqual([4, 4])
  })

  test('is for the operator: the keys of an organisation’s systems are refused', async () => {
    const { verifier } = await setUp()
    const database = await openDatabase(
      parseDatabaseLocation(verifier.config.database),
      verifierSchema,
    )
    const store = createApiKeyStore({ database, clock: () => new Date() })
    const text = 'key-of-an-applicant-system-0123456789'
    await store.add({ id: 'applicants', name: 'Applicants', provider: 'harbour-bakery', text })
    await database.close()
    const answers = await Promise.all(
      [
        ['GET', ''],
        ['POST', '/rotate'],
        ['POST', '/revoke'],
      ].map(([method = '', path]) =>
        fetch(`${verifier.url}/api/v1/keys${path}`, {
          method,
          headers: { Authorization: `Bearer ${text}` },
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  })
})

test('two nodes on PostgreSQL: a key that one ends is ended on the other, in its signatures and its document', async () => {
  const city = await createCity()
  const [database, port] = [await freshPostgres(), await freePort()]
  const change = {
    publicUrl: `http://localhost:${port}`,
    keyEncryptionKey: generateKeyEncryptionKey(),
  }
  const places = { database: `${database}?schema=hire`, agentDatabase: `${database}?schema=agent` }
  const one = await startTestVerifier({ city, ...places, change: { ...change, port } })
  const two = await startTestVerifier({ city, ...places, change })
  const [here, there] = [actions(city, one), actions(city, two)]
  expect(await there.document()).toEqual(await here.document())
  const { receipt } = await there.obtainReceipt()
  expect(await here.read(receipt)).toBe('read')

  // at the same moment: the first one's key stands or both do, and every node can sign with what stands
  const answers = await Promise.all([here.post('revoke'), there.post('revoke')])
  expect(answers.map(({ status }) => status)).toContain(200)
  const inUse = find(await here.keys(), 'in-use')?.thumbprint
  expect(await here.signingKey()).toBe(inUse)
  await vi.waitFor(async () => expect(await there.document()).toEqual(await here.document()), {
    timeout: 30_000,
  })
  expect(await there.signingKey()).toBe(inUse)
  expect(await there.read((await there.obtainReceipt()).receipt)).toBe('read')
  expect(await here.read(receipt)).toBe('receipt_key_revoked')
})
