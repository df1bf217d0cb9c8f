import { CompactSign, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { keyIdsOf } from '../../shared/did/did-document.ts'
import { publicKeyFromMultibase, publicKeyToJwk } from '../../shared/did/public-key.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { ed25519TestKey, p256TestKey, type TestKey } from '../support/signing-keys.ts'
import {
  credential,
  type Endpoints,
  presentation,
  startEndpoints,
} from './conformance-endpoints.ts'

/**
 * Every MUST of Securing Verifiable Credentials using JOSE that the W3C's suite tests, by the number that it has there.
 * @see https://github.com/w3c/vc-jose-cose-test-suite/blob/main/tests/README.md
 */
let endpoints: Endpoints
beforeAll(async () => {
  endpoints = await startEndpoints()
})
afterAll(() => endpoints.conformance.close())

const keys: [alg: string, key: TestKey][] = [
  ['ES256', p256TestKey('jose suite')],
  ['EdDSA', ed25519TestKey('jose suite')],
  ['Ed25519', ed25519TestKey('jose suite')],
]
const issuers: [name: string, alg: string][] = [
  ['vc-jwt-es256', 'ES256'],
  ['vc-jwt-eddsa', 'EdDSA'],
]

type Header = {
  alg?: string
  typ?: string | undefined
  cty?: string | undefined
  kid?: string | undefined
}

/** Signed with the library `jose`, with any header and payload. */
async function token(payload: object, header: Header = {}, [alg, key] = keys[0] ?? fail()) {
  const { privateKey, publicKey, did } = key
  const members = {
    alg,
    typ: 'vc+jwt',
    cty: 'vc',
    kid: keyIdsOf(did, publicKey).multikey,
    ...header,
  }
  const defined = JSON.parse(JSON.stringify(members))
  const bytes = new TextEncoder().encode(JSON.stringify(payload))
  return new CompactSign(bytes).setProtectedHeader(defined).sign(privateKey)
}

function fail(): never {
  throw new Error('there is no key')
}

function envelope(jwt: string, kind: 'Credential' | 'Presentation' = 'Credential'): JsonObject {
  const mediaType = kind === 'Credential' ? 'vc+jwt' : 'vp+jwt'
  return {
    '@context': 'https://www.w3.org/ns/credentials/v2',
    id: `data:application/${mediaType},${jwt}`,
    type: `EnvelopedVerifiable${kind}`,
  }
}

function jwtOf(enveloped: JsonObject): string {
  return String(enveloped.id).split(',')[1] ?? ''
}

async function verdict(verifiableCredential: unknown) {
  const { status, body } = await endpoints.verify(verifiableCredential, {})
  return { isVerified: body.verified, isRefused: status === 400 || status === 422 }
}

const good = { isVerified: true, isRefused: false }
const bad = { isVerified: false, isRefused: true }
const own = (changes: JsonObject = {}, [, key] = keys[0] ?? fail()) =>
  credential({ issuer: key.did, ...changes })

describe.each(issuers)('VC-JOSE-COSE: the issuer %s', (name, alg) => {
  it('1, 34: makes a compact JWS in an envelope, which the library jose verifies', async () => {
    const enveloped = await endpoints.issued(name, credential())
    expect(enveloped).toEqual(envelope(jwtOf(enveloped)))
    const { kid = '' } = decodeProtectedHeader(jwtOf(enveloped))
    const jwk = publicKeyToJwk(publicKeyFromMultibase(kid.split('#')[1] ?? ''))
    // sound: a public JWK, whose members the library only types more loosely
    const key = await importJWK(jwk as JWK, alg)
    const { payload, protectedHeader } = await compactVerify(jwtOf(enveloped), key)
    const did = endpoints.didOf(name)
    expect(protectedHeader).toEqual({
      alg,
      typ: 'vc+jwt',
      cty: 'vc',
      kid: `${did}#${kid.split('#')[1]}`,
    })
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
      ...credential(),
      issuer: did,
      iss: did,
    })
  })

  it('2: verifies it, by itself and in its envelope', async () => {
    const enveloped = await endpoints.issued(name, credential({ name: 'A name' }))
    expect(await verdict(enveloped)).toEqual(good)
    expect(await verdict(jwtOf(enveloped))).toEqual(good)
  })

  it('4: puts neither vc nor vp into the payload', async () => {
    const jwt = jwtOf(await endpoints.issued(name, credential()))
    const payload = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
    expect(Object.keys(payload)).not.toEqual(expect.arrayContaining(['vc']))
    expect(Object.keys(payload)).not.toEqual(expect.arrayContaining(['vp']))
  })

  it('26, 31, 33: issues with members that it does not understand', async () => {
    const unknown = {
      '@context': ['https://www.w3.org/ns/credentials/v2', { x: 'https://x.example#' }],
    }
    const enveloped = await endpoints.issued(name, credential({ ...unknown, x: 'y', other: 1 }))
    expect(await verdict(enveloped)).toEqual(good)
  })
})

