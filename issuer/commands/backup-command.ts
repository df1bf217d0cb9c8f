import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { openAgentStores } from '../../shared/node/agent-stores.ts'
import { type CommandIo, notify, print } from '../../shared/node/command-line.ts'
import { compareMigrations } from '../../shared/node/database/pending-migrations.ts'
import { openSnapshot } from '../../shared/node/database/snapshot.ts'
import { cityMigrations } from '../continuity/city-file.ts'
import { cityLines } from '../continuity/export-city.ts'
import { issuerSchema } from '../schema.ts'
import {
  assertNew,
  assertReadable,
  assertThere,
  type CityPlaces,
  cityKey,
  type ImportOptions,
  importCommand,
  type Places,
  placesOf,
} from './transfer-command.ts'

/** What stands beside a backup, in the clear: nothing of anybody is in it. */
const zManifest = z.object({
  file: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  madeAt: z.string(),
  migrations: z.array(z.string()),
})

function manifestOf(file: string): string {
  return `${file}.manifest.json`
}

/** `waymark backup`: of a city that runs, as it is at this moment. */
export async function backupCommand(io: CommandIo, file: string, options: Places): Promise<void> {
  const key = cityKey(io)
  const places = placesOf(io, options)
  for (const place of [places.database, places.agentDatabase]) await assertThere(place)
  await Promise.all([file, manifestOf(file)].map(assertNew))
  await assertMigrated(places)
  const part = `${file}.part`
  try {
    await writeLines(part, places, key)
    const { sha256, bytes } = await digestOf(part)
    const madeAt = io.clock().toISOString()
    const manifest = {
      file: basename(file),
      sha256,
      bytes,
      madeAt,
      migrations: [...cityMigrations],
    }
    await writeFile(manifestOf(file), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    await rename(part, file)
    const human = `Written to ${file}, ${bytes} bytes; its digest is in ${manifestOf(file)}.

Keep it as you keep secrets: names and addresses of learners are in it.

The key-encryption key is not in it, and without that key it cannot be restored: private keys, links that wait to be
claimed and mails that wait are sealed under it. Keep the key in another place, and try a restore now and then.

  waymark restore ${file}`
    print(io, { json: manifest, human }, options.json)
  } finally {
    await rm(part, { force: true })
  }
}

/** The agent's part is read after the city's: what the city knows of, its agent knew before. */
async function writeLines(
  part: string,
  places: CityPlaces,
  key: ReturnType<typeof cityKey>,
): Promise<void> {
  const snapshot = await openSnapshot(places.database, issuerSchema)
  try {
    const agentStores = await openAgentStores(places.agentDatabase)
    try {
      const lines = cityLines({ reader: snapshot.reader, agentStores, key })
      await pipeline(
        Readable.from(lines, { objectMode: true }),
        createGzip(),
        createWriteStream(part, { mode: 0o600, flags: 'w' }),
      )
    } finally {
      await agentStores.close()
    }
  } finally {
    await snapshot.close()
  }
}

async function assertMigrated({ database }: CityPlaces): Promise<void> {
  const { pending, unknown } = await compareMigrations(database, issuerSchema)
  if (pending.length === 0 && unknown.length === 0) return
  throw new AppError(
    'conflict',
    'The database is of another version of Waymark: back it up with that version, or run waymark migrate first',
  )
}

/** `waymark restore`: into an empty place. */
export async function restoreCommand(
  io: CommandIo,
  file: string,
  options: ImportOptions,
): Promise<void> {
  await assertReadable(file)
  await assertUnchanged(io, file)
  await importCommand(io, file, options)
}

async function assertUnchanged(io: CommandIo, file: string): Promise<void> {
  const text = await readFile(manifestOf(file), 'utf8').catch(() => undefined)
  if (text === undefined) {
    notify(io, 'There is no manifest beside the file: its own digest and seal are checked alone.')
    return
  }
  const manifest = zManifest.safeParse(parsed(text))
  const { sha256 } = await digestOf(file)
  if (manifest.success && manifest.data.sha256 === sha256) return
  throw new AppError('city_file_refused', 'The file is not the one that its manifest tells of')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function digestOf(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    // sound: a stream without an encoding gives buffers
    const buffer = chunk as Buffer
    hash.update(buffer)
    bytes += buffer.length
  }
  return { sha256: hash.digest('hex'), bytes }
}
