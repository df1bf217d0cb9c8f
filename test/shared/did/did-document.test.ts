import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import { parseDid } from '../../../shared/did/did.ts'
import {
  buildDidDocument,
  type DidDocument,
  findVerificationKey,
  keyIdsOf,
  parseDidDocument,
} from '../../../shared/did/did-document.ts'
import { didJwkDocument, didJwkFromPublicKey } from '../../../shared/did/did-jwk.ts'
import { didKeyDocument, didKeyFromPublicKey } from '../../../shared/did/did-key.ts'
import { publicKeyFromJwk, publicKeyFromMultibase } from '../../../shared/did/public-key.ts'
import { deepFreeze } from '../../../shared/json/deep-freeze.ts'

const did = parseDid('did:web:city.example')
const other = 'did:web:evil.example'
const malformed = expect.objectContaining({ code: 'did_document_malformed' })

const ed25519Multibase = 'z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp'
const ed25519Jwk = { crv: 'Ed25519', kty: 'OKP', x: 'O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik' }
const ed25519Key = publicKeyFromJwk(ed25519Jwk)
const ed25519Thumbprint = '9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw'

const p256Multibase = 'zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'
const p256Key = publicKeyFromMultibase(p256Multibase)
const p256Jwk = {
  crv: 'P-256',
  kty: 'EC',
  x: 'igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns',
  y: 'efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM',
}

const multikeyMethod = {
  id: `${did}#key-1`,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: ed25519Multibase,
}

describe('parseDidDocument', () => {
  test('reads a document and keeps what it does not know', () => {
    const document = {
      '@context': ['https://www.w3.org/ns/did/v1', { a: 'https://a.example' }],
      id: did,
      controller: [did],
      alsoKnownAs: ['https://city.example'],
      verificationMethod: [{ ...multikeyMethod, extra: { deep: [1] } }],
      authentication: [`${did}#key-1`, { ...multikeyMethod, id: '#key-2' }],
      service: [{ id: '#files', type: ['A', 'B'], serviceEndpoint: { uri: 'https://a.example' } }],
      extra: true,
    }
    expect(parseDidDocument(document, did)).toEqual(document)
  })

  test('reads a document of an id alone', () => {
    expect(parseDidDocument({ id: did }, did)).toEqual({ id: did })
  })

  const methods = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...multikeyMethod, id: `#key-${index}` }))

  test('reads a hundred methods', () => {
    const document = { id: did, verificationMethod: methods(100) }
    expect(parseDidDocument(document, did)).toEqual(document)
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', [{ id: did }]],
    ['a text', did],
    ['no id', {}],
    ['an id that is no DID', { id: 'https://city.example' }],
    ['the id of another DID', { id: other }],
    ['an id with a fragment', { id: `${did}#key-1` }],
    ['an id that differs by case', { id: 'did:web:City.example' }],
    ['a list of ids', { id: [did] }],
    ['ten thousand methods', { id: did, verificationMethod: methods(10_000) }],
    ['ten thousand embedded methods', { id: did, assertionMethod: methods(10_000) }],
    ['ten thousand references', { id: did, assertionMethod: new Array(10_000).fill('#key-1') }],
    [
      'a hundred and one methods in several places',
      {
        id: did,
        verificationMethod: methods(100),
        keyAgreement: [{ ...multikeyMethod, id: '#x' }],
      },
    ],
    [
      'ten thousand services',
      { id: did, service: new Array(10_000).fill({ id: '#a', type: 'A' }) },
    ],
    ['two methods with one id', { id: did, verificationMethod: [multikeyMethod, multikeyMethod] }],
    [
      'two methods with one id, once relative',
      { id: did, verificationMethod: [multikeyMethod, { ...multikeyMethod, id: '#key-1' }] },
    ],
    [
      'an embedded method with the id of a listed one',
      { id: did, verificationMethod: [multikeyMethod], assertionMethod: [multikeyMethod] },
    ],
    [
      'one embedded method in two places',
      { id: did, authentication: [multikeyMethod], assertionMethod: [multikeyMethod] },
    ],
    ['methods that are no list', { id: did, verificationMethod: multikeyMethod }],
    [
      'a method without id',
      { id: did, verificationMethod: [{ ...multikeyMethod, id: undefined }] },
    ],
    [
      'a method with several types',
      { id: did, verificationMethod: [{ ...multikeyMethod, type: [] }] },
    ],
    ['a method with several controllers', methodWith({ controller: [did, other] })],
    ['a key that is no text', methodWith({ publicKeyMultibase: 1 })],
    ['a JWK that is a list', methodWith({ publicKeyJwk: [ed25519Jwk] })],
    ['a revocation that is no date', methodWith({ revoked: 'yesterday' })],
    ['a revocation without offset', methodWith({ revoked: '2026-01-01T00:00:00' })],
    ['a revocation that is false', methodWith({ revoked: false })],
    ['an expiry that is a number', methodWith({ expires: 1_800_000_000 })],
    ['a relationship that is a text', { id: did, assertionMethod: '#key-1' }],
    ['a reference that is a number', { id: did, assertionMethod: [1] }],
    ['an id of 5000 characters', methodWith({ id: `#${'a'.repeat(5000)}` })],
  ])('refuses %s', (_name, value) => {
    expect(() => parseDidDocument(value, did)).toThrow(malformed)
  })
})

