import { randomUUID } from 'node:crypto'
import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Database, Schema } from '../database/database.ts'
import { insertIfAbsent } from '../database/insert-if-absent.ts'

type TurnRow = {
  /** What is done now and then. */
  work: string
  /** When it is next to be done; while a node does it, when another may take over. */
  dueAt: string
  /** Names the try that is under way. */
  lease: string | null
  /** Tries that failed since the last that went well. */
  failures: number
}

const turnEntity = new EntitySchema<TurnRow>({
  name: 'turn',
  tableName: 'turn',
  columns: {
    work: { type: 'varchar', primary: true },
    dueAt: { type: 'varchar', name: 'due_at' },
    lease: { type: 'varchar', nullable: true },
    failures: { type: 'integer' },
  },
})

export type TurnPorts = { database: Pick<Database, 'reader' | 'transact'>; clock: () => Date }

export type Turn = {
  work: string
  /** How long after a turn the next one comes. */
  everyMs: number
  /** Longer than the work takes: so much later another node takes over from one that died. */
  leaseMs?: number
}

/** `elsewhere`: another node does it, or has done it lately. */
export type TurnOutcome = 'done' | 'elsewhere'

const firstWaitMs = 5_000

/**
 * Does the work if it is due and no other node of the installation is at it. Where it fails it is tried again soon, and
 * then less and less often, until its ordinary time.
 * @throws whatever the work throws
 */
export async function takeTurn(
  { work, everyMs, leaseMs = 300_000 }: Turn,
  act: () => Promise<unknown>,
  { database, clock }: TurnPorts,
): Promise<TurnOutcome> {
  const begun = clock()
  const after = (from: Date, milliseconds: number) =>
    new Date(from.getTime() + milliseconds).toISOString()
  const known = await database.reader.findOneBy(turnEntity, { work })
  if (known !== null && known.dueAt > begun.toISOString()) return 'elsewhere'
  const lease = randomUUID()
  const taken = { lease, dueAt: after(begun, leaseMs) }
  const isMine = await database.transact(async (tx) => {
    if (known === null) return insertIfAbsent(tx, turnEntity, { work, ...taken, failures: 0 })
    const { affected } = await tx.update(turnEntity, { work, dueAt: known.dueAt }, taken)
    return affected === 1
  })
  if (!isMine) return 'elsewhere'
  const settle = (changes: Pick<TurnRow, 'dueAt' | 'failures'>) =>
    database.transact((tx) => tx.update(turnEntity, { work, lease }, { ...changes, lease: null }))
  try {
    await act()
  } catch (error) {
    const failures = (known?.failures ?? 0) + 1
    const waitMs = Math.min(firstWaitMs * 2 ** (failures - 1), everyMs)
    await settle({ dueAt: after(clock(), waitMs), failures })
    throw error
  }
  await settle({ dueAt: after(begun, everyMs), failures: 0 })
  return 'done'
}

class TakeTurns1795500000123 implements MigrationInterface {
  readonly name = 'TakeTurns1795500000123'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'turn',
        columns: [
          { name: 'work', type: 'varchar', isPrimary: true },
          { name: 'due_at', type: 'varchar' },
          { name: 'lease', type: 'varchar', isNullable: true },
          { name: 'failures', type: 'integer' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('turn')
  }
}

/** For the schema of an application of which several nodes share a database. */
export const turnSchema: Schema = {
  entities: [turnEntity],
  migrations: [TakeTurns1795500000123],
}
