import type { Reader, Transaction } from '../../shared/node/database/database.ts'

/** A table whose rows get a place in the log, oldest first. What stands in statements are names of ours. */
type PlacedTable = {
  table: string
  /** Of the key, what tells a row from others. */
  name: string
  order: string
  /** What else is read of a row that waits. */
  columns: readonly string[]
}

export const leafTable: PlacedTable = {
  table: 'log_leaf',
  name: 'leaf_hash',
  order: 'created_at, leaf_hash, provider',
  columns: [],
}

export const auditTable: PlacedTable = {
  table: 'audit_entry',
  name: 'id',
  order: 'at, provider, id',
  columns: ['provider', 'id', 'actor', 'action', 'subject', 'detail', 'at'],
}

export type WaitingRow = {
  /** Where it lies: so it is found again in half the time that its key takes. */
  address: string | number
  name: string
}

/**
 * Rows without a place, in the order in which they get one. SQLite takes a portion as the rows came, which an index tells,
 * and only then puts it in order: it would sort all that wait.
 */
export function listWaiting<Row extends WaitingRow>(
  reader: Reader,
  { table, name, order, columns }: PlacedTable,
  limit: number | undefined,
): Promise<Row[]> {
  const some = limit === undefined ? '' : ` LIMIT ${limit}`
  const told = [`${name} AS name`, ...columns].join(', ')
  const waiting = `FROM ${table} WHERE position IS NULL`
  return reader.query(
    isPostgres(reader)
      ? `SELECT ctid::text AS address, ${told} ${waiting} ORDER BY ${order}${some}`
      : `SELECT address, ${told} FROM (SELECT rowid AS address, * ${waiting} ORDER BY rowid${some}) ORDER BY ${order}`,
  )
}

/**
 * Gives the rows their places, from `first` on in their order, in one statement.
 * @throws Error where one of them is not where it was
 */
export async function givePlaces(
  tx: Transaction,
  { table, name }: PlacedTable,
  { first, rows }: { first: number; rows: readonly WaitingRow[] },
): Promise<void> {
  if (isPostgres(tx)) {
    await tx.query(
      `UPDATE ${table} SET position = ${first - 1} + numbered.place
       FROM unnest($1::tid[], $2::varchar[]) WITH ORDINALITY AS numbered (address, name, place)
       WHERE ${table}.ctid = numbered.address AND ${table}.${name} = numbered.name`,
      [rows.map(({ address }) => address), rows.map((row) => row.name)],
    )
  } else {
    await tx.query(
      `UPDATE ${table} SET position = ${first} + numbered.key FROM json_each(?) AS numbered
       WHERE ${table}.rowid = numbered.value ->> 0 AND ${table}.${name} = numbered.value ->> 1`,
      [JSON.stringify(rows.map((row) => [row.address, row.name]))],
    )
  }
  const [counted]: { count: number | string }[] = await tx.query(
    `SELECT COUNT(*) AS count FROM ${table} WHERE position >= ${first}`,
  )
  if (Number(counted?.count) !== rows.length) throw new Error(`rows of ${table} have moved`)
}

function isPostgres(reader: Reader): boolean {
  return reader.createQueryBuilder().connection.options.type === 'postgres'
}
