import type { EntitySchema, ObjectLiteral } from 'typeorm'
import type { Transaction } from './database.ts'
import { refuseNul } from './unit.ts'

/** SQLite binds at most 32,766 values in one statement. */
const mostValues = 32_000

export type Column = { property: string; name: string; type: string }

/**
 * Inserts many rows in few statements, several times as fast as `tx.insert`, which copies each row through its query
 * builder. A row has every column: nothing is filled in. What all rows have alike is bound once, and most of what
 * inserting costs is binding.
 */
export async function insertRows<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  await insertAll(tx, entity, rows, () => '')
}

/**
 * As insertRows, but leaves out a row whose key is there. Looking first would do the same, but on PostgreSQL a unit that
 * has looked loses against every other that writes near the same place in the index.
 * @returns of each row that was inserted what it has there
 */
export async function insertAbsentRows<Row extends ObjectLiteral, Name extends keyof Row & string>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
  told: Name,
): Promise<Row[Name][]> {
  const inserted = await insertAll(tx, entity, rows, (nameOf) => {
    // WHERE: SQLite takes ON for a join of what is selected from
    return ` WHERE true ON CONFLICT DO NOTHING RETURNING ${quoted(nameOf(told))} AS told`
  })
  // sound: what the statement returns of each
  return inserted.map((row) => (row as { told: Row[Name] }).told)
}

/** What a statement says of an entity. */
export function describeTable<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
): {
  isPostgres: boolean
  table: string
  columns: readonly Column[]
  columnOf(property: string): Column
} {
  const { connection } = tx.createQueryBuilder()
  const { tablePath, columns } = connection.getMetadata(entity)
  const described = columns.map((column) => ({
    property: column.propertyName,
    name: column.databaseName,
    type: connection.driver.normalizeType(column),
  }))
  return {
    isPostgres: connection.options.type === 'postgres',
    table: tablePath.split('.').map(quoted).join('.'),
    columns: described,
    columnOf(property) {
      const found = described.find((column) => column.property === property)
      if (found === undefined) throw new TypeError(`a table has no column for ${property}`)
      return found
    },
  }
}

/** @param endingOf the end of the statement, which may name columns */
async function insertAll<Row extends ObjectLiteral>(
  tx: Transaction,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
  endingOf: (nameOf: (property: string) => string) => string,
): Promise<unknown[]> {
  const [first] = rows
  if (first === undefined) return []
  const { isPostgres, table, columns: named } = describeTable(tx, entity)
  const differing = named.filter(({ property }) =>
    rows.some((row) => row[property] !== first[property]),
  )
  const own = differing.length > 0 ? differing : named.slice(0, 1)
  const shared = named.filter((column) => !own.includes(column))
  const names = [...shared, ...own].map(({ name }) => quoted(name)).join(', ')
  const target = `INSERT INTO ${table} (${names})`
  const ending = endingOf(
    (property) => named.find((column) => column.property === property)?.name ?? property,
  )
  const sharedValues = shared.map(({ property }) => cellOf(first, property))
  const insert = isPostgres ? insertArrays : insertCells
  const mostRows = Math.floor((mostValues - shared.length) / own.length)
  const answered: unknown[] = []
  for (let start = 0; start < rows.length; start += mostRows) {
    const some = rows.slice(start, start + mostRows)
    const answer = await insert(tx, { target, shared, sharedValues, own, rows: some, ending })
    if (Array.isArray(answer)) answered.push(...answer)
  }
  return answered
}

type Insertion = {
  target: string
  /** What all rows have alike. */
  shared: readonly Column[]
  sharedValues: readonly unknown[]
  own: readonly Column[]
  rows: readonly ObjectLiteral[]
  ending: string
}

/** SQLite: one text for all rows, which the database takes apart, is bound in half the time that the cells would be. */
async function insertCells(tx: Transaction, insertion: Insertion): Promise<unknown> {
  const { target, shared, sharedValues, own, rows, ending } = insertion
  const cells = rows.map((row) => own.map(({ property }) => cellOf(row, property)))
  const isText = rows.length > 1 && cells.every((row) => row.every(isSameInJson))
  const values = isText ? [textOf(cells)] : cells.flat()
  const places = `(${own.map(() => '?').join(', ')})`
  const table = isText ? 'json_each(?)' : `(VALUES ${rows.map(() => places).join(', ')})`
  const selected = own.map((_, place) => (isText ? `value ->> ${place}` : `column${place + 1}`))
  const columns = [...shared.map(() => '?'), ...selected].join(', ')
  const statement = `${target} SELECT ${columns} FROM ${table}${ending}`
  // TypeORM answers the rows of a statement on SQLite only where it does not begin with INSERT
  return tx.query(ending === '' ? statement : `\n${statement}`, [...sharedValues, ...values])
}

/** Bytes are not, and a fraction might be read as its neighbour. */
function isSameInJson(cell: unknown): boolean {
  if (typeof cell === 'string' || typeof cell === 'boolean' || cell === null) return true
  return Number.isSafeInteger(cell)
}

/** @throws AppError request_malformed */
function textOf(cells: readonly unknown[][]): string {
  const text = JSON.stringify(cells)
  // escaped, it would not be seen any more
  if (text.includes('\\u0000')) refuseNul(cells.flat())
  return text
}

/** One array for each column: the statement is the same for any number of rows. */
async function insertArrays(tx: Transaction, insertion: Insertion): Promise<unknown> {
  const { target, shared, sharedValues, own, rows, ending } = insertion
  const constants = shared.map(({ type }, place) => `$${place + 1}::${type}`)
  const arrays = own.map(({ type }, place) => `$${shared.length + place + 1}::${type}[]`)
  const values = own.map(({ property }) => rows.map((row) => cellOf(row, property)))
  const selected = [...constants, ...own.map((_, place) => `own.c${place}`)]
  const names = own.map((_, place) => `c${place}`).join(', ')
  return tx.query(
    `${target} SELECT ${selected.join(', ')} FROM unnest(${arrays.join(', ')}) AS own (${names})${ending}`,
    [...sharedValues, ...values],
  )
}

function cellOf(row: ObjectLiteral, property: string): unknown {
  const value: unknown = row[property]
  if (value === undefined) throw new TypeError(`a row to insert has no ${property}`)
  return value
}

export function quoted(name: string): string {
  return `"${name}"`
}
