import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { StatusPurpose } from '../../shared/status/status-entry.ts'
import type { Actor } from '../actor.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import type { AuditAction } from '../log/audit-entry.ts'
import { changeStatusBit } from '../status/status-store.ts'
import { type AwardStatus, unknownAward } from './award.ts'
import { type AwardKey, type AwardRow, findAward, updateAward } from './award-store.ts'

export const statusChanges = ['revoke', 'suspend', 'reinstate'] as const

export type StatusChange = (typeof statusChanges)[number]

const auditActions: Record<StatusChange, AuditAction> = {
  revoke: 'award.revoked',
  suspend: 'award.suspended',
  reinstate: 'award.reinstated',
}

/**
 * What a change makes of a status. A badge has one status entry, so only a badge designed as a licence (purpose
 * `suspension`) can be suspended and reinstated; a revocation is for good.
 * @throws AppError not_suspendable, award_revoked, not_suspended
 */
export function nextStatus(
  current: AwardStatus,
  change: StatusChange,
  purpose: StatusPurpose,
): AwardStatus {
  if (change === 'revoke') return 'revoked'
  if (change === 'suspend' && purpose !== 'suspension') {
    throw new AppError(
      'not_suspendable',
      'This badge cannot be suspended, only revoked: it was not designed as a licence',
    )
  }
  if (current === 'revoked') {
    throw new AppError('award_revoked', 'This award is revoked, and that is for good')
  }
  if (change === 'suspend') return 'suspended'
  if (current === 'suspended') return 'active'
  throw new AppError('not_suspended', 'This award is not suspended')
}

/**
 * Changes the status of an award with its bit and its line of the audit. A change that was made before is no
 * error and leaves everything as it is.
 * @throws AppError not_found and those of nextStatus
 */
export async function changeAwardStatus(
  tx: Transaction,
  input: { key: AwardKey; change: StatusChange; reason: string; actor: Actor; at: string },
): Promise<AwardRow> {
  const { key, change, reason, actor, at } = input
  const award = await findAward(tx, key)
  if (award === undefined) throw unknownAward()
  const { provider, id, badge: slug, badgeVersion: version } = award
  const badge = await findBadge(tx, { provider, slug, version })
  if (badge === undefined) throw unknownBadge()
  const status = nextStatus(award.status, change, badge.design.statusPurpose)
  if (status === award.status) return award
  const changes = { status, statusReason: reason, statusAt: at }
  await updateAward(tx, key, changes)
  const { statusList: list, statusIndex: index } = award
  const wasSet = award.status !== 'active'
  const isSet = status !== 'active'
  if (wasSet !== isSet) await changeStatusBit(tx, { provider, list, index, isSet })
  await audit(tx, { provider, actor: actor.name, action: auditActions[change], subject: id, at })
  return { ...award, ...changes }
}
