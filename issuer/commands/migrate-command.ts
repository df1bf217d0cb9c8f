import { AppError } from '../../shared/errors/app-error.ts'
import { openAgentStores } from '../../shared/node/agent-stores.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { compareMigrations } from '../../shared/node/database/pending-migrations.ts'
import { issuerSchema } from '../schema.ts'
import { assertThere, type Places, placesOf } from './transfer-command.ts'

/** So long a migration may take that goes through all rows. */
const unitTimeoutMs = 3_600_000

/** `waymark migrate`: what the first node of a new version would do at its start. */
export async function migrateCommand(io: CommandIo, options: Places): Promise<void> {
  const places = placesOf(io, options)
  for (const place of [places.database, places.agentDatabase]) await assertThere(place)
  const { pending, unknown } = await compareMigrations(places.database, issuerSchema)
  if (unknown.length > 0) {
    throw new AppError(
      'conflict',
      'A newer version of Waymark has changed this database: run that version, or restore the backup from before',
    )
  }
  const database = await openDatabase(places.database, issuerSchema, { unitTimeoutMs })
  await database.close()
  const stores = await openAgentStores(places.agentDatabase)
  await stores.close()
  const human =
    pending.length === 0
      ? 'Nothing to do: the database is of this version.'
      : `Done: ${pending.join(', ')}`
  print(io, { json: { done: pending }, human }, options.json)
}
