import type { Database, DatabaseOptions, Schema } from './database.ts'
import type { DatabaseLocation } from './location.ts'
import { openPostgres } from './postgres-database.ts'
import { openSqlite } from './sqlite-database.ts'

/**
 * Opens the database, creating it and its folder where they are missing, and runs pending migrations; of
 * several processes that start at once one migrates and the others wait.
 * @throws AppError database_unavailable
 */
export async function openDatabase(
  location: DatabaseLocation,
  schema: Schema,
  options: DatabaseOptions = {},
): Promise<Database> {
  return location.kind === 'sqlite'
    ? openSqlite(location.file, schema, options)
    : openPostgres(location, schema, options)
}
