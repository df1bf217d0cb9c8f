import { randomUUID } from 'node:crypto'
import { EntitySchema } from 'typeorm'
import type { Schema, Transaction } from '../../shared/node/database/database.ts'
import { everywhere, type Scope } from '../../shared/server/access.ts'
import {
  type AuditedAct,
  type AuditLine,
  auditLineColumns,
  type SharedAction,
} from '../../shared/server/audit-entry.ts'
import { KeepAudit1779060000001 } from '../migrations/keep-audit.ts'
import { tellOfRecorded } from '../webhooks/employer-events.ts'

export type AuditAction =
  | SharedAction
  | 'organisation.made'
  | 'organisation.settings-changed'
  | 'organisation.quota-changed'
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

/**
 * The subject is the id of the candidate, vacancy or person of the staff, the thumbprint of the key, or the DID of the city.
 * Never the id of a request, which opens its report.
 */
export type AuditEntry = AuditedAct<AuditAction> & {
  /** Short name; `hostItself` for what is the host's own. */
  organisation: string
}

/** No organisation can be called so. */
export const hostItself = '@host'

export type AuditRow = AuditLine & { organisation: string }

export const auditEntity = new EntitySchema<AuditRow>({
  name: 'audit_entry',
  tableName: 'audit_entry',
  columns: { organisation: { type: 'varchar', primary: true }, ...auditLineColumns },
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
  entities: [auditEntity],
  migrations: [KeepAudit1779060000001],
}
