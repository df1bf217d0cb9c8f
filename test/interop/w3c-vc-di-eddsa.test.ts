import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CryptosuiteName } from '../../shared/credential/cryptosuites/cryptosuites.ts'
import { decodeBase58 } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import { didKeyDocument } from '../../shared/did/did-key.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import {
  referenceIssue,
  referencePresent,
  referenceVerifies,
} from '../shared/credential/reference.ts'
import { referenceSign2020 } from '../shared/credential/reference-2020.ts'
import eddsa from '../shared/credential/vectors/vc-di-eddsa.json' with { type: 'json' }
import { ed25519TestKey } from '../support/signing-keys.ts'
import {
  authentication,
  credential,
  type Endpoints,
  now,
  presentation,
  prove,
  startEndpoints,
  suiteKey,
} from './conformance-endpoints.ts'

/**
 * Every MUST of Data Integrity with eddsa-rdfc-2022 and eddsa-jcs-2022 that the W3C's suite tests.
 * @see https://github.com/w3c/vc-di-eddsa-test-suite
 * @see https://github.com/w3c-ccg/data-integrity-test-suite-assertion
 */
let endpoints: Endpoints
beforeAll(async () => {
  endpoints = await startEndpoints()
})
afterAll(() => endpoints.conformance.close())

const suites: [CryptosuiteName][] = [['eddsa-rdfc-2022'], ['eddsa-jcs-2022']]
const unsigned = (changes: JsonObject = {}) => credential({ issuer: suiteKey.did, ...changes })
const refused = { verified: false }

describe.each(suites)('%s: what an issuer makes', (suite) => {
  it('VC-DI 2.1: is one proof with every member as it must be', async () => {
    const vc = await endpoints.issued(suite, credential())
    const did = endpoints.didOf(suite)
    expect(vc.proof).toEqual({
      type: 'DataIntegrityProof',
      cryptosuite: suite,
      created: '2026-09-01T10:00:00Z',
      verificationMethod: expect.stringMatching(new RegExp(`^${did}#z6Mk`)),
      proofPurpose: 'assertionMethod',
      proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]+$/),
      ...(suite === 'eddsa-jcs-2022' && { '@context': vc['@context'] }),
    })
  })

  it('VC-DI-EDDSA 2.1.1: names a Multikey of 34 bytes in base58btc', () => {
    const [method] = didKeyDocument(parseDid(endpoints.didOf(suite))).verificationMethod ?? []
    const text = String(method?.publicKeyMultibase)
    expect(text).toMatch(/^z6Mk/)
    expect(decodeBase58(text.slice(1))).toHaveLength(34)
  })

  it('VC-DI-EDDSA 2.2.1: has a signature of 64 bytes', async () => {
    const { proof } = await endpoints.issued(suite, credential())
    const { proofValue } = Object(proof)
    expect(decodeBase58(String(proofValue).slice(1))).toHaveLength(64)
  })

  it('verifies, and in a set beside another signer’s proof', async () => {
    const vc = await endpoints.issued(suite, credential())
    expect((await endpoints.verify(vc)).body).toMatchObject({ verified: true })
    const twice = await endpoints.issued(suite, await prove(credential()))
    expect((await endpoints.verify(twice)).body).toMatchObject({ verified: true })
  })
})

