import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { buildDidDocument, keyIdsOf } from '../../../shared/did/did-document.ts'
import { jwkThumbprint, publicKeyToJwk } from '../../../shared/did/public-key.ts'
import {
  type ExpectedStatement,
  readStatement,
  signStatement,
} from '../../../shared/trust/signed-statement.ts'
import { createActor, createIssuer, createWorld } from '../verify/world.ts'

const schema = z.object({ iss: z.string(), size: z.int() })
const type = 'waymark-log-checkpoint+jwt'

async function setUp(curve: 'Ed25519' | 'P-256' = 'Ed25519') {
  const world = createWorld()
  const city = createIssuer(world, 'did:web:city.example', curve)
  const payload = { iss: city.did, size: 7 }
  const sign = (change: object = {}, header: object = {}) =>
    signCompactJws({
      header: { typ: type, kid: city.keyId, ...header },
      payload: { ...payload, ...change },
      signer: city.signer,
    })
  const read = (text: string, more: Partial<ExpectedStatement<typeof schema>> = {}) =>
    readStatement(text, { type, schema, issuer: city.did, ...more }, world.ports)
  return { world, city, payload, sign, read }
}

describe('signStatement', () => {
  it.each(['Ed25519', 'P-256'] as const)('writes what readStatement reads (%s)', async (curve) => {
    const { city, payload, read } = await setUp(curve)
    const text = await signStatement({ type, payload, signer: city.signer })
    expect(await read(text)).toEqual({
      outcome: 'read',
      payload,
      keyThumbprint: jwkThumbprint(publicKeyToJwk(city.publicKey)),
      isKeyRevoked: false,
      text,
    })
  })

  it('names the key by either of its ids', async () => {
    const { city, payload, read } = await setUp()
    const signer = { ...city.signer, keyId: keyIdsOf(city.did, city.publicKey).jwk }
    expect((await read(await signStatement({ type, payload, signer }))).outcome).toBe('read')
  })
})

describe('readStatement', () => {
  it.each<[string, object, object, string]>([
    ['another type', {}, { typ: 'waymark-trust-list+jwt' }, 'statement_type_wrong'],
    ['a credential’s type', {}, { typ: 'vc+jwt' }, 'statement_type_wrong'],
    ['no type', {}, { typ: undefined }, 'statement_type_wrong'],
    ['a type in capitals', {}, { typ: type.toUpperCase() }, 'statement_type_wrong'],
    ['no key id', {}, { kid: undefined }, 'statement_issuer_wrong'],
    ['a relative key id', {}, { kid: '#key-1' }, 'statement_malformed'],
    ['a key of another', {}, { kid: 'did:web:thief.example#key-1' }, 'statement_issuer_wrong'],
    ['a key nobody lists', {}, { kid: 'did:web:city.example#key-1' }, 'statement_key_unknown'],
    ['another issuer', { iss: 'did:web:thief.example' }, {}, 'statement_issuer_wrong'],
    ['no issuer', { iss: undefined }, {}, 'statement_issuer_wrong'],
    ['a payload of another shape', { size: '7' }, {}, 'statement_malformed'],
    ['a critical extension', {}, { crit: ['exp'] }, 'statement_malformed'],
  ])('refuses %s', async (_, change, header, code) => {
    const { sign, read } = await setUp()
    expect(await read(await sign(change, header))).toMatchObject({ outcome: 'refused', code })
  })

  it('refuses what was changed, and what is no token', async () => {
    const { sign, read } = await setUp()
    const [head, , tail] = (await sign()).split('.')
    const body = Buffer.from('{"iss":"did:web:city.example","size":8}').toString('base64url')
    const code = 'statement_signature_invalid'
    expect(await read(`${head}.${body}.${tail}`)).toMatchObject({ outcome: 'refused', code })
    for (const text of ['', 'a.b', '{}', 'a.b.c.d', `${head}.${body}.`]) {
      expect(await read(text)).toMatchObject({ outcome: 'refused', code: 'statement_malformed' })
    }
  })

  it('asks nobody about what is not the issuer’s', async () => {
    const { world, sign, read } = await setUp()
    await read(await sign({ iss: 'did:web:thief.example' }))
    expect(world.asked.dids).toEqual([])
  })

  it('does not know while the issuer is unreachable', async () => {
    const { world, city, sign, read } = await setUp()
    world.dids.set(city.did, { outcome: 'unavailable', code: 'fetch_failed', detail: 'down' })
    expect(await read(await sign())).toEqual({
      outcome: 'unavailable',
      code: 'signer_unreachable',
      detail: 'down',
    })
  })

  it('refuses a key for other purposes', async () => {
    const { world, city, sign, read } = await setUp()
    const keys = [{ publicKey: city.publicKey, relationships: ['authentication' as const] }]
    const document = buildDidDocument({ did: city.did, keys })
    world.dids.set(city.did, { outcome: 'resolved', document })
    expect(await read(await sign())).toMatchObject({ code: 'statement_key_unknown' })
  })

  it('reads what a compromised key signed only where that is allowed, and says so', async () => {
    const { world, city, sign, read } = await setUp()
    const keys = [{ publicKey: city.publicKey, revoked: '2026-11-22T09:00:00Z' }]
    const document = buildDidDocument({ did: city.did, keys })
    world.dids.set(city.did, { outcome: 'resolved', document })
    const text = await sign()
    expect(await read(text)).toMatchObject({ code: 'statement_key_unknown' })
    expect(await read(text, { allowsRevokedKey: true })).toMatchObject({
      outcome: 'read',
      isKeyRevoked: true,
    })
  })

  it('asks anew for a key that it does not know, only where that is allowed', async () => {
    const { world, city, payload, read } = await setUp()
    const next = createActor('Ed25519', () => city.did)
    const text = await signStatement({ type, payload, signer: next.signer })
    expect(await read(text)).toMatchObject({ code: 'statement_key_unknown' })
    expect(world.asked.dids).toHaveLength(1)
    await read(text, { refreshesKeys: true })
    expect(world.asked.dids).toHaveLength(3)
  })

  it('reads a trust list of a hundred thousand entries', async () => {
    const { city, read } = await setUp()
    const entries = Array.from({ length: 100_000 }, (_, index) => index)
    const payload = { iss: city.did, size: 1, entries }
    const text = await signStatement({ type, payload, signer: city.signer })
    expect((await read(text)).outcome).toBe('read')
  })
})
