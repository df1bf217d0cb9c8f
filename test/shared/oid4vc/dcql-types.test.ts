import { describe, expect, test } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { expandCredentialTypes } from '../../../shared/oid4vc/dcql-types.ts'

const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
]

describe('expandCredentialTypes', () => {
  test.each([
    ['VerifiableCredential'],
    ['OpenBadgeCredential'],
    ['AchievementCredential'],
    ['EndorsementCredential'],
  ])('makes of %s what JSON-LD makes of it', async (type) => {
    const quads = await createCanonicalize()({ '@context': contexts, id: 'urn:badge', type })
    const [, iri] = /22-rdf-syntax-ns#type> <([^>]+)>/.exec(quads) ?? []
    expect(expandCredentialTypes(type)).toEqual([iri])
  })

  test.each<[string, unknown, string[]]>([
    ['a type that no context defines', ['IdentityCredential'], ['IdentityCredential']],
    [
      'an IRI',
      ['https://example.org/examples#AlumniCredential'],
      ['https://example.org/examples#AlumniCredential'],
    ],
    ['a type that is no text', [{}, 1, null], []],
    ['nothing', undefined, []],
    ['a prototype', ['__proto__', 'constructor'], ['__proto__', 'constructor']],
  ])('leaves %s as JSON-LD would', (_name, type, expected) => {
    expect(expandCredentialTypes(type)).toEqual(expected)
  })
})
