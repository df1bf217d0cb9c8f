import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { KeepBatches1795431000000 } from '../migrations/keep-batches.ts'

/** Many CVs that are checked together. Its job has the same id. */
export type BatchRow = {
  organisation: string
  id: string
  /** In its makers' words. */
  name: string
  /** Who brought it, as the audit names them. */
  actor: string
  rows: number
  /** Of what was brought, as it was kept. */
  bytes: number
  /** A random key of its own, sealed: what was brought is sealed under it, and gone with it. */
  sealedKey: string
  /** JSON: whose word counts. */
  trustedCities: string | null
  createdAt: string
  /** Null while its rows are being brought. */
  startedAt: string | null
  cancelledAt: string | null
  deleteAfter: string
}

/** One CV of a batch. */
export type BatchItemRow = {
  organisation: string
  batchId: string
  /** From 0, in the order they were brought. */
  number: number
  /** What its maker calls it. */
  ownId: string
  /** JSON {name?, email?}, sealed with what was brought; null once it is checked. */
  sealed: string | null
  /** Of a row that is done: valid, unknown, invalid, or problem where there was nothing to check. */
  outcome: string | null
  /** JSON. */
  result: string | null
}

export const batchEntity = new EntitySchema<BatchRow>({
  name: 'batch',
  columns: {
    organisation: { type: 'varchar', primary: true },
    id: { type: 'varchar', primary: true },
    name: { type: 'varchar' },
    actor: { type: 'varchar' },
    rows: { type: 'integer', name: 'row_count' },
    bytes: { type: 'integer' },
    sealedKey: { type: 'text', name: 'sealed_key' },
    trustedCities: { type: 'text', name: 'trusted_cities', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
    startedAt: { type: 'varchar', name: 'started_at', nullable: true },
    cancelledAt: { type: 'varchar', name: 'cancelled_at', nullable: true },
    deleteAfter: { type: 'varchar', name: 'delete_after' },
  },
})

export const batchItemEntity = new EntitySchema<BatchItemRow>({
  name: 'batch_item',
  columns: {
    organisation: { type: 'varchar', primary: true },
    batchId: { type: 'varchar', name: 'batch_id', primary: true },
    number: { type: 'integer', primary: true },
    ownId: { type: 'varchar', name: 'own_id' },
    sealed: { type: 'text', nullable: true },
    outcome: { type: 'varchar', nullable: true },
    result: { type: 'text', nullable: true },
  },
})

export const batchSchema: Schema = {
  entities: [batchEntity, batchItemEntity],
  migrations: [KeepBatches1795431000000],
}
