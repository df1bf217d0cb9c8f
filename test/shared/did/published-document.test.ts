import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument, type DidDocument } from '../../../shared/did/did-document.ts'
import { stateOfPublished } from '../../../shared/did/published-document.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'

const did = parseDid('did:web:college.example')
const document = buildDidDocument({ did, keys: [ed25519TestKey('college')] })
const methods = document.verificationMethod ?? []
const resolved = (published: DidDocument) => ({ outcome: 'resolved', document: published }) as const

describe('stateOfPublished', () => {
  test.each([
    ['as it was given', document],
    ['in another order', { ...document, verificationMethod: methods.toReversed() }],
    [
      'with its keys under the later name of their type',
      {
        ...document,
        verificationMethod: methods.map((method) =>
          method.type === 'JsonWebKey2020' ? { ...method, type: 'JsonWebKey' } : method,
        ),
      },
    ],
  ])('knows the document %s', (_name, published) => {
    expect(stateOfPublished(document, resolved(published))).toBe('same')
  })

  test.each([
    ['another key', buildDidDocument({ did, keys: [p256TestKey('thief')] })],
    ['a key fewer', { ...document, verificationMethod: methods.slice(1) }],
    ['a key that may do less', { ...document, assertionMethod: [] }],
    [
      'a service',
      { ...document, service: [{ id: '#s', type: 'X', serviceEndpoint: 'https://x' }] },
    ],
    [
      'a key of another type',
      { ...document, verificationMethod: methods.map((method) => ({ ...method, type: 'Other' })) },
    ],
  ])('does not take %s for it', (_name, published) => {
    expect(stateOfPublished(document, resolved(published))).toBe('other')
  })

  test.each([
    ['missing', { outcome: 'refused', code: 'did_not_found', detail: '' }],
    ['other', { outcome: 'refused', code: 'did_document_malformed', detail: '' }],
    ['unreachable', { outcome: 'unavailable', code: 'did_unreachable', detail: '' }],
  ] as const)('says %s of %j', (state, resolution) => {
    expect(stateOfPublished(document, resolution)).toBe(state)
  })
})
