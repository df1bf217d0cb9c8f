import { EntitySchema } from 'typeorm'
import type { Reader, Schema, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey, SealContext } from '../../shared/node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../shared/node/kms/sealed-json.ts'
import { type Kept, zKept } from '../candidates/kept.ts'
import { KeepPresentedOfRequests1795526100444 } from '../migrations/keep-presented-of-requests.ts'

type PresentedRow = {
  requestId: string
  /** What was presented, under the key-encryption key. */
  sealed: string
}

export const requestPresentedEntity = new EntitySchema<PresentedRow>({
  name: 'request_presented',
  tableName: 'request_presented',
  columns: {
    requestId: { type: 'varchar', name: 'request_id', primary: true },
    sealed: { type: 'text' },
  },
})

export const requestPresentedSchema: Schema = {
  entities: [requestPresentedEntity],
  migrations: [KeepPresentedOfRequests1795526100444],
}

/** What a wallet sent to a request, so that it can be checked again; it goes with the request. */
export async function keepPresented(
  tx: Transaction,
  requestId: string,
  kept: Kept,
  keyEncryptionKey: KeyEncryptionKey,
): Promise<void> {
  const sealed = sealJson(kept, keyEncryptionKey, contextOf(requestId))
  await tx.insert(requestPresentedEntity, { requestId, sealed })
}

/** Undefined where it came before anything was kept. @throws AppError key_unreadable */
export async function findPresented(
  reader: Reader,
  requestId: string,
  keyEncryptionKey: KeyEncryptionKey,
): Promise<Kept | undefined> {
  const row = await reader.findOneBy(requestPresentedEntity, { requestId })
  if (row === null) return undefined
  return zKept.parse(openJson(row.sealed, keyEncryptionKey, contextOf(requestId)))
}

function contextOf(keyId: string): SealContext {
  return { owner: 'presented to a request', keyId }
}
