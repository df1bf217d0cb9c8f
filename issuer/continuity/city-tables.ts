import type { EntitySchema, ObjectLiteral } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { issuerSchema } from '../schema.ts'

export type CityRow = ObjectLiteral

/** One table of the city. */
export type CityTable = { name: string; entity: EntitySchema; keys: readonly string[] }

/** Every table of the city, in the order in which the schema lists them. */
export const cityTables: readonly CityTable[] = issuerSchema.entities.map((entity) => {
  const { name, columns } = entity.options
  const keys = Object.entries(columns)
    .filter(([, column]) => column?.primary === true)
    .map(([key]) => key)
  return { name, entity, keys }
})

/** So many rows of the widest table fit into one statement of either database. */
const pageSize = 200

/** All rows of a table, by its primary key. */
export async function* readTable(
  reader: Reader,
  { entity, keys }: CityTable,
): AsyncGenerator<CityRow> {
  let last: CityRow | undefined
  let page: CityRow[]
  do {
    const query = reader.createQueryBuilder<CityRow>(entity, 'row').take(pageSize)
    for (const key of keys) query.addOrderBy(`row.${key}`)
    if (last !== undefined) {
      const columns = keys.map((key) => `row.${key}`).join(', ')
      const values = keys.map((_, index) => `:key${index}`).join(', ')
      const bound = Object.fromEntries(keys.map((key, index) => [`key${index}`, last?.[key]]))
      query.where(`(${columns}) > (${values})`, bound)
    }
    page = await query.getMany()
    yield* page
    last = page.at(-1)
  } while (page.length === pageSize)
}

/** Puts rows into tables, some at a time. */
export function createTableWriter(tx: Transaction) {
  const waiting: CityRow[] = []
  let current: CityTable | undefined

  async function flush(): Promise<void> {
    const rows = waiting.splice(0)
    if (current !== undefined && rows.length > 0) await tx.insert(current.entity, rows)
  }

  return {
    async write(table: CityTable, row: CityRow): Promise<void> {
      if (table !== current || waiting.length === pageSize) await flush()
      current = table
      waiting.push(row)
    },
    flush,
  }
}
