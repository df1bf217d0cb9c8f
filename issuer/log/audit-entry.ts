import { EntitySchema } from 'typeorm'
import type { ApiKeyAction } from '../../shared/server/api-keys/api-key.ts'
import type { StaffAction } from '../../shared/server/staff/staff.ts'
import type { WebhookAction } from '../../shared/server/webhooks/webhook.ts'

export type AuditAction =
  | StaffAction
  | ApiKeyAction
  | WebhookAction
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

/** Who did what to what, when. Holds pseudonyms only: ids, never a name or an address. */
export type AuditEntry = {
  /** Whose it is; `cityItself` for what is the city's own. */
  provider: string
  /** `api-key:<id>`, `staff:<id>`, `holder`, `city`. */
  actor: string
  action: AuditAction
  /** Id of the award, accreditation, recognition, endorsement or person of the staff; thumbprint of the key; short name of
   * the badge or provider. */
  subject: string
  detail?: Readonly<Record<string, string | number>>
  at: string
}

/** No provider can be called so. */
export const cityItself = '@city'

export type AuditRow = {
  provider: string
  id: string
  actor: string
  action: string
  subject: string
  /** JSON */
  detail: string
  at: string
  /** Place in the hash chain, given by the sealer; nothing until then. */
  position: number | null
}

export const auditEntity = new EntitySchema<AuditRow>({
  name: 'audit_entry',
  columns: {
    provider: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    actor: { type: 'varchar' },
    action: { type: 'varchar' },
    subject: { type: 'varchar' },
    detail: { type: 'text' },
    at: { type: 'varchar' },
    position: { type: 'integer', nullable: true },
  },
})
