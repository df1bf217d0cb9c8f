import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { KeepDeletions1795440000333 } from '../migrations/keep-deletions.ts'

export type DeletionRow = {
  organisation: string
  id: string
  deletedAt: string
  why: string
  deletedBy: string | null
  /** Counts and hashes, as JSON. */
  content: string
  /** Null until what was deleted is overwritten on the disk too. */
  statement: string | null
}

const word = { type: 'varchar' } as const
const key = { type: 'varchar', primary: true } as const

export const deletionEntity = new EntitySchema<DeletionRow>({
  name: 'deletion',
  tableName: 'deletion',
  columns: {
    organisation: key,
    id: key,
    deletedAt: { ...word, name: 'deleted_at' },
    why: word,
    deletedBy: { ...word, name: 'deleted_by', nullable: true },
    content: { type: 'text' },
    statement: { type: 'text', nullable: true },
  },
})

export const deletionSchema: Schema = {
  entities: [deletionEntity],
  migrations: [KeepDeletions1795440000333],
}
