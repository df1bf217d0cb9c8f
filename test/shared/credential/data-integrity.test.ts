import { describe, expect, it } from 'vitest'
import { type Canonicalize, createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import {
  addDataIntegrityProof,
  createProofVerifier,
} from '../../../shared/credential/data-integrity.ts'
import { proofsOf } from '../../../shared/credential/proof.ts'
import { encodeBase58 } from '../../../shared/did/base-encoding.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey, p256TestKey } from '../../support/signing-keys.ts'
import { referenceIssue, referenceVerifies } from './reference.ts'
import { sampleAchievement, sampleBadge } from './sample-badge.ts'

const canonicalize = createCanonicalize()
const key = ed25519TestKey('issuer')
const created = new Date('2026-09-01T10:00:00.789Z')

async function sign(
  document: JsonObject,
  options: Partial<Parameters<typeof addDataIntegrityProof>[0]> = {},
) {
  return addDataIntegrityProof({
    document,
    signer: key.signer(),
    proofPurpose: 'assertionMethod',
    created,
    canonicalize,
    ...options,
  })
}

async function verify(
  document: JsonObject,
  proof = proofsOf(document)[0] ?? {},
  publicKey = key.publicKey,
) {
  return createProofVerifier(document)({ proof, publicKey, canonicalize, verifySignature })
}

async function signedBadge(): Promise<JsonObject & { proof: JsonObject }> {
  const signed = await sign(ownBadge())
  const [proof = {}] = proofsOf(signed)
  return { ...signed, proof }
}

function ownBadge(): JsonObject {
  return sampleBadge({ issuer: { id: key.did, type: ['Profile'], name: 'Leap' } })
}

describe('addDataIntegrityProof', () => {
  it('adds one proof and changes nothing else', async () => {
    const badge = sampleBadge()
    const before = structuredClone(badge)
    const { proof, ...document } = await sign(badge)
    expect(badge).toEqual(before)
    expect(document).toEqual(before)
    expect(proof).toEqual({
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: '2026-09-01T10:00:00Z',
      verificationMethod: key.signer().keyId,
      proofPurpose: 'assertionMethod',
      proofValue: expect.stringMatching(/^z[1-9A-HJ-NP-Za-km-z]{86,88}$/),
    })
  })

  it('signs what it is made for, and how long it holds', async () => {
    const presentation = {
      '@context': [credentialsV2Url],
      type: ['VerifiablePresentation'],
      holder: key.did,
    }
    const options = {
      proofPurpose: 'authentication',
      challenge: 'n-0S6_WzA2Mj',
      domain: ['https://a.example', 'https://b.example'],
      expires: new Date('2026-09-01T10:05:00Z'),
    } as const
    const signed = await sign(presentation, { ...options, domain: [...options.domain] })
    const [proof = {}] = proofsOf(signed)
    expect(proof).toMatchObject({ ...options, expires: '2026-09-01T10:05:00Z' })
    expect(await verify(signed)).toEqual({ ok: true })
    for (const change of [
      { challenge: 'another' },
      { domain: 'https://a.example' },
      { domain: ['https://a.example', 'https://c.example'] },
      { expires: '2027-09-01T10:05:00Z' },
      { created: '2026-09-01T10:00:01Z' },
      { proofPurpose: 'assertionMethod' },
      { verificationMethod: `${key.did}#other` },
    ]) {
      expect(await verify(signed, { ...proof, ...change })).toMatchObject({
        code: 'signature_invalid',
      })
    }
  })

  it('makes a proof set of several signers, each of whose proofs stands alone', async () => {
    const other = ed25519TestKey('second issuer')
    const once = await sign(sampleBadge())
    const twice = await sign(once, { signer: other.signer() })
    const [first = {}, second = {}] = proofsOf(twice)
    expect(proofsOf(once)).toEqual([first])
    expect(await verify(twice, first)).toEqual({ ok: true })
    expect(await verify(twice, second, other.publicKey)).toEqual({ ok: true })
    expect(await verify(twice, second)).toMatchObject({ code: 'signature_invalid' })
  })

  it('refuses a P-256 key', async () => {
    const signer = p256TestKey('issuer').signer()
    await expect(sign(sampleBadge(), { signer })).rejects.toMatchObject({ code: 'key_unsuitable' })
  })

  it('refuses a signer that returns something else than 64 bytes', async () => {
    const signer = { ...key.signer(), sign: async () => new Uint8Array(63) }
    await expect(sign(sampleBadge(), { signer })).rejects.toMatchObject({ code: 'key_unsuitable' })
  })

  it('refuses to sign what other verifiers would put in another order', async () => {
    const achievement = { ...sampleAchievement, tag: ['\uF900', '\u{10000}'] }
    await expect(sign(sampleBadge({ achievement }))).rejects.toMatchObject({
      code: 'canonicalization_failed',
    })
    const harmless = { ...sampleAchievement, tag: ['\uF900', 'x\u{10000}'], name: '🕵️ ❤️' }
    expect(await verify(await sign(sampleBadge({ achievement: harmless })))).toEqual({ ok: true })
  })
})

describe('createProofVerifier, of one proof', () => {
  it('verifies what a library signed that sorts in the other order', async () => {
    const achievement = { ...sampleAchievement, tag: ['\uF900', '\u{10000}'] }
    const issuer = { id: key.did, type: ['Profile'] }
    const badge = sampleBadge({ achievement, issuer })
    expect(await verify(await referenceIssue(badge, key, created))).toEqual({ ok: true })
  })

  it.each<[string, (badge: JsonObject) => JsonObject]>([
    ['a changed value', (badge) => ({ ...badge, name: 'Brain surgeon' })],
    ['a removed member', ({ validUntil: _, ...badge }) => badge],
    ['a removed status', ({ credentialStatus: _, ...badge }) => badge],
    ['an added member', (badge) => ({ ...badge, description: 'and more' })],
    [
      'an added type',
      (badge) => ({ ...badge, type: [badge.type, 'EndorsementCredential'].flat() }),
    ],
    ['another issuer', (badge) => ({ ...badge, issuer: 'did:web:attacker.example' })],
    [
      'a date written another way',
      (badge) => ({ ...badge, validFrom: '2026-09-01T10:00:00+01:00' }),
    ],
  ])('refuses a badge with %s', async (_, change) => {
    const badge = await signedBadge()
    expect(await verify(change(badge), badge.proof)).toEqual({
      ok: false,
      code: 'signature_invalid',
      detail: 'The signature does not fit the document',
    })
  })

  it.each<[string, (badge: JsonObject) => JsonObject, string]>([
    [
      'a member that no context defines',
      (badge) => ({ ...badge, grade: 'A' }),
      'canonicalization_failed',
    ],
    [
      'an unknown context',
      (badge) => ({ ...badge, '@context': ['https://x.example'] }),
      'context_unknown',
    ],
  ])('refuses a badge with %s', async (_, change, code) => {
    const badge = await signedBadge()
    expect(await verify(change(badge), badge.proof)).toMatchObject({ ok: false, code })
  })

  it.each<[string, JsonObject]>([
    ['an unknown member', { grade: 'A' }],
    ['a nonce that was not signed', { nonce: 'x' }],
    ['an id that was not signed', { id: 'urn:uuid:1' }],
    ['an end that was not signed', { expires: '2030-01-01T00:00:00Z' }],
  ])('refuses a proof with %s', async (_, change) => {
    const badge = await signedBadge()
    expect(await verify(badge, { ...badge.proof, ...change })).toMatchObject({ ok: false })
  })

  it('reads the proof under the document’s contexts, whatever the proof says', async () => {
    const badge = await signedBadge()
    const proof = { ...badge.proof, '@context': ['https://attacker.example'] }
    expect(await verify(badge, proof)).toEqual({ ok: true })
  })

  it('refuses every signature but the right one', async () => {
    const badge = await signedBadge()
    const right = await key.signer().sign(new TextEncoder().encode('another message'))
    for (const bytes of [new Uint8Array(64), right, Uint8Array.from(right).reverse()]) {
      const proof = { ...badge.proof, proofValue: `z${encodeBase58(bytes)}` }
      expect(await verify(badge, proof)).toMatchObject({ code: 'signature_invalid' })
    }
  })

  it('refuses a key of the other curve', async () => {
    const badge = await signedBadge()
    const { publicKey } = p256TestKey('issuer')
    expect(await verify(badge, badge.proof, publicKey)).toMatchObject({ code: 'key_unsuitable' })
  })
})

/**
 * The statements stay the same, so the signature fits; but whoever reads the JSON sees something else. The
 * reference implementation takes all of these.
 */
describe('a signed badge rewritten so that JSON and RDF disagree', () => {
  const status = 'https://www.w3.org/2018/credentials#credentialStatus'
  const until = 'https://www.w3.org/2018/credentials#validUntil'
  const dateTime = 'http://www.w3.org/2001/XMLSchema#dateTime'

  it.each<[string, (badge: JsonObject) => JsonObject]>([
    [
      'whose status is spelled out, so that nobody looks it up',
      ({ credentialStatus, ...badge }) => ({ ...badge, [status]: credentialStatus }),
    ],
    [
      'whose end is spelled out, so that it never comes',
      ({ validUntil, ...badge }) => ({
        ...badge,
        [until]: { '@value': validUntil, '@type': dateTime },
      }),
    ],
    [
      'whose type is spelled out, so that no rule of Open Badges holds',
      (badge) => ({
        ...badge,
        type: [
          'VerifiableCredential',
          'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential',
        ],
      }),
    ],
    [
      'whose subject has a keyword for its id, so that it belongs to nobody',
      (badge) => {
        const { id, ...subject } = badge.credentialSubject as JsonObject
        return { ...badge, credentialSubject: { ...subject, '@id': id } }
      },
    ],
    [
      'into which a comment was put that nobody signed',
      (badge) => ({ ...badge, '@index': 'with distinction' }),
    ],
  ])('%s', async (_, rewrite) => {
    const badge = await signedBadge()
    const rewritten = rewrite(badge)
    expect(await referenceVerifies(rewritten, created)).toBe(true)
    expect(await verify(rewritten)).toMatchObject({ ok: false, code: 'canonicalization_failed' })
  })
})

describe('eddsa-jcs-2022', () => {
  const jcs = { cryptosuite: 'eddsa-jcs-2022' } as const

  it('signs the JSON itself, and keeps the contexts in the proof', async () => {
    const badge: JsonObject = { ...ownBadge(), grade: 'a member that no context defines' }
    const signed = await sign(badge, jcs)
    const [proof = {}] = proofsOf(signed)
    expect(proof).toMatchObject({ ...jcs, '@context': badge['@context'] })
    expect(await verify(signed)).toEqual({ ok: true })
  })

  it('takes contexts that were put behind those of the proof, and no others', async () => {
    const signed = await sign(ownBadge(), jcs)
    const contexts = [signed['@context']].flat()
    const more = 'https://w3id.org/security/data-integrity/v2'
    expect(await verify({ ...signed, '@context': [...contexts, more] })).toEqual({ ok: true })
    for (const changed of [[more, ...contexts], [contexts[0], more], contexts.slice(0, 1), []]) {
      expect(await verify({ ...signed, '@context': changed })).toMatchObject({ ok: false })
    }
  })

  it.each<[string, (badge: JsonObject) => JsonObject]>([
    ['a changed value', (badge) => ({ ...badge, name: 'Brain surgeon' })],
    ['an added member', (badge) => ({ ...badge, grade: 'A' })],
    ['types in another order', (badge) => ({ ...badge, type: [badge.type].flat().reverse() })],
    ['a removed status', ({ credentialStatus: _, ...badge }) => badge],
    [
      'another suite of the same key',
      ({ proof, ...badge }) => ({
        ...badge,
        proof: { ...Object(proof), cryptosuite: 'eddsa-rdfc-2022' },
      }),
    ],
    [
      'contexts that were not signed in the proof',
      ({ proof, ...badge }) => {
        const { '@context': _, ...rest } = Object(proof)
        return { ...badge, proof: rest }
      },
    ],
  ])('refuses a badge with %s', async (_, change) => {
    const signed = await sign(ownBadge(), jcs)
    expect(await verify(change(signed))).toMatchObject({ ok: false, code: 'signature_invalid' })
  })
})

describe('createProofVerifier', () => {
  it('puts a document into canonical form once in each order, for all of its proofs', async () => {
    const document = sampleBadge({ name: '\u{1F600} \uFB01' })
    const [proof = {}] = proofsOf(await sign(document))
    const asked: unknown[] = []
    const counting: Canonicalize = (each, options) => {
      if (!('proofPurpose' in each)) asked.push(options?.order)
      return canonicalize(each, options)
    }
    const verify = createProofVerifier({ ...document, proof })
    const bad = { ...proof, proofValue: `z${encodeBase58(new Uint8Array(64).fill(7))}` }
    const input = { publicKey: key.publicKey, canonicalize: counting, verifySignature }
    const outcomes = [
      await verify({ ...input, proof: bad }),
      await verify({ ...input, proof: bad }),
      await verify({ ...input, proof }),
    ]
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, true])
    expect(asked).toEqual(['code-point', 'utf-16'])
  })
})
