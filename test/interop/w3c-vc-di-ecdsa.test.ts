import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalizeForSuites } from '../../bin/conformance/conformance-app.ts'
import { getCryptosuite } from '../../shared/credential/cryptosuites/cryptosuites.ts'
import { addDataIntegrityProof } from '../../shared/credential/data-integrity.ts'
import { dataToSign } from '../../shared/credential/data-to-sign.ts'
import { decodeBase58, encodeBase58 } from '../../shared/did/base-encoding.ts'
import { parseDid } from '../../shared/did/did.ts'
import { didKeyDocument } from '../../shared/did/did-key.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import ecdsa from '../shared/credential/vectors/vc-di-ecdsa.json' with { type: 'json' }
import moreEcdsa from '../shared/credential/vectors/vc-di-ecdsa-more.json' with { type: 'json' }
import eddsa from '../shared/credential/vectors/vc-di-eddsa.json' with { type: 'json' }
import eddsaJcs from '../shared/credential/vectors/vc-di-eddsa-jcs.json' with { type: 'json' }
import { p256TestKey } from '../support/signing-keys.ts'
import { credential, type Endpoints, now, startEndpoints } from './conformance-endpoints.ts'

/**
 * Every MUST of ecdsa-rdfc-2019 and ecdsa-jcs-2019 that the W3C's suite tests, of issuers with keys on P-256; of
 * ecdsa-sd-2023 Waymark makes and reads none.
 * @see https://github.com/w3c/vc-di-ecdsa-test-suite
 */
let endpoints: Endpoints
beforeAll(async () => {
  endpoints = await startEndpoints()
})
afterAll(() => endpoints.conformance.close())

const suite = 'ecdsa-rdfc-2019'
const suites = [[suite], ['ecdsa-jcs-2019']] as const
const key = p256TestKey('the key of a test suite')

function sign(document: JsonObject): Promise<JsonObject> {
  return addDataIntegrityProof({
    document,
    signer: key.signer(),
    proofPurpose: 'assertionMethod',
    created: now,
    canonicalize: canonicalizeForSuites,
    cryptosuite: suite,
  })
}

const inline = { name: 'https://schema.org/name', description: 'https://schema.org/description' }
const claims = { id: 'urn:uuid:1a0e4ef5-091f-4060-842e-18e519ab9440', name: 'Alice' }
const documents: [version: string, document: JsonObject][] = [
  [
    '1.1',
    {
      '@context': [
        'https://www.w3.org/2018/credentials/v1',
        inline,
        'https://w3id.org/security/data-integrity/v2',
      ],
      id: 'urn:uuid:36245ee9-9074-4b05-a777-febff2e69757',
      type: ['VerifiableCredential'],
      issuer: key.did,
      issuanceDate: '2026-09-01T09:00:00Z',
      credentialSubject: claims,
    },
  ],
  ['2.0', credential({ issuer: key.did, credentialSubject: claims })],
]

describe.each(suites)('%s: what an issuer makes', (suite) => {
  it('VC-DI-ECDSA 2.2.1: is a DataIntegrityProof of 64 bytes in base58btc, which verifies', async () => {
    const vc = await endpoints.issued(suite, credential({ credentialSubject: claims }))
    const proof = Object(vc.proof)
    expect(proof).toMatchObject({
      type: 'DataIntegrityProof',
      cryptosuite: suite,
      proofPurpose: 'assertionMethod',
      verificationMethod: expect.stringMatching(/^did:key:zDna\w+#zDna\w+$/),
    })
    expect(decodeBase58(proof.proofValue.slice(1))).toHaveLength(64)
    expect((await endpoints.verify(vc)).body).toMatchObject({ verified: true })
  })

  it('VC-DI-ECDSA 2.1.1: names a Multikey of 35 bytes', () => {
    const [method] = didKeyDocument(parseDid(endpoints.didOf(suite))).verificationMethod ?? []
    expect(method?.type).toBe('Multikey')
    expect(decodeBase58(String(method?.publicKeyMultibase).slice(1))).toHaveLength(35)
  })
})

describe.each(suites)('%s: a verifier', (cryptosuite) => {
  it('verifies what a key on P-384 signed, hashed with SHA-384', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-97)
    const parity = 2 + ((point.at(-1) ?? 0) % 2)
    const compressed = Uint8Array.of(0x81, 0x24, parity, ...point.subarray(1, 49))
    const multibase = `z${encodeBase58(compressed)}`
    const did = `did:key:${multibase}`
    const document = credential({ issuer: did, credentialSubject: claims })
    const form = getCryptosuite(cryptosuite)
    const config = {
      type: 'DataIntegrityProof',
      cryptosuite,
      verificationMethod: `${did}#${multibase}`,
      proofPurpose: 'assertionMethod',
      ...(form.canonicalization === 'jcs' && { '@context': document['@context'] }),
    }
    const canonicalize = canonicalizeForSuites
    const message = await dataToSign(document, config, { ...form, hash: 'sha-384', canonicalize })
    const signature = signBytes('sha384', message, {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    })
    const proof = { ...config, proofValue: `z${encodeBase58(signature)}` }
    expect(multibase).toMatch(/^z82L/)
    expect((await endpoints.verify({ ...document, proof })).body).toMatchObject({ verified: true })
    const changed = { ...document, credentialSubject: { id: 'urn:x:1' }, proof }
    expect((await endpoints.verify(changed)).body).toMatchObject({ verified: false })
  })
})

