import { describe, expect, it } from 'vitest'
import {
  assertCredential,
  credentialIssues,
  presentationIssues,
} from '../../../shared/credential/model-issues.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { processorTime } from '../../support/processor-time.ts'

/** The rules of VCDM 2.0 in the order of its W3C test suite (https://github.com/w3c/vc-data-model-2.0-test-suite). */

const v2 = 'https://www.w3.org/ns/credentials/v2'
const examples = 'https://www.w3.org/ns/credentials/examples/v2'

const credential = {
  '@context': [v2, examples],
  type: ['VerifiableCredential'],
  issuer: 'did:example:issuer',
  credentialSubject: { id: 'did:example:subject', alumniOf: 'The School of Examples' },
}

const presentation = {
  '@context': [v2],
  type: ['VerifiablePresentation'],
  verifiableCredential: [credential],
}

const language = { '@value': 'HTML', '@language': 'en' }
const sri = 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC'

const accepted: [name: string, change: JsonObject][] = [
  ['nothing beyond what is required', {}],
  ['contexts that are objects', { '@context': [v2, { name: 'https://x.example/name' }, examples] }],
  ['one context', { '@context': [v2] }],
  ['an id that is a DID', { id: 'did:example:1' }],
  ['an id that is a URN', { id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33' }],
  ['a type alone', { type: 'VerifiableCredential' }],
  ['a type that is a URL', { type: ['https://x.example/type', 'VerifiableCredential'] }],
  ['a name', { name: 'Alumni' }],
  ['a name in a language', { name: language }],
  ['a name with a direction', { name: { ...language, '@direction': 'ltr' } }],
  [
    'a name in several languages',
    { name: [language, { '@value': 'هتمل', '@language': 'ar', '@direction': 'rtl' }] },
  ],
  ['a description in a language without its name', { description: { '@value': 'x' } }],
  ['an issuer that is an object', { issuer: { id: 'https://x.example', name: 'X', url: 1 } }],
  [
    'an issuer with names in several languages',
    { issuer: { id: 'did:x:y', name: [language], description: language } },
  ],
  ['a subject without an id', { credentialSubject: { alumniOf: 'x' } }],
  ['several subjects', { credentialSubject: [{ id: 'did:x:y', a: 1 }, { a: 2 }] }],
  ['a beginning', { validFrom: '2026-09-01T09:00:00.123456Z' }],
  ['a beginning without an offset', { validFrom: '2026-09-01T09:00:00' }],
  ['a beginning with an offset', { validFrom: '2026-09-01T09:00:00-08:00' }],
  [
    'a beginning and an end at once',
    { validFrom: '2026-09-01T09:00:00Z', validUntil: '2026-09-01T10:00:00+01:00' },
  ],
  ['a status without an id', { credentialStatus: { type: 'X' } }],
  ['several statuses', { credentialStatus: [{ id: 'urn:x:1', type: 'X' }, { type: ['Y'] }] }],
  ['a schema', { credentialSchema: { id: 'https://x.example/schema', type: 'JsonSchema' } }],
  [
    'several schemas',
    {
      credentialSchema: [
        { id: 'https://x.example/1', type: 'X' },
        { id: 'urn:x:2', type: 'Y' },
      ],
    },
  ],
  ['a refresh service', { refreshService: { id: 'https://x.example/', type: 'X' } }],
  [
    'a refresh service without an id',
    { refreshService: [{ type: 'X', url: 'https://x.example' }] },
  ],
  ['terms of use', { termsOfUse: { type: 'IssuerPolicy' } }],
  ['several terms of use', { termsOfUse: [{ id: 'urn:x:1', type: 'X' }, { type: 'Y' }] }],
  ['evidence', { evidence: [{ id: 'https://x.example/1', type: ['Evidence'] }, { type: 'Y' }] }],
  ['a related resource', { relatedResource: { id: 'https://x.example/1', digestSRI: sri } }],
  [
    'several related resources',
    {
      relatedResource: [
        { id: 'https://x.example/1', digestSRI: sri, mediaType: 'image/png' },
        {
          id: 'https://x.example/2',
          digestMultibase: 'uEiBZlVztZpfWHgPyslv-bbMIsTsIQ2WEaEZ1dzE_hK8fTo',
        },
      ],
    },
  ],
  ['a proof', { proof: { type: 'DataIntegrityProof' } }],
  ['a member that the model does not speak of', { anything: null }],
]

const refused: [name: string, change: JsonObject, path: string][] = [
  ['no context', { '@context': undefined }, '@context'],
  ['no contexts in the list', { '@context': [] }, '@context'],
  ['another context first', { '@context': [examples, v2] }, '@context'],
  ['the context alone, not in a list', { '@context': v2 }, '@context'],
  [
    'a context of version 1.1 and no date of its own',
    { '@context': ['https://www.w3.org/2018/credentials/v1'] },
    'issuanceDate',
  ],
  ['a context that is a number', { '@context': [v2, 1] }, '@context[1]'],
  ['a context that is no URL', { '@context': [v2, 'not a url'] }, '@context[1]'],
  ['a context that is null', { '@context': [v2, null] }, '@context[1]'],
  ['several ids', { id: ['did:x:1', 'did:x:2'] }, 'id'],
  ['an id that is no URL', { id: 'not-url-id' }, 'id'],
  ['an id with a space', { id: 'https://x.example/a b' }, 'id'],
  ['an id that is a number', { id: 1 }, 'id'],
  ['an id that is null', { id: null }, 'id'],
  ['an id that names a blank node', { id: '_:b0' }, 'id'],
  ['no type', { type: undefined }, 'type'],
  ['no types in the list', { type: [] }, 'type'],
  ['another type only', { type: ['X'] }, 'type'],
  ['a type that is a number', { type: ['VerifiableCredential', 1] }, 'type[1]'],
  ['a name that is a number', { name: 1 }, 'name'],
  ['a name with more than its language', { name: { ...language, url: 'x' } }, 'name'],
  ['a name in no language', { name: { '@value': 'x', '@language': '' } }, 'name.@language'],
  [
    'a name in a language of the wrong form',
    { name: { '@value': 'x', '@language': 'en_GB' } },
    'name.@language',
  ],
  ['a name that goes up', { name: { '@value': 'x', '@direction': 'up' } }, 'name.@direction'],
  ['a name of a number', { name: { '@value': 1 } }, 'name.@value'],
  [
    'a description with more than its language',
    { description: [{ ...language, url: 'x' }] },
    'description[0]',
  ],
  ['no issuer', { issuer: undefined }, 'issuer'],
  ['an issuer that is null', { issuer: null }, 'issuer'],
  ['an issuer that is no URL', { issuer: 'not-a-url' }, 'issuer'],
  ['several issuers', { issuer: ['did:x:1', 'did:x:2'] }, 'issuer'],
  ['an issuer without an id', { issuer: { name: 'X' } }, 'issuer.id'],
  ['an issuer whose id is null', { issuer: { id: null } }, 'issuer.id'],
  ['an issuer whose id is no URL', { issuer: { id: 'x' } }, 'issuer.id'],
  [
    'an issuer whose name has more than its language',
    { issuer: { id: 'did:x:y', name: { ...language, url: 'x' } } },
    'issuer.name',
  ],
  ['no subject', { credentialSubject: undefined }, 'credentialSubject'],
  ['a subject that claims nothing', { credentialSubject: {} }, 'credentialSubject'],
  [
    'a subject among several that claims nothing',
    { credentialSubject: [{ a: 1 }, {}] },
    'credentialSubject[1]',
  ],
  ['no subjects in the list', { credentialSubject: [] }, 'credentialSubject'],
  ['a subject that is a URL', { credentialSubject: 'did:x:y' }, 'credentialSubject'],
  [
    'a subject with several ids',
    { credentialSubject: { id: ['did:x:1', 'did:x:2'] } },
    'credentialSubject.id',
  ],
  ['a beginning that is a date', { validFrom: '2026-09-01' }, 'validFrom'],
  [
    'an end before the beginning, in UTC for want of an offset',
    { validFrom: '2026-09-01T09:00:00', validUntil: '2026-09-01T08:59:59Z' },
    'validUntil',
  ],
  ['a beginning on a day that never was', { validFrom: '2026-02-30T09:00:00Z' }, 'validFrom'],
  ['an end that is a number', { validUntil: 1_788_253_200 }, 'validUntil'],
  ['an end in a list', { validUntil: ['2026-09-01T09:00:00Z'] }, 'validUntil'],
  [
    'an end before the beginning',
    { validFrom: '2026-09-01T09:00:00Z', validUntil: '2026-09-01T09:59:59+01:00' },
    'validUntil',
  ],
  ['a date of version 1.1', { issuanceDate: '2026-09-01T09:00:00Z' }, 'issuanceDate'],
  ['an end of version 1.1', { expirationDate: '2026-09-01T09:00:00Z' }, 'expirationDate'],
  ['a status without a type', { credentialStatus: { id: 'urn:x:1' } }, 'credentialStatus.type'],
  [
    'a status among several without a type',
    { credentialStatus: [{ type: 'X' }, { id: 'urn:x:1' }] },
    'credentialStatus[1].type',
  ],
  [
    'a status whose id is no URL',
    { credentialStatus: { id: 'x', type: 'X' } },
    'credentialStatus.id',
  ],
  [
    'a status with several ids',
    { credentialStatus: { id: ['urn:x:1'], type: 'X' } },
    'credentialStatus.id',
  ],
  ['a status that is a URL', { credentialStatus: 'https://x.example' }, 'credentialStatus'],
  ['a schema without a type', { credentialSchema: { id: 'urn:x:1' } }, 'credentialSchema.type'],
  ['a schema without an id', { credentialSchema: { type: 'X' } }, 'credentialSchema.id'],
  [
    'a schema whose id is no URL',
    { credentialSchema: [{ id: 'x', type: 'X' }] },
    'credentialSchema[0].id',
  ],
  [
    'a refresh service without a type',
    { refreshService: { id: 'urn:x:1' } },
    'refreshService.type',
  ],
  [
    'a refresh service whose id is no URL',
    { refreshService: { id: 'x', type: 'X' } },
    'refreshService.id',
  ],
  ['terms of use without a type', { termsOfUse: [{ id: 'urn:x:1' }] }, 'termsOfUse[0].type'],
  ['evidence without a type', { evidence: { id: 'urn:x:1' } }, 'evidence.type'],
  ['a related resource that is a URL', { relatedResource: 'https://x.example' }, 'relatedResource'],
  [
    'a related resource without an id',
    { relatedResource: { digestSRI: sri } },
    'relatedResource.id',
  ],
  [
    'a related resource without a digest',
    { relatedResource: { id: 'https://x.example' } },
    'relatedResource',
  ],
  [
    'a related resource with a digest that is none',
    { relatedResource: { id: 'https://x.example', digestSRI: 'md5-x' } },
    'relatedResource.digestSRI',
  ],
  [
    'a related resource named twice',
    {
      relatedResource: [
        { id: 'https://x.example', digestSRI: sri },
        { id: 'https://x.example', digestMultibase: 'uEi' },
      ],
    },
    'relatedResource',
  ],
  ['a proof without a type', { proof: { proofValue: 'z' } }, 'proof.type'],
]

const changed = (base: JsonObject, change: JsonObject) =>
  JSON.parse(JSON.stringify({ ...base, ...change }))

describe('credentialIssues', () => {
  it.each(accepted)('finds nothing wrong with %s', (_, change) => {
    expect(credentialIssues(changed(credential, change))).toEqual([])
  })

  it.each(refused)('finds wrong: %s', (_, change, path) => {
    const issues = credentialIssues(changed(credential, change))
    expect(issues.map((issue) => issue.path)).toEqual([path])
    expect(issues[0]?.rule).toBe(path.startsWith('@context') ? 'context' : 'model')
  })

  it('tells every rule that is broken', () => {
    const document = changed(credential, { id: 'x', issuer: {}, evidence: [{}, { type: 'X' }] })
    expect(credentialIssues(document)).toEqual([
      { rule: 'model', path: 'id', message: 'must be one absolute URL' },
      { rule: 'model', path: 'issuer.id', message: 'must be of type string' },
      { rule: 'model', path: 'evidence[0].type', message: 'must be of type string' },
    ])
  })

  it('bounds what it tells, and the work', () => {
    const evidence = Array.from({ length: 49_000 }, () => ({}))
    const milliseconds = processorTime(() =>
      expect(credentialIssues(changed(credential, { evidence }))).toHaveLength(20),
    )
    expect(milliseconds).toBeLessThan(5_000)
  })

  it('never repeats a value of the document', () => {
    const secret = 'jane@example.org'
    const document = changed(credential, {
      id: secret,
      issuer: secret,
      name: { [secret]: 1 },
      type: [secret],
    })
    expect(JSON.stringify(credentialIssues(document))).not.toContain('jane')
  })
})

describe('assertCredential', () => {
  it('throws the first issue with its path', () => {
    expect(() => assertCredential(changed(credential, { evidence: [{ type: 'X' }, {}] }))).toThrow(
      expect.objectContaining({
        code: 'credential_malformed',
        message: 'evidence[1].type must be of type string',
      }),
    )
  })
})

describe('presentationIssues', () => {
  it.each<[string, JsonObject]>([
    ['one with a credential', {}],
    ['one with an id', { id: 'urn:uuid:1' }],
    ['one with a holder', { holder: 'did:x:y' }],
    ['one with a holder that is an object', { holder: { id: 'did:x:y', name: 'X' } }],
    ['one with a single credential', { verifiableCredential: credential }],
    ['one with several credentials', { verifiableCredential: [credential, credential] }],
    ['one without credentials', { verifiableCredential: undefined }],
    [
      'one with an envelope',
      {
        verifiableCredential: [
          {
            '@context': v2,
            type: 'EnvelopedVerifiableCredential',
            id: 'data:application/vc+jwt,a.b.c',
          },
        ],
      },
    ],
    ['one with terms of use', { termsOfUse: { type: 'X' } }],
    ['one with more types', { type: ['X', 'VerifiablePresentation'] }],
    ['one whose context stands alone', { '@context': v2 }],
  ])('finds nothing wrong with %s', (_, change) => {
    expect(presentationIssues(changed(presentation, change))).toEqual([])
  })

  it.each<[string, JsonObject, string]>([
    ['no context', { '@context': undefined }, '@context'],
    ['another context first', { '@context': [examples, v2] }, '@context'],
    ['no type', { type: undefined }, 'type'],
    ['another type only', { type: 'VerifiableCredential' }, 'type'],
    ['an id that is no URL', { id: 'x' }, 'id'],
    ['a holder that is no URL', { holder: 'x' }, 'holder'],
    [
      'a credential that is a string',
      { verifiableCredential: ['a.b.c'] },
      'verifiableCredential[0]',
    ],
    [
      'a credential that is a URL',
      { verifiableCredential: 'https://x.example' },
      'verifiableCredential',
    ],
    ['a credential that is a number', { verifiableCredential: [1] }, 'verifiableCredential[0]'],
    ['a credential without a type', { verifiableCredential: [{}] }, 'verifiableCredential[0].type'],
    ['terms of use without a type', { termsOfUse: { id: 'urn:x:1' } }, 'termsOfUse.type'],
  ])('finds wrong: %s', (_, change, path) => {
    const issues = presentationIssues(changed(presentation, change))
    expect(issues.map((issue) => issue.path)).toEqual([path])
  })
})
