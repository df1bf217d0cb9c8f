import { z } from 'zod'
import type { MigrationClass } from '../../shared/node/database/database.ts'
import { issuerSchema } from '../schema.ts'

/**
 * A whole city as one gzip file of lines of JSON: every row of its database, and its identities as its agent keeps
 * them. Private keys are in it sealed, as in the database. It holds personal data: it is as secret as a backup.
 */

export const cityFileVersion = 1

const zRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

export const zCityLine = z.discriminatedUnion('type', [
  /** First. The tables are those of these migrations. */
  z.strictObject({
    type: z.literal('city'),
    version: z.literal(cityFileVersion),
    migrations: z.array(z.string()),
  }),
  /** Keys and identifiers of the agent, without private halves. */
  z.strictObject({
    type: z.literal('agent-key'),
    key: z.looseObject({ kid: z.string(), type: z.string(), publicKeyHex: z.string() }),
  }),
  z.strictObject({
    type: z.literal('agent-identifier'),
    identifier: z.looseObject({ did: z.string(), provider: z.string() }),
  }),
  z.strictObject({ type: z.literal('row'), table: z.string(), row: zRow }),
  /** Last: a file that was cut does not have it. */
  z.strictObject({
    type: z.literal('end'),
    lines: z.int(),
    digest: z.string(),
    /** Of both, by the key-encryption key of the city: see sealCityFile. */
    seal: z.string(),
  }),
])

export type CityLine = z.output<typeof zCityLine>

export const cityMigrations: readonly string[] = issuerSchema.migrations.map(nameOf)

function nameOf(migration: MigrationClass): string {
  return migration.name
}
