import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { parseDidDocument } from '../../../shared/did/did-document.ts'
import { didKeyDocument, didKeyFromPublicKey } from '../../../shared/did/did-key.ts'
import { publicKeyFromJwk } from '../../../shared/did/public-key.ts'

const malformed = expect.objectContaining({ code: 'did_malformed' })

// https://github.com/w3c-ccg/did-key-spec, test-vectors/ed25519-x25519.json and nist-curves.json
const vectors = [
  {
    did: 'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
    jwk: { kty: 'OKP', crv: 'Ed25519', x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' },
  },
  {
    did: 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv',
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
      y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
    },
  },
] as const

describe('didKeyFromPublicKey', () => {
  test.each(vectors)('gives $did', ({ did, jwk }) => {
    expect(didKeyFromPublicKey(publicKeyFromJwk(jwk))).toBe(did)
  })
})

describe('didKeyDocument', () => {
  test.each(vectors)('lists the key of $did for every use of a signing key', ({ did }) => {
    const multibase = did.slice('did:key:'.length)
    const id = `${did}#${multibase}`
    const document = didKeyDocument(parseDid(did))
    expect(document).toEqual({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [
        { id, type: 'Multikey', controller: did, publicKeyMultibase: multibase },
      ],
      authentication: [id],
      assertionMethod: [id],
      capabilityDelegation: [id],
      capabilityInvocation: [id],
    })
    expect(parseDidDocument(document, parseDid(did))).toEqual(document)
  })

  test.each([
    ['another method', 'did:web:city.example'],
    ['no multibase', 'did:key:abc'],
    ['a version in front', 'did:key:1.1:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp'],
  ])('refuses %s', (_name, did) => {
    expect(() => didKeyDocument(parseDid(did))).toThrow(malformed)
  })

  test.each([
    ['X25519', 'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc'],
    ['secp256k1', 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme'],
    ['P-384', 'did:key:z82LkvCwHNreneWpsgPEbV3gu1C6NFJEBg4srfJ5gdxEsMGRJUz2sG9FE42shbn2xkZJh54'],
  ])('does not read %s', (_name, did) => {
    expect(() => didKeyDocument(parseDid(did))).toThrow(
      expect.objectContaining({ code: 'did_key_unsupported' }),
    )
  })

  test('fails with its own error on any identifier', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.-]{1,60}$/), (text) => {
        expect(() => didKeyDocument(parseDid(`did:key:z6Mk${text}`))).toThrow(malformed)
      }),
    )
  })
})
