import { createVerifiableCredentialJwt } from 'did-jwt-vc'
import { describe, expect, it } from 'vitest'
import {
  credentialsV1Url,
  credentialsV2Url,
  dataIntegrityUrl,
  ed25519Signature2020Url,
  openBadgesUrls,
} from '../../../shared/credential/context-urls.ts'
import { addDataIntegrityProof } from '../../../shared/credential/data-integrity.ts'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { referenceSign2020 } from '../credential/reference-2020.ts'
import { codesOf, problemsOf } from './outcomes.ts'
import { type Actor, badge, createHolder, createIssuer, createWorld } from './world.ts'

const issuedAt = '2026-09-01T09:00:00Z'
const [, , , oldestBadges = ''] = openBadgesUrls

/** The world's badge as software of 2022 and 2023 wrote it. */
function oldBadge(issuer: Actor, subject: string, more: JsonObject = {}): JsonObject {
  const { validFrom: _, ...members } = badge(issuer, { id: subject })
  return {
    ...members,
    '@context': [credentialsV1Url, oldestBadges, ed25519Signature2020Url],
    issuanceDate: issuedAt,
    ...more,
  }
}

function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const holder = createHolder()
  const verify = (input: string | JsonObject) => verifyCredential(input, { ports: world.ports })
  const unsigned = (more?: JsonObject) => oldBadge(issuer, holder.did, more)
  return { world, issuer, holder, verify, unsigned }
}

const good = {
  shape: 'ok',
  proof: 'ok',
  'issuer-key': 'ok',
  dates: 'ok',
  status: 'none',
  accreditation: 'not_asked',
  log: 'not_asked',
  'holder-binding': 'not_asked',
  recipient: 'not_asked',
  endorsements: 'none',
}

describe('a badge of version 1.1 with an embedded proof', () => {
  const sign = (document: JsonObject, issuer: Actor) =>
    referenceSign2020(document, issuer.signer, new Date(issuedAt))

  it('is verified with Ed25519Signature2020 of jsonld-signatures', async () => {
    const { issuer, verify, unsigned } = setUp()
    const expirationDate = '2027-09-01T09:00:00Z'
    const report = await verify(await sign(unsigned({ expirationDate }), issuer))
    expect(codesOf(report)).toEqual(good)
    expect(report).toMatchObject({
      verdict: 'valid',
      securedWith: 'Ed25519Signature2020',
      credential: { validFrom: issuedAt, validUntil: expirationDate },
    })
  })

  it('is verified with eddsa-rdfc-2022', async () => {
    const { world, issuer, verify, unsigned } = setUp()
    const signed = await addDataIntegrityProof({
      document: unsigned({ '@context': [credentialsV1Url, oldestBadges, dataIntegrityUrl] }),
      signer: issuer.signer,
      proofPurpose: 'assertionMethod',
      created: new Date(issuedAt),
      canonicalize: world.ports.canonicalize,
    })
    expect(await verify(signed)).toMatchObject({ verdict: 'valid', securedWith: 'eddsa-rdfc-2022' })
  })

  it.each<[string, JsonObject, string]>([
    ['is expired', { expirationDate: '2026-10-01T09:00:00Z' }, 'dates:expired'],
    ['is not valid yet', { issuanceDate: '2026-12-24T09:00:00Z' }, 'dates:not_yet_valid'],
    [
      'is not valid yet by the later of two dates',
      { validFrom: '2026-12-24T09:00:00Z' },
      'dates:not_yet_valid',
    ],
  ])('that %s is invalid', async (_, change, problem) => {
    const { issuer, verify, unsigned } = setUp()
    const report = await verify(await sign(unsigned(change), issuer))
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', [problem]])
  })

  it.each<[string, JsonObject, string]>([
    ['another name', { name: 'Surgeon' }, 'proof:signature_invalid'],
    ['no date of issue', { issuanceDate: undefined }, 'shape:model_invalid'],
    ['a day for a date', { issuanceDate: '2026-09-01' }, 'shape:model_invalid'],
    ['an end before its issue', { expirationDate: '2020-01-01T00:00:00Z' }, 'shape:model_invalid'],
    ['a status without a type', { credentialStatus: { id: 'urn:x:1' } }, 'shape:model_invalid'],
    ['no badge context', { '@context': [credentialsV1Url] }, 'shape:context_invalid'],
    [
      'the contexts of both versions',
      { '@context': [credentialsV1Url, credentialsV2Url, oldestBadges] },
      'shape:context_invalid',
    ],
    [
      'the contexts of both versions, the later first',
      { '@context': [credentialsV2Url, oldestBadges, credentialsV1Url] },
      'shape:model_invalid',
    ],
  ])('is refused with %s', async (_, change, problem) => {
    const { issuer, verify, unsigned } = setUp()
    const signed = JSON.parse(JSON.stringify({ ...(await sign(unsigned(), issuer)), ...change }))
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', [problem]])
  })

  it('is unknown with a context that nobody here has read', async () => {
    const { issuer, verify, unsigned } = setUp()
    const contexts = [credentialsV1Url, oldestBadges, 'https://x.example/1']
    const report = await verify({ ...(await sign(unsigned(), issuer)), '@context': contexts })
    expect([report.verdict, problemsOf(report)]).toEqual(['unknown', ['shape:context_unknown']])
  })
})