describe('buildDidDocument', () => {
  test('lists each key as Multikey and as JsonWebKey2020', () => {
    const ids = [
      `${did}#${ed25519Multibase}`,
      `${did}#${ed25519Thumbprint}`,
      `${did}#${p256Multibase}`,
      keyIdsOf(did, p256Key).jwk,
    ] as const
    const document = buildDidDocument({
      did,
      keys: [{ publicKey: ed25519Key }, { publicKey: p256Key }],
    })
    expect(document).toEqual({
      '@context': [
        'https://www.w3.org/ns/did/v1',
        'https://w3id.org/security/multikey/v1',
        'https://w3id.org/security/suites/jws-2020/v1',
      ],
      id: did,
      verificationMethod: [
        { id: ids[0], type: 'Multikey', controller: did, publicKeyMultibase: ed25519Multibase },
        { id: ids[1], type: 'JsonWebKey2020', controller: did, publicKeyJwk: ed25519Jwk },
        { id: ids[2], type: 'Multikey', controller: did, publicKeyMultibase: p256Multibase },
        { id: ids[3], type: 'JsonWebKey2020', controller: did, publicKeyJwk: p256Jwk },
      ],
      authentication: ids,
      assertionMethod: ids,
    })
    expect(parseDidDocument(document, did)).toEqual(document)
  })

  test('says when a key was revoked, what it is for, and what else belongs to the DID', () => {
    const revoked = '2026-03-01T00:00:00Z'
    const service = [
      { id: '#site', type: 'LinkedDomains', serviceEndpoint: 'https://city.example' },
    ]
    const document = buildDidDocument({
      did,
      keys: [{ publicKey: ed25519Key, revoked, relationships: ['assertionMethod'] }],
      service,
      alsoKnownAs: ['https://city.example'],
    })
    const ids = Object.values(keyIdsOf(did, ed25519Key))
    const { '@context': _context, ...rest } = document
    expect(rest).toEqual({
      id: did,
      alsoKnownAs: ['https://city.example'],
      verificationMethod: [
        {
          id: ids[0],
          type: 'Multikey',
          controller: did,
          revoked,
          publicKeyMultibase: ed25519Multibase,
        },
        { id: ids[1], type: 'JsonWebKey2020', controller: did, revoked, publicKeyJwk: ed25519Jwk },
      ],
      assertionMethod: ids,
      service,
    })
    expect(parseDidDocument(document, did)).toEqual(document)
  })

  test('makes a document without keys', () => {
    expect(buildDidDocument({ did, keys: [] })).toMatchObject({ id: did, verificationMethod: [] })
  })
})

describe('keyIdsOf', () => {
  test('names both forms in a did:web document', () => {
    expect(keyIdsOf(did, ed25519Key)).toEqual({
      multikey: `${did}#${ed25519Multibase}`,
      jwk: `${did}#${ed25519Thumbprint}`,
    })
  })

  test.each([
    ['did:key', didKeyDocument(didKeyFromPublicKey(p256Key))],
    ['did:jwk', didJwkDocument(didJwkFromPublicKey(p256Key))],
  ])('names the one method of a %s document', (_name, document) => {
    const id = document.verificationMethod?.[0]?.id
    expect(keyIdsOf(document.id, p256Key)).toEqual({ multikey: id, jwk: id })
  })
})

