import { AppError } from '../../shared/errors/app-error.ts'
import { AgentDidStore, AgentKeyStore, type AgentStores } from '../../shared/node/agent-stores.ts'
import { createBundleDigest } from '../../shared/node/bundle/bundle-digest.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { readHead } from '../log/log-store.ts'
import { type CityLine, cityFileVersion, cityMigrations } from './city-file.ts'
import { sealCityFile } from './city-file-seal.ts'
import { cityTables, readTable } from './city-tables.ts'
import { resealRow } from './reseal.ts'

/**
 * The whole city as lines with their line feeds. The city must be stopped: what it writes meanwhile would be there
 * in part.
 * @throws AppError conflict while it runs; key_unreadable where the key is not the city's
 */
export async function* exportCity(city: {
  database: Database
  agentStores: AgentStores
  clock: () => Date
  /** The city's: its seal is on the file. */
  key: KeyEncryptionKey
}): AsyncGenerator<string> {
  const { database, agentStores, clock, key } = city
  const { leaseUntil } = await readHead(database.reader)
  if (leaseUntil > clock().toISOString()) {
    throw new AppError('conflict', 'The city still runs: stop it, wait ten seconds, and try again')
  }
  yield* cityLines({ reader: database.reader, agentStores, key })
}

/**
 * The same of a city as `reader` sees it: a snapshot, or a city that is stopped.
 * @throws AppError key_unreadable where the key is not the city's
 */
export async function* cityLines({
  reader,
  agentStores,
  key,
}: {
  reader: Reader
  agentStores: AgentStores
  key: KeyEncryptionKey
}): AsyncGenerator<string> {
  const digest = createBundleDigest()
  const write = (line: CityLine) => {
    const text = JSON.stringify(line)
    if (line.type !== 'end') digest.add(text)
    return `${text}\n`
  }
  yield write({ type: 'city', version: cityFileVersion, migrations: [...cityMigrations] })
  for await (const line of agentLines(agentStores)) yield write(line)
  for (const table of cityTables) {
    for await (const row of readTable(reader, table)) {
      // tries what is sealed, so that no file is sealed by a key that does not open it
      yield write({
        type: 'row',
        table: table.name,
        row: resealRow(table.name, { ...row }, { newKey: key }),
      })
    }
  }
  const content = { lines: digest.lines(), digest: digest.value() }
  yield write({ type: 'end', ...content, seal: sealCityFile(content, key) })
}

async function* agentLines(stores: AgentStores): AsyncGenerator<CityLine> {
  const keys = new AgentKeyStore(stores)
  for (const { kid } of await keys.listKeys({})) {
    yield { type: 'agent-key', key: { ...(await keys.getKey({ kid })) } }
  }
  for (const identifier of await new AgentDidStore(stores).listDIDs({})) {
    yield { type: 'agent-identifier', identifier: { ...identifier } }
  }
}
