import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../shared/json/json.ts'
import {
  authentication,
  credential,
  type Endpoints,
  presentation,
  prove,
  startEndpoints,
  suiteKey,
} from './conformance-endpoints.ts'

/**
 * Every MUST of Verifiable Credentials Data Model 2.0 that the W3C's suite tests, by its section.
 * @see https://github.com/w3c/vc-data-model-2.0-test-suite
 */
let endpoints: Endpoints
beforeAll(async () => {
  endpoints = await startEndpoints()
})
afterAll(() => endpoints.conformance.close())

const v2 = 'https://www.w3.org/ns/credentials/v2'
const examples = 'https://www.w3.org/ns/credentials/examples/v2'
const english = { '@value': 'English name', '@language': 'en' }
const welsh = { '@value': 'Enw Cymraeg', '@language': 'cy', '@direction': 'ltr' }
const typed = { id: 'urn:example:1', type: 'https://example.org/#Type' }

const accepted: [section: string, what: string, changes: JsonObject][] = [
  ['4.3', 'several context URLs', { '@context': [v2, examples] }],
  ['4.3', 'an object in @context', { '@context': [v2, { Own: 'https://example.org/#Own' }] }],
  ['4.4', 'a DID as the id of the subject', { credentialSubject: { id: 'did:example:1' } }],
  ['4.4', 'one URL as id', { id: 'urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5' }],
  ['4.5', 'a type that is a URL', { type: ['VerifiableCredential', 'https://example.org/#T'] }],
  [
    '4.5',
    'a type that its own context defines',
    {
      '@context': [v2, { Own: 'https://example.org/#Own' }],
      type: ['VerifiableCredential', 'Own'],
    },
  ],
  [
    '4.5',
    'its types in another order',
    { type: ['https://example.org/#T', 'VerifiableCredential'] },
  ],
  ['4.6', 'a name', { name: 'A name' }],
  ['4.6', 'a name in one language', { name: english }],
  ['4.6', 'a name in several languages', { name: [english, welsh] }],
  ['4.6', 'a description with a direction', { description: welsh }],
  ['4.6', 'descriptions in several languages', { description: [english, welsh] }],
  ['4.7', 'an issuer that is an object', { issuer: { id: 'did:example:issuer' } }],
  ['4.7', 'an issuer that is a URL', { issuer: 'https://issuer.example/1' }],
  ['4.6', 'an issuer with a name', { issuer: { id: 'did:example:1', name: [english, welsh] } }],
  ['4.6', 'an issuer with a description', { issuer: { id: 'did:example:1', description: welsh } }],
  [
    '4.8',
    'several subjects',
    { credentialSubject: [{ id: 'did:example:1' }, { id: 'did:example:2' }] },
  ],
  ['4.9', 'validFrom with milliseconds', { validFrom: '2023-02-27T05:03:28.123Z' }],
  ['4.9', 'validFrom with an offset', { validFrom: '2023-02-27T05:03:28-08:00' }],
  ['4.9', 'validFrom far ahead', { validFrom: '9999-12-31T23:59:59Z' }],
  ['4.9', 'validFrom at 24:00 of a leap day', { validFrom: '2024-02-29T24:00:00Z' }],
  [
    '4.9',
    'validUntil at the moment of validFrom',
    { validFrom: '2023-02-27T05:03:28Z', validUntil: '2023-02-27T05:03:28Z' },
  ],
  [
    '4.9',
    'validUntil later in another offset',
    { validFrom: '2023-02-27T05:03:28Z', validUntil: '2023-02-27T05:03:28-01:00' },
  ],
  ['4.10', 'a status with a type', { credentialStatus: typed }],
  ['4.10', 'a status without an id', { credentialStatus: { type: typed.type } }],
  ['4.10', 'several statuses', { credentialStatus: [typed, { ...typed, id: 'urn:example:2' }] }],
  ['4.11', 'a schema', { credentialSchema: typed }],
  ['4.11', 'several schemas', { credentialSchema: [typed, { ...typed, id: 'urn:example:2' }] }],
  [
    '5.3',
    'a related resource with digestSRI',
    {
      relatedResource: {
        id: v2,
        digestSRI: 'sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU',
      },
    },
  ],
  [
    '5.3',
    'a related resource with digestMultibase',
    {
      relatedResource: [
        { id: v2, digestMultibase: 'uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA' },
      ],
    },
  ],
  [
    '5.3',
    'a related resource with a media type',
    {
      relatedResource: [
        {
          id: v2,
          mediaType: 'application/ld+json',
          digestMultibase: 'uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ',
        },
      ],
    },
  ],
  [
    '5.3',
    'a related resource that nobody has here',
    {
      relatedResource: {
        id: 'https://example.org/x',
        digestSRI: 'sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=',
      },
    },
  ],
  ['5.4', 'a refresh service', { refreshService: typed }],
  [
    '5.4',
    'several refresh services',
    { refreshService: [typed, { ...typed, id: 'urn:example:2' }] },
  ],
  ['5.5', 'terms of use', { termsOfUse: { type: typed.type } }],
  [
    '5.5',
    'several terms of use with ids',
    { termsOfUse: [typed, { ...typed, id: 'urn:example:2' }] },
  ],
  ['5.6', 'evidence', { evidence: typed }],
  ['5.6', 'several pieces of evidence', { evidence: [typed, { ...typed, id: 'urn:example:2' }] }],
]

