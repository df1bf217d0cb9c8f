import { In, LessThanOrEqual } from 'typeorm'
import type { Database } from '../../shared/node/database/database.ts'
import { boundStatusListMemory } from '../../shared/node/trust/status-list-memory-store.ts'
import { forgetIdempotencyKeys } from '../../shared/server/api/idempotency.ts'
import { requestEntity } from './request-schema.ts'

/**
 * Forgets what need not be known any more: keys for answers that can no longer come, requests that nobody
 * answered once their time is over (of the others, see the sweeper), status lists beyond what is remembered of them, and answers kept for repeated API calls. Run again, it changes nothing.
 */
export async function forgetRequests(
  ports: { database: Database; clock: () => Date },
  atOnce = 500,
): Promise<void> {
  const now = ports.clock().toISOString()
  await ports.database.transact(async (tx) => {
    // in the words of the partial index, so that what expired long ago is not looked through again
    await tx
      .createQueryBuilder()
      .update(requestEntity)
      .set({ sealedResponseKey: null })
      .where('sealed_response_key is not null and expires_at <= :now', { now })
      .execute()
  })
  while ((await deleteSome({ now, atOnce }, ports.database)) === atOnce);
  await boundStatusListMemory(ports)
  await forgetIdempotencyKeys(ports)
}

/** In a unit of its own, so that nothing waits long behind a day on which much is due. */
async function deleteSome(
  { now, atOnce }: { now: string; atOnce: number },
  database: Database,
): Promise<number> {
  return database.transact(async (tx) => {
    const overdue = await tx.find(requestEntity, {
      select: { id: true },
      where: { deleteAfter: LessThanOrEqual(now), progress: 'waiting' },
      take: atOnce,
    })
    await tx.delete(requestEntity, { id: In(overdue.map(({ id }) => id)), progress: 'waiting' })
    return overdue.length
  })
}
