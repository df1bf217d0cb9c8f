import { randomUUID } from 'node:crypto'
import { EntitySchema, LessThanOrEqual } from 'typeorm'
import type { Database, Reader, Schema, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey, SealContext } from '../../shared/node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../shared/node/kms/sealed-json.ts'
import { KeepSentOutcomes1795526300666 } from '../migrations/keep-sent-outcomes.ts'
import type { outcomesOf } from './outcomes.ts'

/** What came of one sending, for who sent it. */
export type SentOutcome = ReturnType<typeof outcomesOf> & { candidateId?: string }

type SentOutcomeRow = {
  id: string
  /** SHA-256 of the browser session that sent it. */
  sessionHash: string
  /** Names of files are in it: under the key-encryption key. */
  sealed: string
  deleteAfter: string
}

const word = { type: 'varchar' } as const

export const sentOutcomeEntity = new EntitySchema<SentOutcomeRow>({
  name: 'sent_outcome',
  tableName: 'sent_outcome',
  columns: {
    id: { ...word, primary: true },
    sessionHash: { ...word, name: 'session_hash' },
    sealed: { type: 'text' },
    deleteAfter: { ...word, name: 'delete_after' },
  },
})

export const sentOutcomeSchema: Schema = {
  entities: [sentOutcomeEntity],
  migrations: [KeepSentOutcomes1795526300666],
}

const dayInMilliseconds = 86_400_000

/** Told on a page of its own, so that loading it again sends nothing again; the last one of a browser is kept. */
export async function keepOutcome(
  tx: Transaction,
  { sessionHash, outcome, at }: { sessionHash: string; outcome: SentOutcome; at: Date },
  keyEncryptionKey: KeyEncryptionKey,
): Promise<string> {
  const id = randomUUID()
  await tx.delete(sentOutcomeEntity, { sessionHash })
  await tx.insert(sentOutcomeEntity, {
    ...{ id, sessionHash, sealed: sealJson(outcome, keyEncryptionKey, contextOf(id)) },
    deleteAfter: new Date(at.getTime() + dayInMilliseconds).toISOString(),
  })
  return id
}

/** Undefined for every browser but the one that sent it. */
export async function findOutcome(
  reader: Reader,
  { id, sessionHash, now }: { id: string; sessionHash: string; now: Date },
  keyEncryptionKey: KeyEncryptionKey,
): Promise<SentOutcome | undefined> {
  const row = await reader.findOneBy(sentOutcomeEntity, { id, sessionHash })
  if (row === null || row.deleteAfter <= now.toISOString()) return undefined
  // sound: the seal proves that keepOutcome() wrote it
  return openJson(row.sealed, keyEncryptionKey, contextOf(id)) as SentOutcome
}

export async function forgetOutcomes({
  database,
  clock,
}: {
  database: Database
  clock: () => Date
}): Promise<void> {
  const now = clock().toISOString()
  await database.transact((tx) =>
    tx.delete(sentOutcomeEntity, { deleteAfter: LessThanOrEqual(now) }),
  )
}

function contextOf(keyId: string): SealContext {
  return { owner: 'outcome of a sending', keyId }
}
