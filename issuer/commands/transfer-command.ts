import { createReadStream, createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { AppError } from '../../shared/errors/app-error.ts'
import { openAgentStores } from '../../shared/node/agent-stores.ts'
import { type CommandIo, print } from '../../shared/node/command-line.ts'
import {
  type DatabaseLocation,
  parseDatabaseLocation,
} from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { readKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { exportCity } from '../continuity/export-city.ts'
import { importCity } from '../continuity/import-city.ts'
import { issuerSchema } from '../schema.ts'

export type Places = { database?: string; agentDatabase?: string; json?: boolean }

export type ExportOptions = Places & { output: string }
export type ImportOptions = Places & { oldKeyFile?: string }

/** A whole city is one unit: it takes as long as it takes. */
const unitTimeoutMs = 3_600_000

/** `waymark city export`: from the databases themselves, of a city that is stopped. */
export async function exportCommand(io: CommandIo, options: ExportOptions): Promise<void> {
  const { output } = options
  const key = cityKey(io)
  const places = placesOf(io, options)
  for (const place of [places.database, places.agentDatabase]) await assertThere(place)
  await assertNew(output)
  await withCity(places, async (city) => {
    const part = `${output}.part`
    try {
      const lines = Readable.from(exportCity({ ...city, clock: io.clock, key }), {
        objectMode: true,
      })
      await pipeline(lines, createGzip(), createWriteStream(part, { mode: 0o600, flags: 'w' }))
      await rename(part, output)
    } finally {
      await rm(part, { force: true })
    }
  })
  const human = `Written to ${output}.

It is as secret as a backup: names and addresses of learners are in it. Private keys are sealed under the
key-encryption key of this city, which is not in it. The file is sealed by it too: nobody without it can change it.

  waymark city import ${output}`
  print(io, { json: { file: output }, human }, options.json)
}

/** `waymark city import`: into an empty place; the city's address stays what it was. */
export async function importCommand(
  io: CommandIo,
  file: string,
  options: ImportOptions,
): Promise<void> {
  const newKey = cityKey(io)
  const oldKey =
    options.oldKeyFile === undefined
      ? undefined
      : readKeyEncryptionKey({ file: options.oldKeyFile })
  await assertReadable(file)
  const imported = await withCity(placesOf(io, options), (city) =>
    importCity({
      ...city,
      open: () => createReadStream(file),
      keys: { newKey, ...(oldKey && { oldKey }) },
    }),
  )
  const human = `The city is here: ${imported.identifiers} identities, ${imported.rows} rows.

Start it under the address that it had before: its identities are made of it. Everybody of the staff signs in again, and
whoever was changing a password asks for a new link; a claim that was under way begins again from its link.`
  print(io, { json: imported, human }, options.json)
}

export function cityKey({ env }: CommandIo) {
  return readKeyEncryptionKey({
    value: env.WAYMARK_KEY_ENCRYPTION_KEY,
    file: env.WAYMARK_KEY_ENCRYPTION_KEY_FILE,
  })
}

export type CityPlaces = { database: DatabaseLocation; agentDatabase: DatabaseLocation }

/** From the options, else from the environment. @throws AppError config_invalid where neither says it */
export function placesOf({ env }: CommandIo, options: Places): CityPlaces {
  const database = options.database ?? env.ISSUER_DATABASE
  const agentDatabase = options.agentDatabase ?? env.ISSUER_AGENT_DATABASE
  if (!database || !agentDatabase) {
    throw new AppError(
      'config_invalid',
      'Say where the city is kept: --database and --agent-database, or ISSUER_DATABASE and ISSUER_AGENT_DATABASE',
    )
  }
  return {
    database: parseDatabaseLocation(database),
    agentDatabase: parseDatabaseLocation(agentDatabase),
  }
}

async function withCity<T>(
  places: CityPlaces,
  work: (city: {
    database: Awaited<ReturnType<typeof openDatabase>>
    agentStores: Awaited<ReturnType<typeof openAgentStores>>
  }) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(places.database, issuerSchema, { unitTimeoutMs })
  try {
    const agentStores = await openAgentStores(places.agentDatabase)
    try {
      return await work({ database, agentStores })
    } finally {
      await agentStores.close()
    }
  } finally {
    await database.close()
  }
}

/** A mistyped name must not become a new, empty city. */
export async function assertThere(place: DatabaseLocation): Promise<void> {
  if (place.kind === 'sqlite') await assertReadable(place.file)
}

/** @throws AppError input_unreadable */
export async function assertReadable(file: string): Promise<void> {
  try {
    await access(file)
  } catch (cause) {
    throw new AppError('input_unreadable', `There is nothing to read at ${file}`, { cause })
  }
}

/** So that nothing is written over. @throws AppError conflict */
export async function assertNew(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) {
    throw new AppError('conflict', 'There is a file of that name already: choose another')
  }
}