describe('a badge of version 1.1 as a token', () => {
  it('is verified as did-jwt-vc makes it, which leaves out of the claim what other claims say', async () => {
    const { issuer, holder, verify, unsigned } = setUp()
    const { credentialSubject, ...vc } = unsigned({ expirationDate: '2027-09-01T09:00:00Z' })
    const jwt = await createVerifiableCredentialJwt(
      // sound: what their type of a payload asks for is there
      { ...vc, credentialSubject } as Parameters<typeof createVerifiableCredentialJwt>[0],
      {
        did: issuer.did,
        alg: 'EdDSA',
        signer: async (text) =>
          encodeBase64url(
            await issuer.signer.sign(
              typeof text === 'string' ? new TextEncoder().encode(text) : text,
            ),
          ),
      },
      { header: { kid: issuer.keyId } },
    )
    const report = await verify(jwt)
    expect(codesOf(report)).toEqual(good)
    expect(report).toMatchObject({
      verdict: 'valid',
      securedWith: 'vc-jwt-1.1',
      credential: {
        id: vc.id,
        issuer: { id: issuer.did, name: 'Quay Youth Club' },
        subjectId: holder.did,
        validFrom: issuedAt,
        validUntil: '2027-09-01T09:00:00Z',
      },
    })
  })

  const nbf = Date.parse(issuedAt) / 1000
  it.each<[string, JsonObject, JsonObject, string]>([
    ['that is expired by exp', { exp: nbf + 1 }, {}, 'dates:expired'],
    ['of another issuer in iss', { iss: 'did:web:x.example' }, {}, 'shape:claims_mismatch'],
    ['of another subject in sub', { sub: 'did:web:x.example' }, {}, 'shape:claims_mismatch'],
    ['with another id in jti', { jti: 'urn:uuid:1' }, {}, 'shape:claims_mismatch'],
    ['with another date in nbf', { nbf: nbf + 1 }, {}, 'shape:claims_mismatch'],
    [
      'with another end in exp',
      { exp: nbf + 10_000_000_000 },
      { expirationDate: '2027-09-01T09:00:00Z' },
      'shape:claims_mismatch',
    ],
    ['without a date', {}, { issuanceDate: undefined }, 'shape:model_invalid'],
    [
      'with a date of no calendar',
      { nbf: 10_000_000_000_000 },
      { issuanceDate: undefined },
      'shape:model_invalid',
    ],
  ])('%s is invalid', async (_, claims, change, problem) => {
    const { issuer, verify, unsigned } = setUp()
    const vc = JSON.parse(JSON.stringify(unsigned(change)))
    const header = { typ: 'JWT', kid: issuer.keyId }
    const payload = { iss: issuer.did, vc, ...claims }
    const report = await verify(await signCompactJws({ header, payload, signer: issuer.signer }))
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', [problem]])
  })
})
