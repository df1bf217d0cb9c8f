import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import type { Badge } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { renewOffer } from '../oid4vci/offers.ts'
import { unknownAward, zEvidenceInput, zOneLine } from './award.ts'
import { type AwardKey, type AwardRow, findAward, updateAward } from './award-store.ts'
import { changeAwardStatus } from './change-status.ts'
import { evidenceOf } from './evidence-of.ts'
import { type MakeAwardPorts, placeAward } from './make-award.ts'
import { endOf, textOrNull } from './settle-award.ts'

const zReason = zOneLine.max(500)

/** What may be put right. What is not named stays as it is. */
export const zCorrection = z.strictObject({
  email: z.email().max(254).optional(),
  name: zOneLine.max(200).optional(),
  evidence: z.array(zEvidenceInput).max(20).optional(),
  reason: zReason,
})

export const zRenewal = z.strictObject({
  validUntil: z.iso.datetime({ offset: true }).optional(),
  reason: zReason.optional(),
})

export const zNewClaim = z.strictObject({ reason: zReason })

export type Correction = z.infer<typeof zCorrection>

type By = { key: AwardKey; actor: Actor }

/**
 * Puts an award right. Nothing is signed before the claim, so until then the award itself changes, and where the
 * address was wrong its old link stops working. Once the badge is in somebody's hands, it is revoked for the reason
 * given and another award stands in for it.
 * @returns the award as it is now, or the one that stands in for it
 * @throws AppError not_found, award_revoked, provider_inactive
 */
export async function correctAward(
  tx: Transaction,
  { key, actor, correction }: By & { correction: Correction },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const { email, name, reason } = correction
  const award = await getLiving(tx, key)
  const changes = {
    ...(email !== undefined && { recipientEmail: email }),
    ...(name !== undefined && { recipientName: name }),
    ...(correction.evidence !== undefined && { evidence: textOrNull(evidenceOf(correction)) }),
  }
  if (isHandedOut(award)) return replace(tx, { award, actor, reason, changes }, ports)
  const { provider, id } = key
  const at = ports.clock().toISOString()
  await updateAward(tx, key, changes)
  await audit(tx, { provider, actor: actor.name, action: 'award.corrected', subject: id, at })
  if (email === undefined || email === award.recipientEmail) return { ...award, ...changes }
  return renewOffer(tx, { key, actor }, ports)
}

/**
 * Lets a badge be taken once more, with another key: the one that was taken is revoked, and another award stands in
 * for it.
 * @throws AppError not_found, award_revoked, conflict where nobody took it yet, provider_inactive
 */
export async function awardAgain(
  tx: Transaction,
  { key, actor, reason }: By & { reason: string },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const award = await getLiving(tx, key)
  if (!isHandedOut(award)) {
    throw new AppError('conflict', 'Nobody has taken this badge yet. Send its link again')
  }
  return replace(tx, { award, actor, reason, changes: { delivery: 'claim' } }, ports)
}

/**
 * Awards the badge anew, in its newest version and with a new end. The one before stays good until its own end.
 * @throws AppError not_found, award_revoked, request_malformed, provider_inactive
 */
export async function renewAward(
  tx: Transaction,
  { key, actor, validUntil }: By & { validUntil?: string | undefined },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const award = await getLiving(tx, key)
  const badge = await findBadge(tx, { provider: award.provider, slug: award.badge })
  if (badge === undefined) throw unknownBadge()
  const end = endOf(badge.design, validUntil, ports.clock())
  return standIn(tx, { award, badge, actor, changes: { validUntil: end } }, ports)
}

async function getLiving(tx: Transaction, key: AwardKey): Promise<AwardRow> {
  const award = await findAward(tx, key)
  if (award === undefined) throw unknownAward()
  if (award.status === 'revoked') {
    throw new AppError('award_revoked', 'This award is revoked, and that is for good')
  }
  if (award.replacedBy !== null) {
    throw new AppError('conflict', 'Another award stands in for this one. Change that one')
  }
  return award
}

/** Whether a signed badge may be out. */
export function isHandedOut({
  claimedAt,
  delivery,
}: Pick<AwardRow, 'claimedAt' | 'delivery'>): boolean {
  return claimedAt !== null || delivery === 'download'
}

type Changes = Partial<
  Pick<AwardRow, 'recipientEmail' | 'recipientName' | 'evidence' | 'validUntil' | 'delivery'>
>

async function replace(
  tx: Transaction,
  input: { award: AwardRow; actor: Actor; reason: string; changes: Changes },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const { award, actor, reason, changes } = input
  const { provider, badge: slug, badgeVersion: version } = award
  const badge = await findBadge(tx, { provider, slug, version })
  if (badge === undefined) throw unknownBadge()
  const at = ports.clock().toISOString()
  await changeAwardStatus(tx, { key: award, change: 'revoke', reason, actor, at })
  return standIn(tx, { award, badge, actor, changes }, ports)
}

async function standIn(
  tx: Transaction,
  input: { award: AwardRow; badge: Badge; actor: Actor; changes: Changes },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const { award, badge, actor, changes } = input
  const { language, recipientEmail, recipientName, earner, evidence } = award
  const { validUntil, needsTxCode, delivery, provider, id } = award
  const settled = { language, recipientEmail, recipientName, earner, evidence, validUntil }
  // who took it may have lost that key since; for whom it waits, it waits on
  const holder = award.claimedAt === null ? award.holder : null
  const successor = await placeAward(
    tx,
    { badge, actor, ...settled, holder, needsTxCode, delivery, replaces: id, ...changes },
    ports,
  )
  await updateAward(tx, award, { replacedBy: successor.id })
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'award.replaced',
    subject: id,
    detail: { by: successor.id },
    at: successor.awardedAt,
  })
  return successor
}
