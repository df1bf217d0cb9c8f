import { randomUUID } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Schema, Transaction } from '../../shared/node/database/database.ts'
import { everywhere, type Scope } from '../../shared/server/access.ts'
import type { ApiKeyAction } from '../../shared/server/api-keys/api-key.ts'
import type { StaffAction } from '../../shared/server/staff/staff.ts'
import type { WebhookAction } from '../../shared/server/webhooks/webhook.ts'
import { KeepAudit1779060000001 } from '../migrations/keep-audit.ts'
import { tellOfRecorded } from '../webhooks/employer-events.ts'

export type AuditAction =
  | StaffAction
  | ApiKeyAction
  | WebhookAction
  | 'organisation.made'
  | 'organisation.settings-changed'
  | 'organisation.domain-checked'
  | 'city.trusted'
  | 'city.not-trusted'
  | 'city.copy-kept'
  | 'city.copy-removed'
  | 'candidate.asked'
  | 'candidate.ask-withdrawn'
  | 'candidate.sent'
  | 'candidate.received'
  | 'candidate.withdrawn'
  | 'candidate.opened'
  | 'candidate.file-opened'
  | 'candidate.checked-again'
  | 'candidate.joined'
  | 'candidate.parted'
  | 'candidate.deleted'
  | 'report.made'
  | 'report.checked-again'
  | 'report.deleted'
  | 'batch.started'
  | 'batch.paused'
  | 'batch.resumed'
  | 'batch.cancelled'
  | 'batch.opened'
  | 'batch.deleted'
  | 'report.opened'
  | 'kept.time-over'
  | 'vacancy.emptied'
  | 'key.retired'
  | 'key.revoked'
  | 'vacancy.made'
  | 'vacancy.changed'
  | 'vacancy.opened'
  | 'vacancy.closed'
  | 'vacancy.archived'
  | 'vacancy.deleted'

/** Who did or saw what, when. Holds pseudonyms only: ids, never a name or an address. */
export type AuditEntry = {
  /** Short name; `hostItself` for what is the host's own. */
  organisation: string
  /** `api-key:<id>`, `staff:<id>`, `host`. */
  actor: string
  action: AuditAction
  /**
   * Id of the candidate, vacancy or person of the staff; thumbprint of the key; DID of the city. Never the id of a request,
   * which opens its report.
   */
  subject: string
  detail?: Readonly<Record<string, string | number>>
  at: string
}

/** No organisation can be called so. */
export const hostItself = '@host'

export type AuditRow = Omit<AuditEntry, 'detail' | 'action'> & {
  id: string
  action: string
  /** JSON */
  detail: string
}

export const auditEntity = new EntitySchema<AuditRow>({
  name: 'audit_entry',
  tableName: 'audit_entry',
  columns: {
    organisation: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    actor: { type: 'varchar' },
    action: { type: 'varchar' },
    subject: { type: 'varchar' },
    detail: { type: 'text' },
    at: { type: 'varchar' },
  },
})

/** Adds the entry in the unit that does what it tells of, and tells the webhooks that want to know. */
export async function recordAudit(
  tx: Transaction,
  { detail = {}, ...entry }: AuditEntry,
): Promise<void> {
  await tx.insert(auditEntity, { ...entry, id: randomUUID(), detail: JSON.stringify(detail) })
  await tellOfRecorded(tx, entry)
}

/** The same for what happens in a part of the application, or in all of it. */
export function auditIn(
  tx: Transaction,
  { scope, ...entry }: Omit<AuditEntry, 'organisation'> & { scope: Scope },
): Promise<void> {
  return recordAudit(tx, { ...entry, organisation: scope === everywhere ? hostItself : scope })
}

export const auditSchema: Schema = {
  // an EntitySchema of one row type stands for any entity to TypeORM
  entities: [auditEntity] as Schema['entities'],
  migrations: [KeepAudit1779060000001],
}