const refused: [section: string, what: string, changes: JsonObject][] = [
  ['4.3', 'no @context', { '@context': undefined }],
  ['4.3', 'an empty @context', { '@context': [] }],
  ['4.3', 'another first context', { '@context': [examples, v2] }],
  ['4.3', 'a context that is not a URL', { '@context': [v2, 'https ://not-a-url/contexts/v1'] }],
  ['4.3', 'a context that is a number', { '@context': [v2, 123192875] }],
  ['4.3', 'a context that nobody here has', { '@context': [v2, 'https://example.com/context'] }],
  ['4.4', 'an id that is null', { id: null }],
  ['4.4', 'several ids', { id: ['did:example:1', 'did:example:2'] }],
  ['4.4', 'an id that is not a URL', { id: 'not a url' }],
  [
    '4.4',
    'a subject with several ids',
    { credentialSubject: { id: ['did:example:1', 'did:example:2'] } },
  ],
  ['4.5', 'no type', { type: undefined }],
  ['4.5', 'without the type VerifiableCredential', { type: ['https://example.org/#T'] }],
  [
    '4.5',
    'a type that no context defines',
    { '@context': [v2, { '@vocab': null }], type: ['VerifiableCredential', 'Own'] },
  ],
  [
    '4.5',
    'a type that is mapped to no URL',
    { '@context': [v2, { Own: 'https ://not-a-url#Own' }], type: ['VerifiableCredential', 'Own'] },
  ],
  ['4.6', 'a name with another member', { name: { ...english, url: 'did:example:1' } }],
  ['4.6', 'a name that is a number', { name: 1 }],
  [
    '4.6',
    'a name with a direction that there is not',
    { name: { ...english, '@direction': 'up' } },
  ],
  [
    '4.6',
    'a description with another member',
    { description: { ...english, url: 'did:example:1' } },
  ],
  [
    '4.6',
    'an issuer’s name with another member',
    { issuer: { id: 'did:example:1', name: { ...english, url: 'x:1' } } },
  ],
  [
    '4.6',
    'an issuer’s description with another member',
    { issuer: { id: 'did:example:1', description: { ...english, url: 'x:1' } } },
  ],
  ['4.7', 'an issuer that is no URL', { issuer: 'not a url' }],
  ['4.7', 'an issuer that is null', { issuer: null }],
  ['4.7', 'an issuer whose id is null', { issuer: { id: null } }],
  ['4.7', 'an issuer whose id is no URL', { issuer: { id: 'not a url' } }],
  ['4.7', 'an issuer without id', { issuer: { name: 'x' } }],
  ['4.8', 'no subject', { credentialSubject: undefined }],
  ['4.8', 'a subject without claims', { credentialSubject: {} }],
  [
    '4.8',
    'one of several subjects without claims',
    { credentialSubject: [{ id: 'did:example:1' }, {}] },
  ],
  ['4.9', 'validFrom that is no date', { validFrom: 'yesterday' }],
  ['4.9', 'validFrom on a day that there is not', { validFrom: '2023-02-29T05:03:28Z' }],
  ['4.9', 'validUntil without a time', { validUntil: '2023-02-27' }],
  [
    '4.9',
    'validUntil before validFrom',
    { validFrom: '2023-02-27T05:03:28Z', validUntil: '2023-02-27T05:03:28+01:00' },
  ],
  ['4.10', 'a status without a type', { credentialStatus: { id: 'urn:example:1' } }],
  [
    '4.10',
    'a status with several ids',
    { credentialStatus: { ...typed, id: ['urn:example:1', 'urn:example:2'] } },
  ],
  ['4.10', 'a status whose id is no URL', { credentialStatus: { ...typed, id: 'not a url' } }],
  [
    '4.10',
    'a status whose type means nothing',
    { credentialStatus: { ...typed, type: 'NotAType' } },
  ],
  ['4.11', 'a schema without a type', { credentialSchema: { id: 'urn:example:1' } }],
  ['4.11', 'a schema without an id', { credentialSchema: { type: typed.type } }],
  ['4.11', 'a schema whose id is no URL', { credentialSchema: { ...typed, id: 1 } }],
  [
    '5.2.1',
    'a context that defines a type of the base context anew',
    { '@context': [v2, { VerifiableCredential: 'https://example.org/#Bad' }] },
  ],
  [
    '5.2.1',
    'a context that defines a member of the base context anew',
    { '@context': [v2, { credentialSubject: 'https://example.org/#Bad' }] },
  ],
  [
    '5.2.1',
    'a context that defines a protected term anew',
    {
      '@context': [
        v2,
        { '@protected': true, Own: 'https://example.org/#Own' },
        { Own: 'https://example.org/#Bad' },
      ],
      type: ['VerifiableCredential', 'Own'],
    },
  ],
  ['5.3', 'related resources that are strings', { relatedResource: ['https://example.org/x'] }],
  [
    '5.3',
    'a related resource without an id',
    { relatedResource: { digestSRI: 'sha256-WZVc7WaX1h4D8rJVb+vlMIqxaEKEb1tYbX8fet7JJzQ=' } },
  ],
  [
    '5.3',
    'the same related resource twice',
    {
      relatedResource: [1, 2].map(() => ({
        id: v2,
        digestMultibase: 'uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ',
      })),
    },
  ],
  ['5.3', 'a related resource without a digest', { relatedResource: { id: v2 } }],
  [
    '5.3',
    'a related resource whose digestSRI is of other bytes',
    {
      relatedResource: {
        id: v2,
        digestSRI: 'sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qe0',
      },
    },
  ],
  [
    '5.3',
    'a related resource whose digestMultibase is of other bytes',
    {
      relatedResource: { id: v2, digestMultibase: 'uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzA' },
    },
  ],
  ['5.4', 'a refresh service without a type', { refreshService: { id: 'urn:example:1' } }],
  ['5.5', 'terms of use without a type', { termsOfUse: { id: 'urn:example:1' } }],
  ['5.6', 'evidence without a type', { evidence: { id: 'urn:example:1' } }],
  ['5.10', 'a confidence method without a type', { confidenceMethod: { id: 'urn:example:1' } }],
  ['5.10', 'a render method without a type', { renderMethod: { id: 'urn:example:1' } }],
  ['4.9', 'a date of version 1.1', { issuanceDate: '2023-02-27T05:03:28Z' }],
]

