import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issuerSchema } from '../issuer/schema.ts'
import type { Database } from '../shared/node/database/database.ts'
import { openDatabase } from '../shared/node/database/open-database.ts'
import { startPostgres } from '../test/support/postgres-server.ts'

/** Runs `work` on an empty city database of each kind, and deletes it afterwards. */
export async function onEachDatabase(
  work: (database: Database, kind: Database['kind']) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'))
  const file = join(folder, 'city.sqlite')
  const sqlite = await openDatabase({ kind: 'sqlite', file }, issuerSchema, unhurried)
  try {
    await work(sqlite, 'sqlite')
  } finally {
    await sqlite.close()
    await rm(folder, { recursive: true })
  }
  const server = await startPostgres()
  const location = { kind: 'postgres', url: server.url } as const
  const postgres = await openDatabase(location, issuerSchema, unhurried)
  try {
    await work(postgres, 'postgres')
  } finally {
    await postgres.close()
    await server.stop()
  }
}

/** Filling tables takes longer than any unit of a city. */
const unhurried = { unitTimeoutMs: 3_600_000 }
