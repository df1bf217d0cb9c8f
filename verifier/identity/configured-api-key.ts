import type { Database } from '../../shared/node/database/database.ts'
import { hashApiKey } from '../../shared/server/api-keys.ts'
import { apiKeyEntity } from '../../shared/server/api-schema.ts'

const id = 'configuration'

/**
 * Makes the configured key the one that counts: a leaked key ends when the configuration changes, and the requests
 * that were made with it stay with its successor. Without one in the configuration the last one ends.
 */
export async function settleConfiguredApiKey(
  text: string | undefined,
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  const now = clock().toISOString()
  await database.transact(async (tx) => {
    if (text === undefined) {
      await tx.update(apiKeyEntity, { id }, { revokedAt: now })
      return
    }
    const key = { name: 'From the configuration', hash: hashApiKey(text), revokedAt: null }
    const { affected } = await tx.update(apiKeyEntity, { id }, key)
    if (affected === 0) {
      await tx.insert(apiKeyEntity, { ...key, id, provider: null, createdAt: now })
    }
  })
}