describe.each(keys)('VC-JOSE-COSE: a verifier of %s', (...signer) => {
  const [, { did, publicKey }] = signer
  const jwt = (changes: JsonObject = {}, header: Header = {}, claims: JsonObject = {}) =>
    token({ ...own(changes, signer), ...claims }, header, signer)

  it.each<[string, string, JsonObject, Header, JsonObject]>([
    ['2', 'a minimal credential', {}, {}, {}],
    ['23', 'one without typ and cty', {}, { typ: undefined, cty: undefined }, {}],
    ['23', 'a content type that should be another', {}, { cty: 'credential+ld+json' }, {}],
    ['24', 'iss as the issuer', {}, {}, { iss: did }],
    ['25', 'iss as the id of the issuer', { issuer: { id: did } }, {}, { iss: did }],
    ['26', 'claims that nobody understands', {}, {}, { unknown: { deep: [1] } }],
    [
      '33',
      'an extension that nobody understands',
      { evidence: { type: 'https://x.example#E' } },
      {},
      {},
    ],
  ])('%s: accepts %s', async (_, __, changes, header, claims) => {
    expect(await verdict(envelope(await jwt(changes, header, claims)))).toEqual(good)
  })

  it.each<[string, string, JsonObject, Header, JsonObject]>([
    ['23', 'another media type', {}, { typ: 'vp+jwt' }, {}],
    ['23', 'the content type of a presentation', {}, { cty: 'vp' }, {}],
    ['24', 'iss of another issuer', {}, {}, { iss: 'did:example:other' }],
    ['25', 'iss of another than the issuer’s id', { issuer: { id: did } }, {}, { iss: 'did:x:y' }],
    ['27', 'no kid', {}, { kid: undefined }, {}],
    ['27', 'a kid that is no absolute URL', {}, { kid: '#key-1' }, {}],
    [
      '27',
      'a kid of another',
      {},
      { kid: keyIdsOf(did, publicKey).multikey.replace('did:key:z', 'did:key:zz') },
      {},
    ],
    ['4', 'a vc claim', {}, {}, { vc: credential() }],
    ['4', 'a vp claim', {}, {}, { vp: presentation() }],
    ['30', 'an expired token', {}, {}, { exp: 1 }],
    ['30', 'a token for later', {}, {}, { nbf: 4102444800 }],
    ['32', 'what is no credential', { type: ['https://x.example#T'] }, {}, {}],
  ])('%s: refuses %s', async (_, __, changes, header, claims) => {
    expect(await verdict(envelope(await jwt(changes, header, claims)))).toEqual(bad)
  })

  it('3: refuses a token without integrity protection', async () => {
    const payload = encodeBase64url(new TextEncoder().encode(JSON.stringify(own({}, signer))))
    const head = encodeBase64url(new TextEncoder().encode('{"alg":"none","typ":"vc+jwt"}'))
    expect(await verdict(envelope(`${head}.${payload}.`))).toEqual(bad)
  })

  it('2: refuses a signature that does not fit', async () => {
    const [head, , tail] = (await jwt()).split('.')
    const payload = encodeBase64url(
      new TextEncoder().encode(JSON.stringify(own({ name: 'x' }, signer))),
    )
    expect(await verdict(envelope(`${head}.${payload}.${tail}`))).toEqual(bad)
  })

  it.each<[string, (made: JsonObject) => JsonObject]>([
    ['an empty context', (made) => ({ ...made, '@context': [] })],
    [
      'another context',
      (made) => ({ ...made, '@context': 'https://www.w3.org/ns/credentials/examples/v2' }),
    ],
    ['no data: URL', (made) => ({ ...made, id: jwtOf(made) })],
    ['no type', ({ type: _, ...made }) => made],
    ['another type', (made) => ({ ...made, type: ['VerifiableCredential'] })],
  ])('VCDM 4.13.1: refuses an envelope with %s', async (_, change) => {
    expect(await verdict(change(envelope(await jwt())))).toEqual(bad)
  })

  it('6, 7: verifies a presentation of enveloped credentials', async () => {
    const held = [envelope(await jwt()), await endpoints.issued('vc-jwt-es256', credential())]
    const vp = presentation({ holder: did, verifiableCredential: held })
    const made = await token(
      { ...vp, aud: 'd.example', nonce: 'c-1' },
      { typ: 'vp+jwt', cty: 'vp' },
      signer,
    )
    for (const options of [{}, { challenge: 'c-1', domain: 'd.example' }]) {
      const answer = await endpoints.verifyVp(envelope(made, 'Presentation'), options)
      expect(answer.body).toMatchObject({ verified: true })
    }
    const other = await endpoints.verifyVp(envelope(made, 'Presentation'), { challenge: 'c-2' })
    expect(other).toMatchObject({ status: 400, body: { verified: false } })
  })

  it.each<[string, string, () => unknown]>([
    ['8', 'an unsecured credential of another', () => credential({ issuer: 'did:example:other' })],
    ['7', 'a credential as a bare string', () => 'eyJ.e30.AA'],
    ['7', 'a credential of no form', () => ({ type: 'Nothing' })],
  ])('%s: refuses a presentation of %s', async (_, __, held) => {
    const vp = presentation({ holder: did, verifiableCredential: [held()] })
    const made = await token(vp, { typ: 'vp+jwt', cty: 'vp' }, signer)
    const { status, body } = await endpoints.verifyVp(envelope(made, 'Presentation'))
    expect({ isRefused: status >= 400 && status < 500, verified: body.verified }).toEqual({
      isRefused: true,
      verified: false,
    })
  })

  it('23: refuses a presentation of another media type', async () => {
    const vp = presentation({ holder: did })
    const made = await token(vp, { typ: 'vc+jwt', cty: 'vc' }, signer)
    expect((await endpoints.verifyVp(envelope(made, 'Presentation'))).status).toBe(400)
  })
})