describe.each(suites)('%s: a verifier', (suite) => {
  it.each<[string, JsonObject]>([
    ['as suites make it', {}],
    ['without a date', { created: undefined }],
    ['made a year ago', { created: '2025-09-01T10:00:00Z' }],
    ['made in another offset', { created: '2026-09-01T10:00:00+01:00' }],
    ['that expires later', { expires: '2027-09-01T10:00:00Z' }],
    ['made now in UTC, without an offset', { created: '2026-09-01T10:00:00' }],
    ['that expires in UTC, without an offset', { expires: '2026-09-01T10:00:00' }],
    ['that names its key by the did:key alone', { verificationMethod: suiteKey.did }],
    ['with an id', { id: 'urn:uuid:3978344f-8596-4c3a-a978-8fcaba3903c5' }],
    ['for a domain, with a challenge', { domain: 'd.example', challenge: 'c' }],
  ])('VC-DI 2.1: accepts a proof %s', async (_, changes) => {
    const { status, body } = await endpoints.verify(await prove(unsigned(), changes, suite))
    expect({ status, verified: body.verified }).toEqual({ status: 200, verified: true })
  })

  it.each<[string, JsonObject]>([
    ['of another type', { type: 'UnknownProofType' }],
    ['of another cryptosuite', { cryptosuite: 'UnknownCryptosuite' }],
    ['without a cryptosuite', { cryptosuite: undefined }],
    ['without a verification method', { verificationMethod: undefined }],
    ['with a verification method that is none', { verificationMethod: 'did:key:invalidVm' }],
    ['without a purpose', { proofPurpose: undefined }],
    ['for another purpose', { proofPurpose: 'invalidPurpose' }],
    ['for authentication', { proofPurpose: 'authentication' }],
    ['made on no date', { created: 'invalidDate' }],
    ['made tomorrow', { created: '2026-09-02T10:00:00Z' }],
    ['made tomorrow, without an offset', { created: '2026-09-02T10:00:00' }],
    ['that has expired, without an offset', { expires: '2026-08-31T10:00:00' }],
    ['that has expired', { expires: '2026-08-31T10:00:00Z' }],
    ['whose id is no URL', { id: 'not a url' }],
    ['whose domain is a number', { domain: 1 }],
    ['whose challenge is a number', { challenge: 1 }],
    ['that follows a proof that is not there', { previousProof: 'urn:uuid:1' }],
  ])('VC-DI 4.5: refuses a proof %s, signed as it is', async (_, changes) => {
    const signed = await prove(unsigned(), changes, 'eddsa-jcs-2022').then(({ proof, ...vc }) => ({
      ...vc,
      proof: { ...proof, ...('cryptosuite' in changes ? {} : { cryptosuite: suite }) },
    }))
    const { status, body } = await endpoints.verify(signed)
    expect(body).toMatchObject(refused)
    expect([400, 422]).toContain(status)
  })

  it.each<[string, (proof: JsonObject) => unknown]>([
    ['missing', () => undefined],
    ['null', () => null],
    ['without a type', ({ type: _, ...proof }) => proof],
    ['without a value', ({ proofValue: _, ...proof }) => proof],
    ['whose value is null', (proof) => ({ ...proof, proofValue: null })],
    ['not in multibase', (proof) => ({ ...proof, proofValue: String(proof.proofValue).slice(1) })],
    ['in base64url', (proof) => ({ ...proof, proofValue: `u${String(proof.proofValue)}` })],
    ['cut short', (proof) => ({ ...proof, proofValue: String(proof.proofValue).slice(0, -2) })],
  ])('VC-DI 4.5: refuses a credential whose proof is %s', async (_, change) => {
    const { proof, ...vc } = await endpoints.issued(suite, credential())
    const { status, body } = await endpoints.verify({ ...vc, proof: change(Object(proof)) })
    expect(body).toMatchObject(refused)
    expect([400, 422]).toContain(status)
  })

  it('VC-DI 4.5: verifies each proof of a set by the issuer’s keys', async () => {
    const document = unsigned()
    const { proof } = await prove(document, { id: 'urn:uuid:1' }, suite)
    const second = async (changes: JsonObject) => (await prove(document, changes, suite)).proof
    const verify = async (...more: JsonObject[]) => {
      const { status, body } = await endpoints.verify({ ...document, proof: [proof, ...more] })
      return { status, verified: body.verified }
    }
    const foreign = 'did:key:z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E'
    const wrong = { ...(await second({ id: 'urn:uuid:2' })), id: 'urn:uuid:3' }
    const good = { status: 200, verified: true }
    const bad = { status: 400, ...refused }
    expect(await verify(await second({}))).toEqual(good)
    expect(await verify(await second({ verificationMethod: foreign }))).toEqual(good)
    expect(await verify(wrong)).toEqual(bad)
    for (const previousProof of ['urn:uuid:4', ['urn:uuid:1', 'urn:uuid:4']])
      expect(await verify(await second({ previousProof }))).toEqual(bad)
  })

  it('VC-DI 4.4: heeds the purpose, domain and challenge that it is asked for', async () => {
    const vc = await endpoints.issued(suite, credential())
    const typeFor = async (options: JsonObject) =>
      (await endpoints.verify(vc, { checks: ['proof'], ...options })).body.type
    expect(await typeFor({ expectedProofPurpose: 'assertionMethod' })).toBeUndefined()
    expect(await typeFor({ expectedProofPurpose: 'authentication' })).toBe(
      'https://w3id.org/security#PROOF_VERIFICATION_ERROR',
    )
    expect(await typeFor({ domain: 'd.example' })).toBe(
      'https://w3id.org/security#INVALID_DOMAIN_ERROR',
    )
    expect(await typeFor({ challenge: 'c' })).toBe(
      'https://w3id.org/security#INVALID_CHALLENGE_ERROR',
    )
  })

  it('refuses what was changed after it was signed', async () => {
    const vc = await endpoints.issued(suite, credential({ name: 'A name' }))
    for (const changes of [{ name: 'Another' }, { validUntil: '2030-01-01T00:00:00Z' }]) {
      expect((await endpoints.verify({ ...vc, ...changes })).status).toBe(400)
    }
  })
})

