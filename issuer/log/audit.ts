import { allDone } from '../../shared/node/database/all-done.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import { insertRows } from '../../shared/node/database/insert-rows.ts'
import { everywhere } from '../../shared/server/access.ts'
import { enqueueWebhooks } from '../../shared/server/webhooks/enqueue-webhooks.ts'
import { eventOf } from '../webhooks/city-events.ts'
import { type AuditEntry, type AuditRow, auditEntity, cityItself } from './audit-entry.ts'
import { auditRowsOf } from './audit-rows.ts'

/** As audit, for many entries at a time. */
export async function auditAll(tx: Transaction, entries: readonly AuditEntry[]): Promise<void> {
  await allDone([
    insertRows<AuditRow>(tx, auditEntity, auditRowsOf(entries)),
    enqueueWebhooks(tx, entries.flatMap(eventOfEntry)),
  ])
}

/** Adds the entry in the unit that does what it tells of; systems outside that listen are told of it too. */
export async function audit(tx: Transaction, told: AuditEntry): Promise<void> {
  await tx.insert(auditEntity, auditRowsOf([told]))
  await enqueueWebhooks(tx, eventOfEntry(told))
}

function eventOfEntry({ provider, ...happening }: AuditEntry) {
  return eventOf({ ...happening, scope: provider === cityItself ? everywhere : provider })
}