describe('VCDM 2.0: an issuer', () => {
  it.each(accepted)('%s: issues a credential with %s, which verifies', async (_, __, changes) => {
    const { status, body } = await endpoints.issue('eddsa-rdfc-2022', credential(changes))
    expect(body).toMatchObject({ proof: { type: 'DataIntegrityProof' } })
    expect(status).toBe(201)
    const isLater = String(changes.validFrom).startsWith('9999')
    const isOver = changes.validUntil !== undefined
    const verified = await endpoints.verify(body)
    expect(verified).toMatchObject(
      isLater || isOver ? { status: 400 } : { status: 200, body: { verified: true } },
    )
  })

  // which a verifier must read as UTC (5.8), and nobody should write
  const toNobody: typeof refused = [
    ['4.9', 'validFrom without an offset', { validFrom: '2023-02-27T05:03:28' }],
    ['4.9', 'validUntil without an offset', { validUntil: '2027-02-27T05:03:28' }],
  ]

  it.each([...refused, ...toNobody])('%s: refuses a credential with %s', async (_, __, changes) => {
    for (const name of ['eddsa-rdfc-2022', 'vc-jwt-es256']) {
      const { status, body } = await endpoints.issue(name, credential(changes))
      expect({ name, status }).toEqual({ name, status: 400 })
      expect(body.type).toBe('https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR')
    }
  })

  it('1.3: secures what it issues, and signs with its own name', async () => {
    const vc = await endpoints.issued('eddsa-rdfc-2022', credential())
    const did = endpoints.didOf('eddsa-rdfc-2022')
    expect(vc).toMatchObject({ issuer: did, proof: { proofPurpose: 'assertionMethod' } })
  })

  it.each([[undefined], [[]], ['text'], [null]])('refuses a request of %j', async (given) => {
    expect((await endpoints.issue('eddsa-rdfc-2022', given)).status).toBe(400)
  })
})

