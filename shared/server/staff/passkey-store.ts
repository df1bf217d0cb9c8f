import type { Reader } from '../../node/database/database.ts'
import { type PasskeyRow, passkeyEntity } from './staff-entities.ts'

/** Somebody's passkeys, the newest first. */
export function listPasskeys(reader: Reader, accountId: string): Promise<PasskeyRow[]> {
  return reader.find(passkeyEntity, { where: { accountId }, order: { createdAt: 'DESC' } })
}

export async function findPasskey(
  reader: Reader,
  key: { credentialId: string; accountId?: string },
): Promise<PasskeyRow | undefined> {
  return (await reader.findOneBy(passkeyEntity, key)) ?? undefined
}
