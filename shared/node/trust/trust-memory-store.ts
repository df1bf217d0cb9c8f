import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { z } from 'zod'
import type { Did } from '../../did/did.ts'
import { newestOf, type SeenCity, type TrustMemory } from '../../trust/trust-memory.ts'
import type { Database, Reader, Schema, Transaction } from '../database/database.ts'

type SeenCityRow = {
  city: string
  /** SeenCity as JSON text. */
  seen: string
}

const seenCityEntity = new EntitySchema<SeenCityRow>({
  name: 'seen_city',
  tableName: 'seen_city',
  columns: {
    city: { type: 'varchar', primary: true },
    seen: { type: 'text' },
  },
})

const zSeenCity = z.object({
  seq: z.int(),
  listHash: z.string().exactOptional(),
  size: z.int(),
  root: z.string(),
  endedKeys: z.array(z.string()),
})

/** What a verifier saw last of cities, kept over restarts and shared by all processes on one database. */
export function createTrustMemoryStore(database: Pick<Database, 'reader' | 'transact'>) {
  return {
    find: (city) => find(database.reader, city),
    async remember(city, seen) {
      return database.transact(async (tx) => {
        const known = await find(tx, city)
        const newest = newestOf(known, seen)
        if (JSON.stringify(known) === JSON.stringify(newest)) return newest
        await tx.upsert(seenCityEntity, { city, seen: JSON.stringify(newest) }, ['city'])
        return newest
      })
    },
  } satisfies TrustMemory
}

async function find(reader: Reader | Transaction, city: Did): Promise<SeenCity | undefined> {
  const row = await reader.findOneBy(seenCityEntity, { city })
  return row === null ? undefined : zSeenCity.parse(JSON.parse(row.seen))
}

class CreateSeenCity1771100000001 implements MigrationInterface {
  readonly name = 'CreateSeenCity1771100000001'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'seen_city',
        columns: [
          { name: 'city', type: 'varchar', isPrimary: true },
          { name: 'seen', type: 'text' },
        ],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('seen_city')
  }
}

/** For the schema of an application that trusts cities. */
export const trustMemorySchema: Schema = {
  entities: [seenCityEntity],
  migrations: [CreateSeenCity1771100000001],
}
