import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  type Canonicalize,
  createCanonicalize,
} from '../../../../shared/credential/canonicalize.ts'
import {
  type CompiledCanonicalization,
  createCompiledCanonicalization,
  type Sha256,
} from '../../../../shared/credential/compiled/compiled-canonicalization.ts'
import { pinnedContexts } from '../../../../shared/credential/contexts.ts'
import {
  addDataIntegrityProof,
  createProofVerifier,
} from '../../../../shared/credential/data-integrity.ts'
import { proofsOf } from '../../../../shared/credential/proof.ts'
import { parseDid } from '../../../../shared/did/did.ts'
import type { JsonObject } from '../../../../shared/json/json.ts'
import { verifySignature } from '../../../../shared/node/kms/node-crypto.ts'
import { ed25519TestKey } from '../../../support/signing-keys.ts'
import { referenceIssue, referenceVerifies } from '../reference.ts'
import { sampleAchievement, sampleBadge } from '../sample-badge.ts'
import { badgeOf, randomOf } from './generated-documents.ts'

const sha256: Sha256 = {
  bytes: (text) => createHash('sha256').update(text).digest(),
  hex: (text) => createHash('sha256').update(text).digest('hex'),
}
const issuer = ed25519TestKey('issuer')
const issuerDid = parseDid('did:web:city.example:providers:leap')
const created = new Date('2026-09-01T10:00:00Z')

type Counted = {
  canonicalize: Canonicalize
  compiled: CompiledCanonicalization
  full: () => number
}

/** Counts what the full algorithm was asked, and how often it was found to differ. */
function open(change: Partial<CompiledCanonicalization> = {}) {
  let [fullRuns, differences] = [0, 0]
  const made = createCompiledCanonicalization(pinnedContexts, {
    sha256,
    onDifference: () => {
      differences += 1
    },
    checkFirst: 2,
    checkOneIn: 5,
  })
  const compiled = { ...made, ...change }
  const inner = createCanonicalize()
  const canonicalize: Canonicalize = (document, options) => {
    const text = options?.isFull ? undefined : compiled.text(document)
    if (text !== undefined) return Promise.resolve(text)
    fullRuns += 1
    return inner(document, options)
  }
  const counted: Counted = {
    canonicalize: Object.assign(canonicalize, { compiled }),
    compiled,
    full: () => fullRuns,
  }
  return { ...counted, differences: () => differences }
}

const issue = (document: JsonObject, canonicalize: Canonicalize, at = created) =>
  addDataIntegrityProof({
    document,
    signer: issuer.signer(issuerDid),
    proofPurpose: 'assertionMethod',
    created: at,
    canonicalize,
  })

function verify(document: JsonObject, canonicalize: Canonicalize) {
  const [proof = {}] = proofsOf(document)
  const { publicKey } = issuer
  return createProofVerifier(document)({ proof, publicKey, canonicalize, verifySignature })
}

const refused = { ok: false, code: 'signature_invalid', detail: expect.any(String) }

