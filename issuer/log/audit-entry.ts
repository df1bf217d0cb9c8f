import { EntitySchema } from 'typeorm'
import {
  type AuditedAct,
  type AuditLine,
  auditLineColumns,
  type SharedAction,
} from '../../shared/server/audit-entry.ts'

export type AuditAction =
  | SharedAction
  | 'award.made'
  | 'bulk.read'
  | 'bulk.started'
  | 'bulk.paused'
  | 'bulk.resumed'
  | 'bulk.discarded'
  | 'award.claimed'
  | 'award.revoked'
  | 'award.suspended'
  | 'award.reinstated'
  | 'award.offer-renewed'
  | 'award.erased'
  | 'award.corrected'
  | 'award.replaced'
  | 'award.sent'
  | 'award.reminded'
  | 'award.issued'
  | 'credential.issued'
  | 'badge.published'
  | 'badge.retired'
  | 'badge.checked'
  | 'badge.endorsed'
  | 'provider.endorsed'
  | 'endorsement.ended'
  | 'standard.imported'
  | 'skills.imported'
  | 'quality-rule.changed'
  | 'activity.made'
  | 'activity.renamed'
  | 'activity.archived'
  | 'activity.restored'
  | 'activity.deleted'
  | 'register.person-known'
  | 'learner-code.scanned'
  | 'wall-code.made'
  | 'wall-code.ended'
  | 'award-rule.made'
  | 'award-rule.paused'
  | 'award-rule.resumed'
  | 'award-rule.met'
  | 'evidence.more'
  | 'evidence.accepted'
  | 'evidence.declined'
  | 'accreditation.given'
  | 'accreditation.ended'
  | 'recognition.given'
  | 'recognition.ended'
  | 'key.retired'
  | 'key.compromised'
  | 'accreditation.narrowed'
  | 'application.confirmed'
  | 'application.more-asked'
  | 'application.accepted'
  | 'application.declined'
  | 'application-form.opened'
  | 'application-form.closed'
  | 'provider.added'
  | 'provider.activated'
  | 'provider.domain-broken'
  | 'provider.domain-mended'
  | 'provider.suspended'
  | 'provider.resumed'
  | 'provider.closed'
  | 'mail.tried-again'
  | 'city.settings-changed'

/**
 * The subject is the id of the award, accreditation, recognition, endorsement or person of the staff, the thumbprint of the
 * key, or the short name of the badge or provider.
 */
export type AuditEntry = AuditedAct<AuditAction> & {
  /** Whose it is; `cityItself` for what is the city's own. */
  provider: string
}

/** No provider can be called so. */
export const cityItself = '@city'

export type AuditRow = AuditLine & {
  provider: string
  /** Place in the hash chain, given by the sealer; nothing until then. */
  position: number | null
}

export const auditEntity = new EntitySchema<AuditRow>({
  name: 'audit_entry',
  columns: {
    provider: { type: 'varchar', primary: true },
    ...auditLineColumns,
    position: { type: 'integer', nullable: true },
  },
})
