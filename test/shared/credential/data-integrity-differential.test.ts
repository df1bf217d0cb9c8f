import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { credentialsV2Url } from '../../../shared/credential/context-urls.ts'
import {
  addDataIntegrityProof,
  createProofVerifier,
} from '../../../shared/credential/data-integrity.ts'
import { proofsOf } from '../../../shared/credential/proof.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import {
  referenceCanonicalize,
  referenceIssue,
  referencePresent,
  referenceVerifies,
  referenceVerifiesPresentation,
} from './reference.ts'
import { sampleAchievement, sampleBadge } from './sample-badge.ts'

const canonicalize = createCanonicalize()
const issuer = ed25519TestKey('issuer')
const holder = ed25519TestKey('holder')
const issuerDid = parseDid('did:web:city.example:providers:leap')
const created = new Date('2026-09-01T10:00:00Z')

async function issue(document: JsonObject) {
  const signer = issuer.signer(issuerDid)
  return addDataIntegrityProof({
    document,
    signer,
    proofPurpose: 'assertionMethod',
    created,
    canonicalize,
  })
}

async function verifies(document: JsonObject, key = issuer): Promise<boolean> {
  const [proof = {}] = proofsOf(document)
  const { publicKey } = key
  const input = { proof, publicKey, canonicalize, verifySignature }
  return (await createProofVerifier(document)(input)).ok
}

/** Without the units that sort differently by code point: canonicalize.test.ts has those. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((value) => !/[\uE000-\uFFFF]/.test(value))
const url = fc.webUrl({ withFragments: true })

/** Badges with every kind of value in them: text of all scripts, lists, numbers, nested and repeated nodes. */
const badges = fc
  .record({
    uuid: fc.uuid(),
    name: text,
    description: text,
    narrative: text,
    tag: fc.array(text, { maxLength: 4 }),
    credits: fc.option(fc.oneof(fc.integer({ min: 0, max: 240 }), fc.constant(7.5)), {
      nil: undefined,
    }),
    alignment: fc.array(fc.record({ targetName: text, targetUrl: url }), { maxLength: 4 }),
    allowedValue: fc.array(text, { maxLength: 4 }),
    evidence: fc.array(fc.record({ id: url, name: text }), {
      maxLength: 3,
    }),
  })
  .map(({ uuid, narrative, credits, allowedValue, evidence, alignment, ...achievement }) =>
    sampleBadge({
      id: `urn:uuid:${uuid}`,
      achievement: {
        ...sampleAchievement,
        ...achievement,
        criteria: { narrative },
        alignment: alignment.map((target) => ({ type: ['Alignment'], ...target })),
        ...(credits !== undefined && { creditsAvailable: credits }),
        resultDescription: [
          {
            id: `urn:uuid:${uuid}#result`,
            type: ['ResultDescription'],
            name: achievement.name,
            resultType: 'LetterGrade',
            allowedValue,
          },
        ],
      },
      evidence: evidence.map((item) => ({ type: ['Evidence'], ...item })),
    }),
  )

describe('addDataIntegrityProof and the reference implementation', () => {
  it('make the same proof of a badge with the same key at the same time', async () => {
    const badge = sampleBadge()
    expect(await issue(badge)).toEqual(await referenceIssue(badge, issuer, created))
  })

  it('verify each other’s badges', async () => {
    const badge = sampleBadge()
    expect(await referenceVerifies(await issue(badge), created)).toBe(true)
    expect(await verifies(await referenceIssue(badge, issuer, created))).toBe(true)
  })

  it('both refuse a badge that was changed', async () => {
    const signed = await issue(sampleBadge())
    const changed = { ...signed, name: 'Brain surgeon' }
    expect(await referenceVerifies(changed, created)).toBe(false)
    expect(await verifies(changed)).toBe(false)
  })

  it('agree on generated badges, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(badges, async (badge) => {
        expect(await canonicalize(badge, { order: 'utf-16' })).toBe(
          await referenceCanonicalize(badge),
        )
        const signed = await issue(badge)
        expect(signed).toEqual(await referenceIssue(badge, issuer, created))
        expect(await verifies(signed)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('agree on a presentation of two badges', async () => {
    const binding = {
      challenge: 'n-0S6_WzA2Mj',
      domain: 'decentralized_identifier:did:web:shop.example',
    }
    const presentation = {
      '@context': [credentialsV2Url],
      type: ['VerifiablePresentation'],
      holder: holder.did,
      verifiableCredential: [
        await issue(sampleBadge()),
        await issue(sampleBadge({ id: 'urn:uuid:11111111-6f0f-4a69-9a3e-0d6f5b1f7c11' })),
      ],
    }
    const ours = await addDataIntegrityProof({
      document: presentation,
      signer: holder.signer(),
      proofPurpose: 'authentication',
      created,
      ...binding,
      canonicalize,
    })
    const theirs = await referencePresent(presentation, holder, { created, ...binding })
    expect(ours).toEqual(theirs)
    expect(await referenceVerifiesPresentation(ours, { now: created, ...binding })).toBe(true)
    expect(await verifies(theirs, holder)).toBe(true)
  })
})
