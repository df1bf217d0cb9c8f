import { EntitySchema, In, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { z } from 'zod'
import {
  isSameList,
  newestStatusList,
  type SeenStatusList,
  type StatusListMemory,
} from '../../verify/status-list-memory.ts'
import type { Database, Reader, Schema, Transaction } from '../database/database.ts'

type SeenStatusListRow = {
  key: string
  issuer: string
  /** SeenStatusList as JSON text. */
  seen: string
  /** When it was last another; what stayed the same for longest is forgotten first. */
  changedAt: string
}

const seenStatusListEntity = new EntitySchema<SeenStatusListRow>({
  name: 'seen_status_list',
  tableName: 'seen_status_list',
  columns: {
    key: { type: 'varchar', primary: true },
    issuer: { type: 'varchar' },
    seen: { type: 'text' },
    changedAt: { type: 'varchar', name: 'changed_at' },
  },
})

const mostAtOnce = 500

const zSeen = z.object({ validFrom: z.number(), signedAt: z.number(), saying: z.string() })

export type StatusListMemoryPorts = {
  database: Pick<Database, 'reader' | 'transact'>
  clock: () => Date
  /** Lists of one issuer, who could fill the memory with lists of its own. */
  maxOfIssuer?: number
}

/** What a verifier saw last of status lists, kept over restarts and shared by all processes on one database. */
export function createStatusListMemoryStore(ports: StatusListMemoryPorts) {
  const { database, clock, maxOfIssuer = 5_000 } = ports
  return {
    async remember({ key, issuer }, seen) {
      const known = await find(database.reader, key)
      // nearly always: so it costs no unit
      if (known !== undefined && isSameList(known, newestStatusList(known, seen))) return known
      const changedAt = clock().toISOString()
      return database.transact(async (tx) => {
        const last = await find(tx, key)
        if (last === undefined) await forgetBeyond(tx, maxOfIssuer - 1, { issuer })
        const newest = newestStatusList(last, seen)
        const row = { key, issuer, seen: JSON.stringify(newest), changedAt }
        await tx.upsert(seenStatusListEntity, row, ['key'])
        return newest
      })
    },
  } satisfies StatusListMemory
}

/** Forgets the lists that stayed the same for longest, where there are too many in all. Call it now and then. */
export async function boundStatusListMemory(
  { database }: Pick<StatusListMemoryPorts, 'database'>,
  maxEntries = 500_000,
): Promise<void> {
  await database.transact((tx) => forgetBeyond(tx, maxEntries, {}))
}

async function forgetBeyond(
  tx: Transaction,
  most: number,
  where: { issuer?: string },
): Promise<void> {
  const surplus = (await tx.count(seenStatusListEntity, { where })) - most
  if (surplus <= 0) return
  const oldest = await tx.find(seenStatusListEntity, {
    select: { key: true },
    where,
    order: { changedAt: 'ASC', key: 'ASC' },
    take: Math.min(surplus, mostAtOnce),
  })
  await tx.delete(seenStatusListEntity, { key: In(oldest.map(({ key }) => key)) })
}

async function find(reader: Reader, key: string): Promise<SeenStatusList | undefined> {
  const row = await reader.findOneBy(seenStatusListEntity, { key })
  return row === null ? undefined : zSeen.parse(JSON.parse(row.seen))
}

class CreateSeenStatusList1776100000001 implements MigrationInterface {
  readonly name = 'CreateSeenStatusList1776100000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'seen_status_list',
        columns: [
          { name: 'key', type: 'varchar', isPrimary: true },
          { name: 'issuer', type: 'varchar' },
          { name: 'seen', type: 'text' },
          { name: 'changed_at', type: 'varchar' },
        ],
        indices: [
          { name: 'seen_status_list_issuer', columnNames: ['issuer', 'changed_at'] },
          { name: 'seen_status_list_changed_at', columnNames: ['changed_at'] },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('seen_status_list')
  }
}

/** For the schema of an application that checks badges again and again. */
export const statusListMemorySchema: Schema = {
  entities: [seenStatusListEntity],
  migrations: [CreateSeenStatusList1776100000001],
}
