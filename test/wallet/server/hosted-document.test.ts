import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import { publicKeyToMultibase } from '../../../shared/did/public-key.ts'
import { parseHostedDocument } from '../../../wallet/server/people/hosted-document.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'

const did = parseDid('did:web:wallet.example:people:sam')
const keys = [ed25519TestKey('one'), p256TestKey('two')]
const honest = { ...buildDidDocument({ did, keys }) }
const [method, ...others] = honest.verificationMethod ?? []

describe('parseHostedDocument', () => {
  test('takes what the wallet builds', () => {
    expect(parseHostedDocument(honest, did)).toEqual(honest)
  })

  test('takes keys by the later name of their type', () => {
    const renamed = {
      ...honest,
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
      verificationMethod: honest.verificationMethod?.map((key) =>
        key.type === 'JsonWebKey2020' ? { ...key, type: 'JsonWebKey' } : key,
      ),
    }
    expect(parseHostedDocument(renamed, did)).toEqual(renamed)
  })

  test('takes a document whose one key was revoked beside another', () => {
    const [first, second] = keys
    if (first === undefined || second === undefined) throw new Error('there are two keys')
    const document = buildDidDocument({
      did,
      keys: [{ ...first, revoked: '2026-11-01T00:00:00Z' }, second],
    })
    expect(parseHostedDocument(document, did)).toEqual(document)
  })

  const refused: [string, unknown][] = [
    ['nothing', null],
    ['an array', []],
    ['another DID', { ...honest, id: 'did:web:wallet.example:people:eve' }],
    ['no key', { ...honest, verificationMethod: [], authentication: [] }],
    ['no key that signs in', { ...honest, authentication: [] }],
    [
      'a service',
      {
        ...honest,
        service: [{ id: `${did}#s`, type: 'X', serviceEndpoint: 'https://evil.example' }],
      },
    ],
    ['other names', { ...honest, alsoKnownAs: ['https://evil.example'] }],
    ['a controller', { ...honest, controller: 'did:web:evil.example' }],
    ['an unknown member', { ...honest, note: 'hello' }],
    ['an unknown context', { ...honest, '@context': ['https://evil.example/context'] }],
    ['a context of its own', { ...honest, '@context': [{ '@vocab': 'https://evil.example/' }] }],
    [
      'a key of another DID',
      { ...honest, verificationMethod: [{ ...method, id: 'did:web:evil.example#1' }, ...others] },
    ],
    [
      'a key that another controls',
      {
        ...honest,
        verificationMethod: [{ ...method, controller: 'did:web:evil.example' }, ...others],
      },
    ],
    ['a relative id', { ...honest, verificationMethod: [{ ...method, id: '#1' }, ...others] }],
    ['one key twice', { ...honest, verificationMethod: [method, method, ...others] }],
    ['a reference to nothing', { ...honest, authentication: [`${did}#nothing`] }],
    ['an embedded method', { ...honest, authentication: [method] }],
    [
      'a private key',
      {
        ...honest,
        verificationMethod: [
          {
            ...method,
            type: 'JsonWebKey',
            publicKeyMultibase: undefined,
            publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', d: 'AAAA' },
          },
          ...others,
        ],
      },
    ],
    [
      'a private key in multibase',
      { ...honest, verificationMethod: [{ ...method, secretKeyMultibase: 'z3u2' }, ...others] },
    ],
    [
      'a key of another kind',
      { ...honest, verificationMethod: [{ ...method, type: 'RsaVerificationKey2018' }, ...others] },
    ],
    [
      'a key that is none',
      {
        ...honest,
        verificationMethod: [{ ...method, publicKeyMultibase: 'z6Mkhello' }, ...others],
      },
    ],
    [
      'a thousand keys',
      {
        ...honest,
        verificationMethod: Array.from({ length: 1000 }, (_, i) => ({
          ...method,
          id: `${did}#${i}`,
        })),
      },
    ],
    [
      '100 kB',
      {
        ...honest,
        verificationMethod: [{ ...method, id: `${did}#${'x'.repeat(100_000)}` }, ...others],
      },
    ],
  ]

  test.for(refused)('refuses %s', ([, document]) => {
    expect(() => parseHostedDocument(document, did)).toThrow(
      expect.objectContaining({ code: 'did_document_malformed' }),
    )
  })

  test('refuses a document whose every key is revoked', () => {
    const document = buildDidDocument({
      did,
      keys: keys.map((key) => ({ ...key, revoked: '2026-11-01T00:00:00Z' })),
    })
    expect(() => parseHostedDocument(document, did)).toThrow(
      expect.objectContaining({ code: 'did_document_malformed' }),
    )
  })

  test('says nothing of what the document holds', () => {
    const secret = publicKeyToMultibase(ed25519TestKey('secret').publicKey)
    const document = { ...honest, [secret]: secret }
    expect(() => parseHostedDocument(document, did)).toThrow(/^(?!.*z6Mk).*$/)
  })
})
