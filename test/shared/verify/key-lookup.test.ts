import { describe, expect, it } from 'vitest'
import type { DidDocument, VerificationMethod } from '../../../shared/did/did-document.ts'
import type { DidResolution, ResolveDid } from '../../../shared/did/resolution.ts'
import { findKey } from '../../../shared/verify/key-lookup.ts'
import { momentOf } from '../../../shared/verify/moment.ts'
import { createHolder, createIssuer, createWorld } from './world.ts'

const moment = momentOf(new Date('2026-11-22T10:00:00Z'))

function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const served = world.dids.get(issuer.did)
  if (served?.outcome !== 'resolved') throw new Error('the issuer has no document')
  const query = {
    keyId: issuer.keyId,
    controller: issuer.did,
    relationship: 'assertionMethod' as const,
  }
  const serve = (document: DidDocument) =>
    world.dids.set(issuer.did, { outcome: 'resolved', document })
  return { world, issuer, document: served.document, query, serve }
}

describe('findKey', () => {
  it('finds the key that the proof names', async () => {
    const { world, issuer, query } = setUp()
    expect(await findKey(query, world.ports, moment)).toEqual({
      outcome: 'found',
      key: { id: issuer.keyId, controller: issuer.did, publicKey: issuer.publicKey },
      isEscrow: false,
    })
    expect(world.asked.dids).toEqual([issuer.did])
  })

  it.each<[string, DidResolution, string]>([
    ['is not reached', { outcome: 'unavailable', code: 'fetch_failed', detail: '' }, 'unreachable'],
    ['is deactivated', { outcome: 'deactivated' }, 'deactivated'],
    ['is not there', { outcome: 'refused', code: 'did_not_found', detail: '' }, 'not_found'],
    [
      'stands at a private address',
      { outcome: 'refused', code: 'address_forbidden', detail: '' },
      'unsupported',
    ],
    [
      'leads to another address',
      { outcome: 'refused', code: 'fetch_redirected', detail: '' },
      'unsupported',
    ],
    [
      'holds a key of another kind',
      { outcome: 'refused', code: 'did_key_unsupported', detail: '' },
      'unsupported',
    ],
    [
      'is of another method',
      { outcome: 'refused', code: 'did_method_unsupported', detail: '' },
      'unsupported',
    ],
  ])('says why not where the DID %s', async (_, resolution, refusal) => {
    const { world, issuer, query } = setUp()
    world.dids.set(issuer.did, resolution)
    expect(await findKey(query, world.ports, moment)).toEqual({ outcome: 'refused', refusal })
  })

  it.each<[string, (method: VerificationMethod) => Partial<VerificationMethod>, string]>([
    ['expired', () => ({ expires: '2026-11-22T09:59:59Z' }), 'key_expired'],
    ['of another', () => ({ controller: 'did:web:thief.example' }), 'key_of_another'],
    ['of a type that is not read', () => ({ type: 'RsaVerificationKey2018' }), 'key_unsupported'],
    [
      'of a curve that is not read',
      ({ type }) =>
        type === 'Multikey'
          ? { publicKeyMultibase: 'zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme' }
          : { publicKeyJwk: { kty: 'EC', crv: 'secp256k1', x: 'x', y: 'y' } },
      'key_unsupported',
    ],
    [
      'malformed',
      ({ type }) =>
        type === 'Multikey' ? { publicKeyMultibase: 'z6MkBroken' } : { publicKeyJwk: {} },
      'key_missing',
    ],
  ])('refuses a key that is %s', async (_, change, refusal) => {
    const { world, document, query, serve } = setUp()
    serve({
      ...document,
      verificationMethod: (document.verificationMethod ?? []).map((method) => ({
        ...method,
        ...change(method),
      })),
    })
    expect(await findKey(query, world.ports, moment)).toEqual({ outcome: 'refused', refusal })
  })

  it.each([
    ['before', '2026-11-22T09:59:59Z'],
    ['at this moment', '2026-11-22T10:00:00Z'],
    ['at a time nobody can read', 'last week'],
  ])('sets a key apart that was revoked %s: what it signed may be older', async (_, revoked) => {
    const { world, issuer, document, query, serve } = setUp()
    serve({
      ...document,
      verificationMethod: (document.verificationMethod ?? []).map((method) => ({
        ...method,
        revoked,
      })),
    })
    const { did: controller, keyId: id, publicKey } = issuer
    expect(await findKey(query, world.ports, moment)).toEqual({
      outcome: 'revoked',
      key: { id, controller, publicKey, revoked },
      isEscrow: false,
    })
    const toShow = { ...query, relationship: 'authentication' as const }
    expect(await findKey(toShow, world.ports, moment)).toEqual({
      outcome: 'refused',
      refusal: 'key_revoked',
    })
  })

  it.each(['Multikey', 'JsonWebKey2020'])('knows the key of an escrow by its %s', async (type) => {
    const { world, issuer, document, query, serve } = setUp()
    const named = document.verificationMethod?.find((method) => method.type === type)
    const endpoint = { city: 'did:web:city.example', verificationMethod: named?.id }
    const id = `${issuer.did}#escrow`
    serve({ ...document, service: [{ id, type: 'WaymarkEscrow', serviceEndpoint: endpoint }] })
    expect(await findKey(query, world.ports, moment)).toMatchObject({
      outcome: 'found',
      isEscrow: true,
    })
  })

  it('takes a key that will be revoked or expire later', async () => {
    const { world, document, query, serve } = setUp()
    const dates = { revoked: '2026-11-22T10:00:01Z', expires: '2027-01-01T00:00:00Z' }
    serve({
      ...document,
      verificationMethod: (document.verificationMethod ?? []).map((method) => ({
        ...method,
        ...dates,
      })),
    })
    expect(await findKey(query, world.ports, moment)).toMatchObject({
      outcome: 'found',
      key: dates,
    })
  })

  it('refuses a key for another purpose', async () => {
    const { world, document, query, serve } = setUp()
    const { assertionMethod: _, ...authenticationOnly } = document
    serve(authenticationOnly)
    expect(await findKey(query, world.ports, moment)).toEqual({
      outcome: 'refused',
      refusal: 'key_not_for_purpose',
    })
  })

  it.each([
    ['a key that the document does not have', (did: string) => `${did}#z6Mkgone`, 'key_missing'],
    ["another's key", () => 'did:web:thief.example#key-1', 'key_of_another'],
    ['a longer DID that starts alike', (did: string) => `${did}:evil#key-1`, 'key_of_another'],
    ['no key but the DID', (did: string) => did, 'key_unsupported'],
    ["no key but another's DID", () => 'did:web:thief.example', 'key_of_another'],
    ["no key but another's did:key", () => createHolder().did, 'key_of_another'],
    ['a URL', () => 'https://city.example/keys/1', 'key_of_another'],
    ['nothing', () => '', 'key_unsupported'],
  ])('refuses a proof that names %s', async (_, keyIdOf, refusal) => {
    const { world, query } = setUp()
    const asked = { ...query, keyId: keyIdOf(query.controller) }
    expect(await findKey(asked, world.ports, moment)).toEqual({ outcome: 'refused', refusal })
  })

  it('finds the one key of a did:key by the DID alone', async () => {
    const { world, query } = setUp()
    const { did, keyId, publicKey } = createHolder()
    const asked = { ...query, controller: did, keyId: did }
    expect(await findKey(asked, world.ports, moment)).toEqual({
      outcome: 'found',
      key: { id: keyId, controller: did, publicKey },
      isEscrow: false,
    })
  })

  it('asks nobody about a key that cannot be the issuer’s', async () => {
    const { world, query } = setUp()
    await findKey({ ...query, keyId: 'did:web:thief.example#key-1' }, world.ports, moment)
    expect(world.asked.dids).toEqual([])
  })

  it.each([
    ['a DID', 'did:web:thief.example#key-1', 'key_of_another'],
    ['a URL', 'https://city.example/keys/1', 'unsupported'],
  ])(
    'where the issuer is a URL, answers by whether the key is of %s',
    async (_, keyId, refusal) => {
      const { world, query } = setUp()
      const asked = { ...query, controller: 'https://city.example/issuer', keyId }
      expect(await findKey(asked, world.ports, moment)).toEqual({ outcome: 'refused', refusal })
    },
  )

  it('looks afresh, once, for a key that a remembered document does not have', async () => {
    const { world, issuer, document, query } = setUp()
    const old: DidDocument = { ...document, verificationMethod: [], assertionMethod: [] }
    const asked: boolean[] = []
    const resolveDid: ResolveDid = async (_, { fresh = false } = {}) => {
      asked.push(fresh)
      return { outcome: 'resolved', document: fresh ? document : old }
    }
    const found = await findKey(query, { resolveDid }, moment)
    expect(found).toMatchObject({ outcome: 'found', key: { id: issuer.keyId } })
    expect(asked).toEqual([false, true])
    expect(world.asked.dids).toEqual([])
  })
})
