import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { parseDidDocument } from '../../../shared/did/did-document.ts'
import { didJwkDocument, didJwkFromPublicKey } from '../../../shared/did/did-jwk.ts'
import { publicKeyFromJwk } from '../../../shared/did/public-key.ts'

const malformed = expect.objectContaining({ code: 'did_malformed' })

// https://github.com/quartzjer/did-jwk/blob/main/spec.md, examples
const p256Did =
  'did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9'
const p256Jwk = {
  crv: 'P-256',
  kty: 'EC',
  x: 'acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0',
  y: '_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE',
}
const x25519Did =
  'did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJYMjU1MTkiLCJ1c2UiOiJlbmMiLCJ4IjoiM3A3YmZYdDl3YlRUVzJIQzdPUTFOei1EUThoYmVHZE5yZngtRkctSUswOCJ9'

const okp = { kty: 'OKP', crv: 'Ed25519', x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' }

describe('didJwkFromPublicKey', () => {
  test('gives the DID of the specification', () => {
    expect(didJwkFromPublicKey(publicKeyFromJwk(p256Jwk))).toBe(p256Did)
  })

  test('gives a DID whose document holds the same key', () => {
    const key = publicKeyFromJwk(okp)
    const [method] = didJwkDocument(didJwkFromPublicKey(key)).verificationMethod ?? []
    expect(publicKeyFromJwk(method?.publicKeyJwk)).toEqual(key)
  })
})

describe('didJwkDocument', () => {
  test('gives the document of the specification', () => {
    const id = `${p256Did}#0`
    const document = didJwkDocument(parseDid(p256Did))
    expect(document).toEqual({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
      id: p256Did,
      verificationMethod: [
        { id, type: 'JsonWebKey2020', controller: p256Did, publicKeyJwk: p256Jwk },
      ],
      assertionMethod: [id],
      authentication: [id],
      capabilityInvocation: [id],
      capabilityDelegation: [id],
      keyAgreement: [id],
    })
    expect(parseDidDocument(document, parseDid(p256Did))).toEqual(document)
  })

  test('keeps members beyond the key, and leaves key agreement out for a signing key', () => {
    const publicKeyJwk = { ...okp, use: 'sig', kid: 'mine' }
    const did = didOf(JSON.stringify(publicKeyJwk))
    const id = `${did}#0`
    expect(didJwkDocument(did)).toEqual({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
      id: did,
      verificationMethod: [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk }],
      assertionMethod: [id],
      authentication: [id],
      capabilityInvocation: [id],
      capabilityDelegation: [id],
    })
  })

  test('lists an encryption key for key agreement only', () => {
    const did = didOf(JSON.stringify({ ...p256Jwk, use: 'enc' }))
    const { '@context': _context, verificationMethod: _method, ...rest } = didJwkDocument(did)
    expect(rest).toEqual({ id: did, keyAgreement: [`${did}#0`] })
  })

  test('reads a JWK that another library wrote with white space', () => {
    const did = didOf(JSON.stringify(okp, undefined, 1))
    expect(didJwkDocument(did).verificationMethod?.[0]?.publicKeyJwk).toEqual(okp)
  })

  const twice = `{"kty":"OKP","crv":"Ed25519","x":"${'A'.repeat(43)}","x":"${okp.x}"}`
  test.each([
    ['another method', parseDid('did:web:city.example')],
    ['what is not base64url', parseDid('did:jwk:a.b')],
    ['left-over bits', parseDid(p256Did.replace(/9$/, '8'))],
    ['a part more', parseDid(`${p256Did}:a`)],
    ['no JSON', didOf('hello')],
    ['no object', didOf('[]')],
    ['no UTF-8', parseDid('did:jwk:__79')],
    ['a private key', didOf(JSON.stringify({ ...okp, d: okp.x }))],
    ['a member given twice', didOf(twice)],
    ['a member that becomes a prototype', didOf(`{"__proto__":{},${JSON.stringify(okp).slice(1)}`)],
    [
      'deep nesting',
      didOf(`{"a":${'['.repeat(50)}${']'.repeat(50)},${JSON.stringify(okp).slice(1)}`),
    ],
  ])('refuses %s', (_name, did) => {
    expect(() => didJwkDocument(did)).toThrow(malformed)
  })

  test.each([
    ['the X25519 example, which cannot sign', parseDid(x25519Did)],
    ['secp256k1', didOf('{"kty":"EC","crv":"secp256k1","x":"x","y":"y"}')],
    ['RSA', didOf('{"kty":"RSA","n":"x","e":"AQAB"}')],
  ])('does not read %s', (_name, did) => {
    expect(() => didJwkDocument(did)).toThrow(
      expect.objectContaining({ code: 'did_key_unsupported' }),
    )
  })

  test('fails with its own error on any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(() => didJwkDocument(didOf(json))).toThrow(malformed)
      }),
    )
  })
})

function didOf(json: string) {
  return parseDid(`did:jwk:${Buffer.from(json).toString('base64url')}`)
}