describe('VCDM 2.0: a verifier of credentials', () => {
  it('4.12: refuses one without a proof', async () => {
    expect(await endpoints.verify(credential())).toMatchObject({
      status: 400,
      body: {
        verified: false,
        type: 'https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR',
      },
    })
  })

  it.each(refused)('%s: refuses a signed credential with %s', async (_, what, changes) => {
    const signed = await prove(
      credential({ issuer: suiteKey.did, ...changes }),
      {},
      'eddsa-jcs-2022',
    )
    const { status, body } = await endpoints.verify(signed)
    // which says nothing against the credential
    const expected = what === 'a context that nobody here has' ? 422 : 400
    expect({ status, verified: body.verified }).toEqual({ status: expected, verified: false })
  })

  it.each<[string, JsonObject, string]>([
    ['over', { validUntil: '2026-08-31T10:00:00Z' }, 'RANGE_ERROR'],
    ['over, in UTC for want of an offset', { validUntil: '2026-09-01T09:58:59' }, 'RANGE_ERROR'],
    ['not yet begun, in UTC', { validFrom: '2026-09-01T10:01:01' }, 'RANGE_ERROR'],
    ['not yet begun', { validFrom: '2026-09-02T10:00:00Z' }, 'RANGE_ERROR'],
  ])('4.9: refuses one whose time is %s', async (_, changes, error) => {
    const signed = await prove(credential({ issuer: suiteKey.did, ...changes }))
    const { status, body } = await endpoints.verify(signed)
    expect({ status, type: body.type }).toEqual({
      status: 400,
      type: `https://www.w3.org/TR/vc-data-model#${error}`,
    })
  })

  it('7: tells a broken signature with the problem type of the specification', async () => {
    const vc = await endpoints.issued('eddsa-rdfc-2022', credential())
    const { status, body } = await endpoints.verify({ ...vc, name: 'changed' })
    expect(status).toBe(400)
    expect(body).toMatchObject({
      verified: false,
      type: 'https://www.w3.org/TR/vc-data-model#CRYPTOGRAPHIC_SECURITY_ERROR',
      problemDetails: [{ code: 'signature_invalid' }],
    })
  })

  it('refuses a key that is not the issuer’s', async () => {
    const signed = await prove(credential({ issuer: 'did:example:another' }))
    expect((await endpoints.verify(signed)).status).not.toBe(200)
  })
})

