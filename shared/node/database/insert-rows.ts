import type { EntitySchema, ObjectLiteral } from 'typeorm'
import type { Transaction } from './database.ts'

/** SQLite binds at most 32,766 values in one statement. */
const mostValues = 32_000

type Column = { property: string; name: string; type: string }

/**
 * Inserts many rows in few statements, several times as fast as `tx.insert`, which copies each row through its query
 * builder. A row has every column: nothing is filled in.
 */
export async function insertRows<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  const { connection } = tx.createQueryBuilder()
  const { tablePath, columns } = connection.getMetadata(entity)
  const named = columns.map((column) => ({
    property: column.propertyName,
    name: column.databaseName,
    type: connection.driver.normalizeType(column),
  }))
  const table = tablePath.split('.').map(quoted).join('.')
  const target = `INSERT INTO ${table} (${named.map(({ name }) => quoted(name)).join(', ')})`
  const insert = connection.options.type === 'postgres' ? insertArrays : insertValues
  const mostRows = Math.floor(mostValues / named.length)
  for (let start = 0; start < rows.length; start += mostRows) {
    await insert(tx, { target, columns: named, rows: rows.slice(start, start + mostRows) })
  }
}

type Insertion = { target: string; columns: readonly Column[]; rows: readonly ObjectLiteral[] }

async function insertValues(tx: Transaction, { target, columns, rows }: Insertion): Promise<void> {
  const places = `(${columns.map(() => '?').join(', ')})`
  const values = rows.flatMap((row) => columns.map(({ property }) => cellOf(row, property)))
  await tx.query(`${target} VALUES ${rows.map(() => places).join(', ')}`, values)
}

/** One array for each column: the statement is the same for any number of rows. */
async function insertArrays(tx: Transaction, { target, columns, rows }: Insertion): Promise<void> {
  const arrays = columns.map(({ type }, place) => `$${place + 1}::${type}[]`)
  const values = columns.map(({ property }) => rows.map((row) => cellOf(row, property)))
  await tx.query(`${target} SELECT * FROM unnest(${arrays.join(', ')})`, values)
}

function cellOf(row: ObjectLiteral, property: string): unknown {
  const value: unknown = row[property]
  if (value === undefined) throw new TypeError(`a row to insert has no ${property}`)
  return value
}

function quoted(name: string): string {
  return `"${name}"`
}
