import { createVerifiableCredentialJwt, createVerifiablePresentationJwt } from 'did-jwt-vc'
import { describe, expect, it } from 'vitest'
import {
  credentialsV1Url,
  credentialsV2Url,
  dataIntegrityUrl,
  ed25519Signature2020Url,
  openBadgesUrls,
} from '../../../shared/credential/context-urls.ts'
import { addDataIntegrityProof } from '../../../shared/credential/data-integrity.ts'
import { encodeBase64url } from '../../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifyPresentation } from '../../../shared/verify/verify-presentation.ts'
import { referenceSign2020 } from '../credential/reference-2020.ts'
import { problemsOf } from './outcomes.ts'
import { type Actor, badge, binding, createHolder, createIssuer, createWorld } from './world.ts'

const issuedAt = new Date('2026-09-01T09:00:00Z')
const asked = { challenge: binding.nonce, domain: binding.audience }

function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const holder = createHolder()
  const { validFrom: _, ...members } = badge(issuer, { id: holder.did })
  const unsigned: JsonObject = {
    ...members,
    '@context': [credentialsV1Url, openBadgesUrls.at(-1), ed25519Signature2020Url],
    issuanceDate: '2026-09-01T09:00:00Z',
  }
  const verify = (input: string | JsonObject) =>
    verifyPresentation(input, { ports: world.ports, binding })
  return { world, issuer, holder, unsigned, verify }
}

function presentation(holder: Actor, held: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    '@context': [credentialsV1Url, ed25519Signature2020Url],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: held,
    ...more,
  }
}

const forLibrary = ({ did, keyId, signer }: Actor) => ({
  did,
  alg: 'EdDSA',
  kid: keyId,
  signer: async (text: string | Uint8Array) =>
    encodeBase64url(
      await signer.sign(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    ),
})

describe('a presentation of version 1.1 with an embedded proof', () => {
  it('is verified with Ed25519Signature2020 of jsonld-signatures, as is the badge in it', async () => {
    const { issuer, holder, unsigned, verify } = setUp()
    const held = await referenceSign2020(unsigned, issuer.signer, issuedAt)
    const signed = await referenceSign2020(
      presentation(holder, [held]),
      holder.signer,
      issuedAt,
      asked,
    )
    const report = await verify(signed)
    expect([problemsOf(report), report]).toEqual([
      [],
      expect.objectContaining({ verdict: 'valid', holder: holder.did }),
    ])
    expect(report.credentials).toMatchObject([
      { verdict: 'valid', securedWith: 'Ed25519Signature2020' },
    ])
  })

  it('is verified with eddsa-rdfc-2022', async () => {
    const { world, issuer, holder, unsigned, verify } = setUp()
    const held = await referenceSign2020(unsigned, issuer.signer, issuedAt)
    const document = presentation(holder, [held], {
      '@context': [credentialsV1Url, dataIntegrityUrl],
    })
    const { canonicalize } = world.ports
    const signed = await addDataIntegrityProof({
      ...{ document, signer: holder.signer, created: issuedAt, canonicalize, ...asked },
      proofPurpose: 'authentication',
    })
    expect(await verify(signed)).toMatchObject({ verdict: 'valid', holder: holder.did })
  })

  it.each<[string, JsonObject, string]>([
    ['another holder', { holder: 'did:web:other.example' }, 'holder-binding:key_of_another'],
    ['another type', { type: ['VerifiablePresentation', 'Other'] }, 'proof:not_canonical'],
    ['an id that is none', { id: 'no id' }, 'shape:model_invalid'],
    ['credentials that are texts', { verifiableCredential: ['eyJ'] }, 'shape:model_invalid'],
    [
      'the contexts of both versions',
      { '@context': [credentialsV1Url, credentialsV2Url] },
      'shape:context_invalid',
    ],
    [
      'an unknown context',
      { '@context': [credentialsV1Url, 'https://x.example/1'] },
      'shape:context_invalid',
    ],
    ['no proof', { proof: undefined }, 'proof:missing'],
  ])('is refused with %s', async (_, change, problem) => {
    const { issuer, holder, unsigned, verify } = setUp()
    const held = await referenceSign2020(unsigned, issuer.signer, issuedAt)
    const document = presentation(holder, [held])
    const signed = await referenceSign2020(document, holder.signer, issuedAt, asked)
    const report = await verify(JSON.parse(JSON.stringify({ ...signed, ...change })))
    expect([report.verdict, problemsOf(report)[0]]).toEqual(['invalid', problem])
  })

  it('is refused where it was made for another, or shows a badge of another', async () => {
    const { issuer, holder, unsigned, verify } = setUp()
    const held = await referenceSign2020(unsigned, issuer.signer, issuedAt)
    const sign = (by: Actor, to: typeof asked) =>
      referenceSign2020(presentation(by, [held]), by.signer, issuedAt, to)
    const old = await verify(await sign(holder, { ...asked, challenge: 'old' }))
    expect(problemsOf(old)).toContain('holder-binding:nonce_wrong')
    const thief = await verify(await sign(createHolder(), asked))
    expect(thief.credentials.flatMap(problemsOf)).toContain('holder-binding:subject_differs')
    expect([old.verdict, thief.verdict]).toEqual(['invalid', 'invalid'])
  })
})

describe('a presentation of version 1.1 as a token', () => {
  it('is verified as did-jwt-vc makes it, with a badge of 1.1 as a token in it', async () => {
    const { issuer, holder, unsigned, verify } = setUp()
    const vc = await createVerifiableCredentialJwt(
      // sound: what their type of a payload asks for is there
      { vc: unsigned, iss: issuer.did, sub: holder.did } as unknown as Parameters<
        typeof createVerifiableCredentialJwt
      >[0],
      forLibrary(issuer),
      { header: { kid: issuer.keyId, alg: 'EdDSA' } },
    )
    const payload = {
      vp: {
        '@context': [credentialsV1Url],
        type: ['VerifiablePresentation'],
        verifiableCredential: [vc],
      },
      nonce: binding.nonce,
      aud: binding.audience,
    }
    const vp = await createVerifiablePresentationJwt(payload, forLibrary(holder), {
      header: { kid: holder.keyId, alg: 'EdDSA' },
    })
    const report = await verify(vp)
    expect([problemsOf(report), report.credentials.flatMap(problemsOf), report.verdict]).toEqual([
      [],
      [],
      'valid',
    ])
    expect(report.credentials[0]?.securedWith).toBe('vc-jwt-1.1')
  })
})
