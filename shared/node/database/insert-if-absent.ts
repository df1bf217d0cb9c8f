import type { EntitySchema, ObjectLiteral } from 'typeorm'
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js'
import type { Transaction } from './database.ts'

/**
 * Inserts the row unless one with its key is there; answers whether it did. Looking first would do the same, but on
 * PostgreSQL a unit that has looked loses against every other that writes near the same place in the index.
 */
export async function insertIfAbsent<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  row: QueryDeepPartialEntity<Row>,
): Promise<boolean> {
  const insert = tx.createQueryBuilder().insert().into(entity).values(row).orIgnore()
  if (insert.connection.options.type === 'sqlite') {
    await insert.updateEntity(false).execute()
    const [counted]: { count: number }[] = await tx.query('SELECT changes() AS count')
    return counted?.count === 1
  }
  const { raw }: { raw: unknown[] } = await insert.returning('1').updateEntity(false).execute()
  return raw.length === 1
}
