import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { HistoricKey } from '../../shared/node/identity/historic-key.ts'
import { verifierKeyEntity } from './key-schema.ts'

/** In the order of the DID document: keys that go on first, then the newest. */
export async function listKeys(reader: Reader, did: string): Promise<HistoricKey[]> {
  const keys = await reader.findBy(verifierKeyEntity, { did })
  return keys.sort((a, b) => rank(b).localeCompare(rank(a)))
}

function rank(key: HistoricKey): string {
  const { createdAt, keyType, keyId } = key
  return [goesOn(key) ? 1 : 0, createdAt, keyType, keyId].join()
}

/** Nothing has ended it, and no end is set. */
export function goesOn({ retiredAt, compromisedAt }: HistoricKey): boolean {
  return retiredAt === null && compromisedAt === null
}

export async function addKeys(tx: Transaction, keys: readonly HistoricKey[]): Promise<void> {
  if (keys.length > 0) await tx.insert(verifierKeyEntity, [...keys])
}

export async function changeKey(
  tx: Transaction,
  { did, keyId }: Pick<HistoricKey, 'did' | 'keyId'>,
  changes: Partial<Pick<HistoricKey, 'retiredAt' | 'compromisedAt'>>,
): Promise<void> {
  await tx.update(verifierKeyEntity, { did, keyId }, changes)
}
