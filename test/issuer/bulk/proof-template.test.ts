import { describe, expect, it } from 'vitest'
import { proofTemplateOf } from '../../../issuer/bulk/proof-template.ts'
import type { Canonicalize, CanonicalizeOptions } from '../../../shared/credential/canonicalize.ts'
import { createNodeCanonicalization } from '../../../shared/node/canonicalization.ts'
import { sampleBadge } from '../../shared/credential/sample-badge.ts'

const created = new Date('2026-11-22T10:00:00.000Z')
const keyId = 'did:web:city.example#key'
const badgeWith = (id: string) => ({ ...sampleBadge(), id: `urn:uuid:${id}` })
const marked = { badge: badgeWith('mark'), marks: ['urn:uuid:mark'] }
const one = { badge: badgeWith('one'), values: ['urn:uuid:one'] }

describe('proofTemplateOf', () => {
  it('writes the proof as the last of a badge, its value behind what differs', async () => {
    const { canonicalize, differences } = createNodeCanonicalization()
    const template = await proofTemplateOf(marked, one, { keyId, created, canonicalize })
    const text = template?.text.map((part) =>
      part === 0 ? one.values[0] : part === 1 ? 'zValue' : part,
    )
    expect(JSON.parse(text?.join('') ?? '')).toEqual({
      ...one.badge,
      proof: {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: '2026-11-22T10:00:00Z',
        verificationMethod: keyId,
        proofPurpose: 'assertionMethod',
        proofValue: 'zValue',
      },
    })
    expect(differences()).toBe(0)
  })

  it('prepares nothing where the full algorithm comes to another answer, and tells of it', async () => {
    const { canonicalize, differences } = createNodeCanonicalization({
      logger: { error: () => undefined },
    })
    const other: Canonicalize = Object.assign(
      async (document: object, options: CanonicalizeOptions = {}) => {
        const text = await canonicalize(document, options)
        return options.isFull ? text.replace('"', '"other ') : text
      },
      canonicalize.compiled && { compiled: canonicalize.compiled },
    )
    const ports = { keyId, created, canonicalize: other }
    expect(await proofTemplateOf(marked, one, ports)).toBeUndefined()
    expect([differences(), canonicalize.compiled?.isOn()]).toEqual([1, false])
  })

  it('prepares nothing of texts that libraries put in different orders', async () => {
    const { canonicalize } = createNodeCanonicalization()
    const rare = { ...marked, badge: { ...marked.badge, name: '\u{1f3c5} and \ue000' } }
    expect(await proofTemplateOf(rare, one, { keyId, created, canonicalize })).toBeUndefined()
  })
})
