import { Not } from 'typeorm'
import { AppError } from '../../errors/app-error.ts'
import type { Database } from '../../node/database/database.ts'
import { hashApiKey } from './api-keys.ts'
import { apiKeyEntity } from './api-schema.ts'

/** The id of the configured key, whatever its text is today. */
export const configuredApiKeyId = 'configuration'

/**
 * Makes the configured key the one that counts: a leaked key ends when the configuration changes, and what was
 * made with it stays with its successor. Without one in the configuration the last one ends.
 * @throws AppError config_invalid where the text is another key's that was given out
 */
export async function settleConfiguredApiKey(
  text: string | undefined,
  { database, clock }: { database: Database; clock: () => Date },
): Promise<void> {
  const id = configuredApiKeyId
  const now = clock().toISOString()
  await database.transact(async (tx) => {
    if (text === undefined) {
      await tx.update(apiKeyEntity, { id }, { revokedAt: now })
      return
    }
    const hash = hashApiKey(text)
    // it would act for the whole application with the rights of one client, or bring back a key that was ended
    if ((await tx.findOneBy(apiKeyEntity, { hash, id: Not(id) })) !== null) {
      throw new AppError('config_invalid', 'The configured API key was given to a client before')
    }
    const key = { name: 'From the configuration', hash, revokedAt: null }
    const { affected } = await tx.update(apiKeyEntity, { id }, key)
    if (affected === 0) {
      await tx.insert(apiKeyEntity, {
        ...key,
        id,
        provider: null,
        createdAt: now,
        permissions: null,
        expiresAt: null,
        usedOn: null,
        createdBy: null,
        hint: null,
      })
    }
  })
}
