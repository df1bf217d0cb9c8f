import type { IIdentifier, IKey } from '@veramo/core-types'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { parseJsonStrict } from '../../shared/json/json.ts'
import { AgentDidStore, AgentKeyStore, type AgentStores } from '../../shared/node/agent-stores.ts'
import { createBundleDigest } from '../../shared/node/bundle/bundle-digest.ts'
import { readGzipLines } from '../../shared/node/bundle/read-lines.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import { logHeadEntity } from '../log/log-store.ts'
import { type CityLine, cityMigrations, zCityLine } from './city-file.ts'
import { isSealOf } from './city-file-seal.ts'
import { allCityTables, type CityRow, cityTables, createTableWriter } from './city-tables.ts'
import { type KeysOfTransfer, resealRow } from './reseal.ts'

export type ImportInput = {
  /** Reads the file from its beginning, as often as it is called. */
  open: () => AsyncIterable<Uint8Array>
  database: Database
  agentStores: AgentStores
  keys: KeysOfTransfer
}

export type ImportedCity = { rows: number; identifiers: number }

/**
 * Fills an empty database with a city: all of it, or nothing. The agent's part comes first, and may be there from
 * an import that was broken off.
 * @throws AppError city_file_refused | conflict | key_unreadable
 */
export async function importCity(input: ImportInput): Promise<ImportedCity> {
  const { database } = input
  await assertEmpty(database)
  // the whole file is read once before anything is written
  const { agentLines } = await checkFile(input)
  const identifiers = await importAgent(agentLines, input.agentStores)
  const rows = await database.transact(async (tx) => {
    // what the migrations put into a new database
    await tx.delete(logHeadEntity, { id: 'award-log' })
    return importRows(tx, input)
  })
  return { rows, identifiers }
}

async function assertEmpty({ reader }: Database): Promise<void> {
  const [head] = await reader.find(logHeadEntity)
  for (const { entity } of allCityTables) {
    const isOwn = entity.options.name === logHeadEntity.options.name
    const isUsed = isOwn ? head !== undefined && head.size > 0 : await reader.exists(entity)
    if (isUsed) throw new AppError('conflict', 'There is a city here already: give an empty place')
  }
}

async function checkFile(input: ImportInput): Promise<{ agentLines: CityLine[] }> {
  const agentLines: CityLine[] = []
  for await (const line of readCityLines(input)) {
    if (line.type === 'agent-key' || line.type === 'agent-identifier') agentLines.push(line)
  }
  return { agentLines }
}

/** Every line but the last, which was checked when the others have been given. */
async function* readCityLines({
  open,
  keys,
}: Pick<ImportInput, 'open' | 'keys'>): AsyncGenerator<CityLine> {
  const source = open()
  const digest = createBundleDigest()
  let hasEnded = false
  for await (const text of readGzipLines(source, { code: 'city_file_refused' })) {
    if (hasEnded) throw refused('Something follows on the end of the file')
    const line = parseLine(text)
    if ((digest.lines() === 0) !== (line.type === 'city')) throw refused('This is not a city')
    if (line.type === 'end') {
      hasEnded = true
      const isWhole = line.lines === digest.lines() && line.digest === digest.value()
      if (!isWhole) throw refused('The file was changed after it was written')
      if (!isSealOf(line.seal, line, keys.oldKey ?? keys.newKey)) {
        throw new AppError(
          'key_unreadable',
          'The file is not sealed by this key-encryption key: give that of the old place. If it is that one, somebody changed the file: import nothing of it',
        )
      }
      continue
    }
    digest.add(text)
    if (line.type === 'city') assertSameVersion(line)
    yield line
  }
  if (!hasEnded) throw refused('The file is cut short')
}

function assertSameVersion({ migrations }: Extract<CityLine, { type: 'city' }>): void {
  if (migrations.join() === cityMigrations.join()) return
  throw refused('The file was written by another version of Waymark: use that version to read it')
}

async function importRows(tx: Transaction, input: ImportInput): Promise<number> {
  const { keys } = input
  const writer = createTableWriter(tx)
  let rows = 0
  for await (const line of readCityLines(input)) {
    if (line.type !== 'row') continue
    const table = cityTables.find(({ name }) => name === line.table)
    if (table === undefined && allCityTables.some(({ name }) => name === line.table)) continue
    if (table === undefined) throw refused('The file names a table that there is not')
    await writer.write(table, withoutLease(line.table, resealRow(line.table, line.row, keys)))
    rows += 1
  }
  await writer.flush()
  return rows
}

/** Whoever sealed the log in the old place does not here. */
function withoutLease(table: string, row: CityRow): CityRow {
  return table === logHeadEntity.options.name ? { ...row, leaseHolder: '', leaseUntil: '' } : row
}

async function importAgent(lines: readonly CityLine[], stores: AgentStores): Promise<number> {
  const keyStore = new AgentKeyStore(stores)
  const didStore = new AgentDidStore(stores)
  const dids = lines.flatMap((line) =>
    line.type === 'agent-identifier' ? [line.identifier.did] : [],
  )
  const strangers = (await didStore.listDIDs({})).filter(({ did }) => !dids.includes(did))
  if (strangers.length > 0) {
    throw new AppError('conflict', 'There are other identities here already: give an empty place')
  }
  for (const line of lines) {
    // both were written by exportCity from the same stores
    if (line.type === 'agent-key') await keyStore.importKey(line.key as unknown as IKey)
  }
  for (const line of lines) {
    if (line.type !== 'agent-identifier') continue
    await didStore.importDID(line.identifier as unknown as IIdentifier)
  }
  return dids.length
}

function parseLine(text: string): CityLine {
  try {
    const line = zCityLine.safeParse(parseJsonStrict(text, { maxBytes: 33_554_432 }))
    if (line.success) return line.data
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw refused('A line of the file is not JSON', cause)
  }
  throw refused('A line of the file is of no kind that is known')
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError('city_file_refused', message, { cause })
}