describe('issuing by compiled contexts', () => {
  it('makes the reference implementation’s proofs, and each verifies the other’s', async () => {
    const { canonicalize } = open()
    for (const seed of [1, 2, 3, 4]) {
      const badge =
        seed === 1 ? sampleBadge() : { ...badgeOf(randomOf(seed * 7)), issuer: issuerDid }
      const made = await issue(badge, canonicalize).catch(() => undefined)
      if (made === undefined) continue
      const reference = await referenceIssue(badge, issuer, created)
      expect(made).toEqual(reference)
      expect(await referenceVerifies(made, created)).toBe(true)
      expect(await verify(reference, canonicalize)).toEqual({ ok: true })
    }
  })

  it('has the first badges and one in so many made by the full algorithm, too', async () => {
    const { canonicalize, full, differences } = open()
    const runs: number[] = []
    for (let badge = 1; badge <= 10; badge++) {
      const before = full()
      await issue(sampleBadge({ id: `urn:x:${badge}` }), canonicalize)
      runs.push(full() - before)
    }
    // document and proof configuration
    expect(runs).toEqual([2, 2, 0, 0, 2, 0, 0, 0, 0, 2])
    expect(differences()).toBe(0)
  })

  it('signs what the full algorithm says where they differ, tells it once and is off from then on', async () => {
    const { canonicalize, compiled, differences } = open({ hash: () => new Uint8Array(32) })
    const [first, second] = [
      await issue(sampleBadge(), canonicalize),
      await issue(sampleBadge(), canonicalize),
    ]
    expect(first).toEqual(await referenceIssue(sampleBadge(), issuer, created))
    expect(second).toEqual(first)
    expect(differences()).toBe(1)
    expect(compiled.text(sampleBadge())).toBeUndefined()
    expect(compiled.hashConfiguration({ type: 'DataIntegrityProof' })).toBeUndefined()
    expect(compiled.isCheckDue()).toBe(false)
  })

  it('takes what the full algorithm refuses for a difference', async () => {
    const { canonicalize, differences } = open({ hash: () => new Uint8Array(32) })
    await expect(issue({ ...sampleBadge(), grade: 'A' }, canonicalize)).rejects.toMatchObject({
      code: 'canonicalization_failed',
    })
    expect(differences()).toBe(1)
  })

  it('refuses a badge that libraries would put in different orders', async () => {
    const tag = ['\u{10000} second', '\uF900 first']
    const badge = sampleBadge({ achievement: { ...sampleAchievement, tag } })
    await expect(issue(badge, open().canonicalize)).rejects.toMatchObject({
      code: 'canonicalization_failed',
    })
  })
})

describe('verifying by compiled contexts', () => {
  it('asks the full algorithm for nothing where the signature fits', async () => {
    const signed = await referenceIssue(sampleBadge(), issuer, created)
    const { canonicalize, full } = open()
    expect(await verify(signed, canonicalize)).toEqual({ ok: true })
    expect(full()).toBe(0)
  })

  it('refuses nothing before the full algorithm does', async () => {
    const signed = await referenceIssue(sampleBadge(), issuer, created)
    for (const fault of [
      { hash: () => new Uint8Array(32), text: () => 'wrong' },
      { hashConfiguration: () => new Uint8Array(32) },
    ]) {
      expect(await verify(signed, open(fault).canonicalize)).toEqual({ ok: true })
    }
  })

  it('has the full algorithm refuse the same once', async () => {
    const signed = await referenceIssue(sampleBadge(), issuer, created)
    const forged = { ...signed, name: 'Brain surgeon' }
    const { canonicalize, full } = open()
    expect(await verify(forged, canonicalize)).toEqual(refused)
    const runs = full()
    expect(runs).toBe(2)
    expect(await verify(forged, canonicalize)).toEqual(refused)
    expect(full()).toBe(runs)
    expect(await verify({ ...forged, name: 'Pilot' }, canonicalize)).toEqual(refused)
    expect(full()).toBeGreaterThan(runs)
    expect(await verify(signed, canonicalize)).toEqual({ ok: true })
  })

  it('does the full work once where contexts tell nothing', async () => {
    const alike = { type: ['Evidence'], name: 'Register' }
    const signed = await referenceIssue(sampleBadge({ evidence: [alike, alike] }), issuer, created)
    const { canonicalize, full } = open()
    expect(await verify(signed, canonicalize)).toEqual({ ok: true })
    expect(full()).toBeLessThanOrEqual(2)
  })

  it('keeps hashes of configurations by all that they say', () => {
    const { compiled } = open()
    const config = { '@context': sampleBadge()['@context'], type: 'DataIntegrityProof', nonce: '1' }
    const first = compiled.hashConfiguration(config)
    expect(compiled.hashConfiguration({ ...config })).toBe(first)
    expect(compiled.hashConfiguration({ ...config, nonce: '2' })).not.toEqual(first)
    for (let nonce = 0; nonce < 1_000; nonce++) {
      compiled.hashConfiguration({ ...config, nonce: `${nonce} more` })
    }
    expect(compiled.hashConfiguration(config)).not.toBe(first)
    expect(compiled.hashConfiguration(config)).toEqual(first)
  })
})