describe('findVerificationKey', () => {
  const id = `${did}#key-1`
  const query = { id, relationship: 'assertionMethod' } as const
  const found = { id, controller: did, publicKey: ed25519Key }

  test.each([
    ['Multikey', { type: 'Multikey', publicKeyMultibase: ed25519Multibase }],
    ['JsonWebKey', { type: 'JsonWebKey', publicKeyJwk: ed25519Jwk }],
    ['JsonWebKey2020', { type: 'JsonWebKey2020', publicKeyJwk: ed25519Jwk }],
    [
      'Ed25519VerificationKey2020',
      { type: 'Ed25519VerificationKey2020', publicKeyMultibase: ed25519Multibase },
    ],
    [
      'Ed25519VerificationKey2018 in base58',
      { type: 'Ed25519VerificationKey2018', publicKeyBase58: encodeBase58(ed25519Key.bytes) },
    ],
    [
      'Ed25519VerificationKey2018 in hexadecimal digits',
      { type: 'Ed25519VerificationKey2018', publicKeyHex: bytesToHex(ed25519Key.bytes) },
    ],
    [
      'Ed25519VerificationKey2018 as JWK',
      { type: 'Ed25519VerificationKey2018', publicKeyJwk: ed25519Jwk },
    ],
  ])('reads a key of type %s', (_type, key) => {
    const method = { id, controller: did, ...key }
    expect(findVerificationKey(documentOf({ verificationMethod: [method] }), query)).toEqual(found)
  })

  test.each([
    ['multibase', { publicKeyMultibase: p256Multibase }],
    ['a JWK', { publicKeyJwk: p256Jwk }],
    ['a compressed point', { publicKeyHex: bytesToHex(p256Key.bytes) }],
  ])('reads a key of type EcdsaSecp256r1VerificationKey2019 as %s', (_form, key) => {
    const method = { id, controller: did, type: 'EcdsaSecp256r1VerificationKey2019', ...key }
    expect(findVerificationKey(documentOf({ verificationMethod: [method] }), query)).toEqual({
      ...found,
      publicKey: p256Key,
    })
  })

  test.each([
    [
      'relative ids',
      { verificationMethod: [{ ...multikeyMethod, id: '#key-1' }], assertionMethod: ['#key-1'] },
    ],
    ['a relative reference', { verificationMethod: [multikeyMethod], assertionMethod: ['#key-1'] }],
    ['an embedded method', { verificationMethod: [], assertionMethod: [multikeyMethod] }],
    [
      'an embedded method with a relative id',
      { assertionMethod: [{ ...multikeyMethod, id: '#key-1' }] },
    ],
  ])('finds %s', (_name, members) => {
    expect(findVerificationKey(documentOf(members), query)).toEqual(found)
  })

  test('tells when the key was revoked and when it expires', () => {
    const dates = { revoked: '2026-03-01T00:00:00Z', expires: '2027-01-01T00:00:00+01:00' }
    const document = documentOf({ verificationMethod: [{ ...multikeyMethod, ...dates }] })
    expect(findVerificationKey(document, query)).toEqual({ ...found, ...dates })
  })

  test('keeps what it found of a document that nobody can change, and of no other', () => {
    const changing = documentOf({ verificationMethod: [{ ...multikeyMethod }] })
    const kept = deepFreeze(documentOf({ verificationMethod: [multikeyMethod] }))
    expect(findVerificationKey(changing, query)).toEqual(found)
    Object.assign(changing.verificationMethod?.[0] ?? {}, { publicKeyMultibase: p256Multibase })
    expect(findVerificationKey(changing, query)?.publicKey).toEqual(p256Key)
    expect(findVerificationKey(kept, query)).toEqual(found)
    expect(findVerificationKey(kept, query)).toBe(findVerificationKey(kept, query))
    expect(findVerificationKey(kept, { ...query, relationship: 'keyAgreement' })).toBeUndefined()
  })

  test('finds both forms of every key in a document that was built', () => {
    const document = buildDidDocument({ did, keys: [{ publicKey: p256Key }] })
    const keys = Object.values(keyIdsOf(did, p256Key)).map((keyId) =>
      findVerificationKey(document, { id: keyId, relationship: 'authentication' }),
    )
    expect(keys.map((key) => key?.publicKey)).toEqual([p256Key, p256Key])
  })

  test.each([
    ['a key that is not listed', documentOf({ verificationMethod: [] })],
    ['a key listed for nothing', documentOf({ assertionMethod: [] })],
    ['a key listed for another use', documentOf({ assertionMethod: [], authentication: [id] })],
    [
      'a key embedded for another use',
      documentOf({
        verificationMethod: [],
        assertionMethod: [id],
        authentication: [multikeyMethod],
      }),
    ],
    ['a key of another controller', documentWith({ controller: other })],
    ['a key without controller', documentWith({ controller: '' })],
    ['an unknown type', documentWith({ type: 'EcdsaSecp256k1VerificationKey2019' })],
    [
      'a P-256 key under the Ed25519 type',
      documentWith({ type: 'Ed25519VerificationKey2020', publicKeyMultibase: p256Multibase }),
    ],
    [
      'a Multikey that holds a JWK',
      documentOf({
        verificationMethod: [{ id, controller: did, type: 'Multikey', publicKeyJwk: ed25519Jwk }],
      }),
    ],
    ['a JsonWebKey that holds a Multikey', documentWith({ type: 'JsonWebKey' })],
    ['a key in two forms', documentWith({ publicKeyJwk: p256Jwk })],
    ['a key in an older form too', documentWith({ publicKeyBase58: '1' })],
    ...(
      [
        ['an older key of 31 bytes', { publicKeyHex: '00'.repeat(31) }],
        ['an older key that is no text', { publicKeyBase58: 7 }],
        ['an older key in no base58', { publicKeyBase58: '0OIl' }],
        ['an older key of small order', { publicKeyHex: `01${'00'.repeat(31)}` }],
        ['a P-256 key under the older Ed25519 type', { publicKeyJwk: p256Jwk }],
        ['an older type in the newest form', { publicKeyMultibase: ed25519Multibase }],
      ] as const
    ).map(([name, key]): [string, DidDocument] => [
      name,
      documentOf({
        verificationMethod: [{ id, controller: did, type: 'Ed25519VerificationKey2018', ...key }],
      }),
    ]),
    ['a malformed key', documentWith({ publicKeyMultibase: 'z6MkBroken' })],
    ['a key whose secret is published', documentWith({ secretKeyMultibase: 'z3u2' })],
    ...[
      'secretKeyJwk',
      'privateKeyMultibase',
      'privateKeyJwk',
      'privateKeyBase58',
      'privateKeyHex',
    ].map((member): [string, DidDocument] => [
      `a key whose secret is published as ${member}`,
      documentWith({ [member]: 'z3u2' }),
    ]),
    [
      'a JWK whose secret is published',
      documentOf({
        verificationMethod: [
          {
            id,
            controller: did,
            type: 'JsonWebKey',
            publicKeyJwk: { ...ed25519Jwk, d: ed25519Jwk.x },
          },
        ],
      }),
    ],
  ])('finds nothing for %s', (_name, document) => {
    expect(findVerificationKey(document, query)).toBeUndefined()
  })

  test.each([
    ['another DID', `${other}#key-1`],
    ['a DID that begins with this one', `${did}:people#key-1`],
    ['a relative id', '#key-1'],
    ['the DID itself', did],
    ['no fragment', `${did}#`],
  ])('finds nothing under the id of %s', (_name, wanted) => {
    const foreign = { ...multikeyMethod, id: wanted }
    const document = documentOf({
      verificationMethod: [foreign],
      assertionMethod: [`${other}#key-1`],
    })
    expect(findVerificationKey(document, { ...query, id: wanted })).toBeUndefined()
  })
})

function documentOf(members: Partial<DidDocument>): DidDocument {
  return {
    id: did,
    verificationMethod: [multikeyMethod],
    assertionMethod: [`${did}#key-1`],
    ...members,
  }
}

function documentWith(members: object): DidDocument {
  return documentOf({ verificationMethod: [{ ...multikeyMethod, ...members }] })
}

function methodWith(members: object): object {
  return { id: did, verificationMethod: [{ ...multikeyMethod, ...members }] }
}
