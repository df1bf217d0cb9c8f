import type { Database } from '../../shared/node/database/database.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Quota } from './quota.ts'
import { setQuota } from './quota-store.ts'

export async function changeQuota(
  organisation: string,
  { quota, actor }: { quota: Quota; actor: string },
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  await database.transact(async (tx) => {
    await setQuota(tx, organisation, quota)
    const action = 'organisation.quota-changed'
    const at = clock().toISOString()
    await recordAudit(tx, { organisation, actor, action, subject: organisation, at })
  })
}
