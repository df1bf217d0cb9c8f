import { IsNull, Not } from 'typeorm'
import type { Database } from '../../shared/node/database/database.ts'
import { hashApiKey } from '../../shared/server/api-keys.ts'
import { apiKeyEntity } from '../../shared/server/api-schema.ts'

const name = 'From the configuration'

/**
 * Makes the key of the configuration the one and only of its kind: another that stood there before ends, so that
 * a leaked key is got rid of by changing the configuration; without one in the configuration all end.
 */
export async function settleBootstrapApiKey(
  text: string | undefined,
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  const at = clock().toISOString()
  const hash = text === undefined ? '' : hashApiKey(text)
  await database.transact(async (tx) => {
    await tx.update(apiKeyEntity, { name, hash: Not(hash), revokedAt: IsNull() }, { revokedAt: at })
    if (text === undefined) return
    const kept = await tx.findOneBy(apiKeyEntity, { hash })
    if (kept !== null) {
      await tx.update(apiKeyEntity, { hash }, { revokedAt: null })
      return
    }
    await tx.insert(apiKeyEntity, {
      id: `bootstrap-${hash.slice(0, 12)}`,
      name,
      provider: null,
      hash,
      createdAt: at,
      revokedAt: null,
    })
  })
}
