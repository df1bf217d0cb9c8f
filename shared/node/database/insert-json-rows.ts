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
  const long = rows.long && columnOf(rows.long.property)
  const names = [...shared, ...own, ...(long ? [long] : [])]
    .map(({ name }) => quoted(name))
    .join(', ')
  const at = (place: number) => `$${shared.length + place}`
  const selected = [
    ...shared.map(({ type }, place) => (isPostgres ? `$${place + 1}::${type}` : '?')),
    ...own.map(({ type }, place) =>
      isPostgres ? `(cells ->> ${place})::${type}` : `value ->> ${place}`,
    ),
    ...(long ? [sliceOf(isPostgres ? at(1) : '?', own.length, isPostgres)] : []),
  ].join(', ')
  const source = isPostgres
    ? `jsonb_array_elements(${at(long ? 2 : 1)}::text::jsonb) AS own (cells)`
    : 'json_each(CAST(? AS TEXT))'
  await tx.query(`INSERT INTO ${table} (${names}) SELECT ${selected} FROM ${source}`, [
    ...Object.values(rows.shared),
    ...(rows.long ? [bufferOf(rows.long.bytes)] : []),
    bufferOf(rows.bytes),
  ])
}

/** The text of a row, of which its cells from `first` on say where it stands among the others. */
function sliceOf(bytes: string, first: number, isPostgres: boolean): string {
  if (!isPostgres) {
    return `CAST(substr(${bytes}, (value ->> ${first}) + 1, value ->> ${first + 1}) AS TEXT)`
  }
  const [start, length] = [first, first + 1].map((place) => `(cells ->> ${place})::integer`)
  return `convert_from(substring(${bytes}::bytea FROM ${start} + 1 FOR ${length}), 'UTF8')`
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