const published: JsonObject[] = [
  ecdsa.signed,
  ...moreEcdsa.vectors.map(({ signed }) => signed),
  eddsa.signed,
  eddsaJcs.signed,
]

describe('the credentials of the specifications’ test vectors', () => {
  it.each(published.map((signed) => [Object(signed.proof).cryptosuite, signed]))(
    'verify by the keys of their issuer, of %s',
    async (_, signed) => {
      expect((await endpoints.verify(signed, undefined)).body).toMatchObject({ verified: true })
      const changed = { ...signed, name: 'Changed' }
      expect((await endpoints.verify(changed, undefined)).body).toMatchObject({ verified: false })
      const other = { ...signed, issuer: 'https://vc.example/issuers/5679' }
      expect((await endpoints.verify(other, undefined)).body).toMatchObject({ verified: false })
    },
  )
})

describe.each(documents)('ecdsa-rdfc-2019: a verifier of version %s', (_, document) => {
  it('verifies it, with and without options', async () => {
    const vc = await sign(document)
    for (const options of [{ checks: ['proof'] }, undefined, {}]) {
      expect(await endpoints.verify(vc, options)).toMatchObject({
        status: 200,
        body: { verified: true },
      })
    }
  })

  it.each<[string, (proof: JsonObject) => unknown]>([
    ['of another cryptosuite', (proof) => ({ ...proof, cryptosuite: 'invalid-cryptosuite' })],
    ['of a cryptosuite for other keys', (proof) => ({ ...proof, cryptosuite: 'eddsa-rdfc-2022' })],
    ['of another type', (proof) => ({ ...proof, type: 'UnknownProofType' })],
    ['without a value', ({ proofValue: __, ...proof }) => proof],
    ['not in multibase', (proof) => ({ ...proof, proofValue: String(proof.proofValue).slice(1) })],
    ['in base64url', (proof) => ({ ...proof, proofValue: `u${String(proof.proofValue)}` })],
    ['that is longer', (proof) => ({ ...proof, proofValue: withMore(proof, 32) })],
    ['for authentication', (proof) => ({ ...proof, proofPurpose: 'authentication' })],
    ['without a verification method', ({ verificationMethod: __, ...proof }) => proof],
    ['of another key', (proof) => ({ ...proof, verificationMethod: 'did:key:invalidVm' })],
    ['made on no date', (proof) => ({ ...proof, created: 'invalidDate' })],
  ])('refuses a proof %s', async (__, change) => {
    const { proof, ...vc } = await sign(document)
    const { status, body } = await endpoints.verify({ ...vc, proof: change(Object(proof)) })
    expect(body.verified).toBe(false)
    expect([400, 422]).toContain(status)
  })

  it('refuses what was changed, or names another issuer', async () => {
    const vc = await sign(document)
    for (const change of [{ credentialSubject: { id: 'urn:x:1' } }, { issuer: 'did:example:1' }]) {
      expect((await endpoints.verify({ ...vc, ...change })).body).toMatchObject({ verified: false })
    }
  })
})

function withMore({ proofValue }: JsonObject, length: number): string {
  const bytes = decodeBase58(String(proofValue).slice(1))
  return `z${encodeBase58(Uint8Array.of(...bytes, ...new Uint8Array(length).fill(7)))}`
}
