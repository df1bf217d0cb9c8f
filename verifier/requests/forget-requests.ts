import { In, IsNull, LessThanOrEqual, Not } from 'typeorm'
import type { Database } from '../../shared/node/database/database.ts'
import { forgetIdempotencyKeys } from '../../shared/server/idempotency.ts'
import { receiptEntity } from '../receipts/receipt-store.ts'
import { reportEntity } from '../reports/report-schema.ts'
import { requestEntity } from './request-schema.ts'

/**
 * Forgets what need not be known any more: keys for answers that can no longer come, requests and reports whose
 * time is over, and answers kept for repeated API calls. Run again, it changes nothing.
 */
export async function forgetRequests(ports: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const now = ports.clock().toISOString()
  await ports.database.transact(async (tx) => {
    await tx.update(
      requestEntity,
      { expiresAt: LessThanOrEqual(now), sealedResponseKey: Not(IsNull()) },
      { sealedResponseKey: null },
    )
    const overdue = await tx.find(requestEntity, {
      select: { id: true },
      where: { deleteAfter: LessThanOrEqual(now) },
      take: 1000,
    })
    const ids = In(overdue.map(({ id }) => id))
    await tx.delete(receiptEntity, { requestId: ids })
    await tx.delete(reportEntity, { requestId: ids })
    await tx.delete(requestEntity, { id: ids })
  })
  await forgetIdempotencyKeys(ports)
}
