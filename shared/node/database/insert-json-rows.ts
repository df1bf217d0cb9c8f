import { Buffer } from 'node:buffer'
import type { EntitySchema, ObjectLiteral } from 'typeorm'
import { allDone } from './all-done.ts'
import type { Transaction } from './database.ts'
import { describeTable, quoted } from './insert-rows.ts'
import type { JsonRows } from './json-rows.ts'

/**
 * As insertRows, for rows that another thread has written as JSON: the database takes them apart, and the thread that
 * answers requests hands the bytes on without looking at a value.
 */
export async function insertJsonRows<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  rows: readonly JsonRows[],
): Promise<void> {
  await allDone(rows.map((some) => insertSome(tx, entity, some)))
}

async function insertSome<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  rows: JsonRows,
): Promise<void> {
  const { isPostgres, table, columnOf } = describeTable(tx, entity)
  const shared = Object.keys(rows.shared).map(columnOf)
  const own = rows.own.map(columnOf)
  const names = [...shared, ...own].map(({ name }) => quoted(name)).join(', ')
  const given = `$${shared.length + 1}`
  const selected = [
    ...shared.map(({ type }, place) => (isPostgres ? `$${place + 1}::${type}` : '?')),
    ...own.map(({ type }, place) =>
      isPostgres ? `(cells ->> ${place})::${type}` : `value ->> ${place}`,
    ),
  ].join(', ')
  const source = isPostgres
    ? `json_array_elements(${given}::json) AS own (cells)`
    : 'json_each(CAST(? AS TEXT))'
  const bytes = Buffer.from(rows.bytes.buffer, rows.bytes.byteOffset, rows.bytes.byteLength)
  await tx.query(`INSERT INTO ${table} (${names}) SELECT ${selected} FROM ${source}`, [
    ...Object.values(rows.shared),
    bytes,
  ])
}
