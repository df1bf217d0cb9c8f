import type { Canonicalize } from '../../shared/credential/canonicalize.ts'
import { isOrderSensitive } from '../../shared/credential/code-point-order.ts'
import {
  type CanonicalTemplate,
  canonicalTemplateOf,
  createTemplateWriter,
} from '../../shared/credential/compiled/canonical-template.ts'
import { formatDateTimeStamp } from '../../shared/credential/date-time-stamp.ts'
import type { OpenBadgeCredential } from '../../shared/credential/open-badge.ts'
import { sha256OfText } from '../../shared/node/sha256-of-text.ts'
import type { BadgeTemplate } from '../awards/badge-template.ts'
import { cutText, type MarkedBadge } from '../awards/badge-texts.ts'

/** What a thread needs to secure badges of one sort with Data Integrity. */
export type ProofTemplate = {
  /** The badge in JSON with its proof, of which the value comes behind what differs otherwise. */
  text: BadgeTemplate
  canonical: CanonicalTemplate
  configHash: Uint8Array
}

/**
 * Prepares eddsa-rdfc-2022 proofs of badges that differ in few values. One of them is put into canonical form by the
 * full algorithm, too: if that ever differs, compiled contexts are switched off and nothing is prepared.
 * @param one of the badges, with what it has for the marks
 * @returns undefined for what has to be secured badge by badge
 */
export async function proofTemplateOf(
  { badge, marks }: MarkedBadge,
  one: { badge: OpenBadgeCredential; values: readonly string[] },
  { keyId, created, canonicalize }: { keyId: string; created: Date; canonicalize: Canonicalize },
): Promise<ProofTemplate | undefined> {
  const form = await canonicalize(badge)
  if (isOrderSensitive(form)) return undefined
  const canonical = canonicalTemplateOf(form, marks, sha256OfText.hex)
  if (canonical === undefined) return undefined
  const written = createTemplateWriter(canonical, sha256OfText.hex)(one.values)
  if (written !== (await canonicalize(one.badge, { isFull: true }))) {
    canonicalize.compiled?.switchOff()
    return undefined
  }
  const config = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: formatDateTimeStamp(created),
    verificationMethod: keyId,
    proofPurpose: 'assertionMethod',
  }
  const configForm = await canonicalize({ ...config, '@context': badge['@context'] })
  const text = JSON.stringify({ ...badge, proof: config })
  // the proof is the last member, and its value the last of the proof
  const open = cutText(`${text.slice(0, -2)},"proofValue":"`, marks)
  return {
    text: [...open, marks.length, '"}}'],
    canonical,
    configHash: sha256OfText.bytes(configForm),
  }
}