describe('VCDM 2.0: a verifier of presentations', () => {
  const holder = suiteKey.did
  const shown = async (changes: JsonObject = {}) =>
    prove(presentation({ verifiableCredential: [], ...changes }), authentication)
  const own = (changes: JsonObject = {}) => credential({ issuer: holder, ...changes })

  it.each<[string, string, JsonObject]>([
    ['4.13', 'without credentials', {}],
    ['4.13', 'with an id', { id: 'urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5' }],
    ['4.13', 'of a holder', { holder }],
    ['4.13', 'of a holder that is an object', { holder: { id: holder } }],
    ['4.3', 'with several context URLs', { '@context': [v2, examples] }],
    [
      '4.5',
      'with a type that its own context defines',
      {
        '@context': [v2, { Own: 'https://example.org/#Own' }],
        type: ['VerifiablePresentation', 'Own'],
      },
    ],
  ])('%s: accepts a presentation %s', async (_, __, changes) => {
    expect(await endpoints.verifyVp(await shown(changes))).toMatchObject({
      status: 200,
      body: { verified: true },
    })
  })

  it.each<[string, string, (vp: JsonObject) => JsonObject]>([
    ['4.3', 'without @context', ({ '@context': _, ...vp }) => vp],
    ['4.3', 'with its contexts in another order', (vp) => ({ ...vp, '@context': [examples, v2] })],
    ['4.3', 'without the base context', (vp) => ({ ...vp, '@context': [examples] })],
    ['4.3', 'with a context that is no URL', (vp) => ({ ...vp, '@context': [v2, 'https ://x'] })],
    ['4.3', 'with a context that is a number', (vp) => ({ ...vp, '@context': [v2, 1] })],
    [
      '4.3',
      'with a context nobody has',
      (vp) => ({ ...vp, '@context': [v2, 'https://example.com'] }),
    ],
    ['4.5', 'without a type', ({ type: _, ...vp }) => vp],
    ['4.5', 'of another type', (vp) => ({ ...vp, type: ['VerifiableCredential'] })],
    ['4.13', 'whose credentials are strings', (vp) => ({ ...vp, verifiableCredential: ['x'] })],
    [
      '4.13',
      'whose credentials are URLs',
      (vp) => ({ ...vp, verifiableCredential: 'https://x.example' }),
    ],
    ['4.13', 'of a holder without id', (vp) => ({ ...vp, holder: { name: 'x' } })],
    ['4.4', 'with several ids', (vp) => ({ ...vp, id: ['urn:x:1', 'urn:x:2'] })],
  ])('%s: refuses a presentation %s, signed as it is', async (_, __, change) => {
    const vp = change(presentation({ verifiableCredential: [] }))
    const signed = await prove(vp, authentication, 'eddsa-jcs-2022')
    const { status, body } = await endpoints.verifyVp(signed)
    expect({ status, verified: body.verified }).toEqual({ status: 400, verified: false })
  })

  it('refuses a presentation without a proof, and with a broken one', async () => {
    expect((await endpoints.verifyVp(presentation())).status).toBe(400)
    const vp = await shown()
    const proof = { ...vp.proof, proofValue: 'z5nmMBw2u9TGKd9NxxHJtyZKgjN2Eh' }
    expect((await endpoints.verifyVp({ ...vp, proof })).status).toBe(400)
  })

  it('4.13: verifies each of several credentials, whoever they are about', async () => {
    const issued = await endpoints.issued('eddsa-rdfc-2022', credential())
    const enveloped = await endpoints.issued('vc-jwt-es256', credential())
    const good = await shown({ holder, verifiableCredential: [issued, enveloped] })
    expect((await endpoints.verifyVp(good)).status).toBe(200)
    const bad = await shown({ holder, verifiableCredential: [enveloped, { ...issued, name: 'x' }] })
    expect(await endpoints.verifyVp(bad)).toMatchObject({
      status: 400,
      body: { problemDetails: [{ credential: 1, code: 'signature_invalid' }] },
    })
  })

  it('4.13.3: takes the holder’s own word without a proof of its own', async () => {
    const vp = await shown({ holder, verifiableCredential: [own()] })
    expect((await endpoints.verifyVp(vp)).status).toBe(200)
    const over = own({ validUntil: '2026-08-31T10:00:00Z' })
    const late = await shown({ holder, verifiableCredential: [over] })
    expect((await endpoints.verifyVp(late)).status).toBe(400)
  })

  it('4.13.3: takes the holder’s own credentials with proofs of their own, the holder named or not', async () => {
    const verifiableCredential = [
      await prove(own({ credentialSubject: { id: 'did:example:1' } })),
      await prove(own({ credentialSubject: { id: 'did:example:2' } }), {}, 'eddsa-jcs-2022'),
    ]
    for (const vp of [{}, { holder }])
      expect(await endpoints.verifyVp(await shown({ ...vp, verifiableCredential }))).toMatchObject({
        status: 200,
        body: { verified: true },
      })
  })

  it.each<[string, JsonObject, JsonObject]>([
    ['without naming the holder', {}, {}],
    ['when the holder is another', { holder: 'did:example:acme' }, {}],
    ['when its issuer is another', { holder }, { issuer: 'did:example:acme' }],
  ])('4.13.3: refuses a credential without proof %s', async (_, vp, changes) => {
    const signed = await shown({ ...vp, verifiableCredential: [own(changes)] })
    expect((await endpoints.verifyVp(signed)).status).not.toBe(200)
  })

  it('refuses a presentation that was made for another challenge or domain', async () => {
    const vp = await shown({ holder })
    const { challenge, domain } = authentication
    const codes = async (options: JsonObject) => {
      const { body } = await endpoints.verifyVp(vp, options)
      return { verified: body.verified, type: body.type }
    }
    expect(await codes({ challenge, domain })).toEqual({ verified: true })
    expect(await codes({ challenge: 'c-2', domain })).toEqual({
      verified: false,
      type: 'https://w3id.org/security#INVALID_CHALLENGE_ERROR',
    })
    expect(await codes({ challenge, domain: ['d.example', 'e.example'] })).toEqual({
      verified: false,
      type: 'https://w3id.org/security#INVALID_DOMAIN_ERROR',
    })
  })
})
