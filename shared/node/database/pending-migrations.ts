import type { Schema } from './database.ts'
import type { DatabaseLocation } from './location.ts'
import { connectPostgres, createPostgresSchema } from './postgres-connection.ts'
import { connectSqlite } from './sqlite-connection.ts'

/**
 * Names of the migrations that the database has not had yet, and of those that a newer version of Waymark left in it.
 * @throws AppError database_unavailable
 */
export async function compareMigrations(
  location: DatabaseLocation,
  { migrations }: Schema,
): Promise<{ pending: string[]; unknown: string[] }> {
  const done = await doneMigrations(location)
  const known = migrations.map(({ name }) => name)
  return {
    pending: known.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !known.includes(name)),
  }
}

async function doneMigrations(location: DatabaseLocation): Promise<string[]> {
  if (location.kind === 'postgres') await createPostgresSchema(location)
  const dataSource =
    location.kind === 'sqlite'
      ? await connectSqlite(location.file, {})
      : await connectPostgres(location, { connections: 1 })
  const runner = dataSource.createQueryRunner()
  try {
    if (!(await runner.hasTable('migrations'))) return []
    const rows: { name: string }[] = await runner.query('SELECT name FROM migrations ORDER BY id')
    return rows.map(({ name }) => name)
  } finally {
    await runner.release()
    await dataSource.destroy()
  }
}
