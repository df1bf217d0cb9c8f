import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import type { OutboxRow } from '../../shared/server/outbox/outbox-queue.ts'
import { RetryChecks1795500001123 } from '../migrations/retry-checks.ts'

/** What is checked again by itself: evidence of a candidate, or a report that was made; `id` is its own. */
export type RetryRow = OutboxRow & { organisation: string; kind: string }

const word = { type: 'varchar' } as const
const mayBeAbsent = { ...word, nullable: true } as const

export const retryEntity = new EntitySchema<RetryRow>({
  name: 'retried_check',
  tableName: 'retried_check',
  columns: {
    id: { ...word, primary: true },
    organisation: word,
    kind: word,
    state: word,
    attempts: { type: 'integer' },
    failure: mayBeAbsent,
    dueAt: { ...word, name: 'due_at' },
    giveUpAt: { ...word, name: 'give_up_at' },
    lease: mayBeAbsent,
    sentAt: { ...mayBeAbsent, name: 'sent_at' },
  },
})

export const retrySchema: Schema = {
  entities: [retryEntity],
  migrations: [RetryChecks1795500001123],
}
