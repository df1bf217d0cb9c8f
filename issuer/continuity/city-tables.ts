import type { EntitySchema, ObjectLiteral } from 'typeorm'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { sessionEntity, ticketEntity, tryEntity } from '../../shared/server/staff/staff-entities.ts'
import { ruleVisitEntity } from '../award-rules/rule-schema.ts'
import { accessTokenEntity } from '../oid4vci/claim-store.ts'
import { issuerSchema } from '../schema.ts'

export type CityRow = ObjectLiteral

/** One table of the city. */
export type CityTable = { name: string; entity: EntitySchema; keys: readonly string[] }

/**
 * What lets somebody in for hours at most: sessions and half-done ways in of the staff, what was tried at the door,
 * tokens of claims under way, and what wallets are being asked. A session that was signed out of must not come back with an older copy.
 */
const ofTheMoment: ReadonlySet<string> = new Set([
  sessionEntity.options.name,
  ticketEntity.options.name,
  tryEntity.options.name,
  accessTokenEntity.options.name,
  ruleVisitEntity.options.name,
])

/** Every table of the city, in the order in which the schema lists them. */
export const allCityTables: readonly CityTable[] = issuerSchema.entities.map((entity) => {
  const { name, columns } = entity.options
  const keys = Object.entries(columns)
    .filter(([, column]) => column?.primary === true)
    .map(([key]) => key)
  return { name, entity, keys }
})

/** Those that a copy of the city is made of. */
export const cityTables: readonly CityTable[] = allCityTables.filter(
  ({ name }) => !ofTheMoment.has(name),
)

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