describe('eddsa-2022, as eddsa-rdfc-2022 was called before', () => {
  it('verifies, and a changed credential does not', async () => {
    const vc = await prove(unsigned({ name: 'A name' }), { cryptosuite: 'eddsa-2022' })
    expect((await endpoints.verify(vc)).body).toMatchObject({ verified: true })
    expect((await endpoints.verify({ ...vc, name: 'Another' })).status).toBe(400)
  })
})

describe('@digitalbazaar/vc as an independent client', () => {
  it('verifies what eddsa-rdfc-2022 issuers make', async () => {
    const vc = await endpoints.issued('eddsa-rdfc-2022', credential({ name: 'A name' }))
    expect(await referenceVerifies(vc, now)).toBe(true)
    expect(await referenceVerifies({ ...vc, name: 'x' }, now)).toBe(false)
  })

  it('makes credentials and presentations that the verifier accepts', async () => {
    const vc = await referenceIssue(unsigned({ id: 'urn:uuid:1' }), suiteKey, now)
    expect((await endpoints.verify(vc)).status).toBe(200)
    const { challenge, domain } = authentication
    const unsecured = presentation({ holder: suiteKey.did, verifiableCredential: [vc] })
    const vp = await referencePresent(unsecured, suiteKey, { created: now, challenge, domain })
    expect((await endpoints.verifyVp(vp, { challenge, domain })).status).toBe(200)
  })
})

describe('Ed25519Signature2020, as the suite of the VC API sends it', () => {
  const key = ed25519TestKey(decodeBase58(eddsa.keyPair.privateKeyMultibase.slice(1)).slice(2))
  const signed = (issuer: string) =>
    referenceSign2020(credential({ issuer }), key.signer(), new Date('2026-09-01T09:00:00Z'))

  it.each([['https://vc.example/issuers/5678'], [key.did]])(
    'is verified by the did:key that signs for %s',
    async (issuer) => {
      const vc = await signed(issuer)
      expect((await endpoints.verify(vc, undefined)).body).toMatchObject({ verified: true })
      const changed = { ...vc, credentialSubject: { id: 'did:example:other' } }
      expect((await endpoints.verify(changed, undefined)).body).toMatchObject(refused)
    },
  )

  it('is refused for an issuer that does not list the key', async () => {
    const vc = await signed('https://vc.example/issuers/5679')
    expect((await endpoints.verify(vc, undefined)).body).toMatchObject(refused)
  })
})
