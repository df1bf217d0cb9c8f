import type { IIdentifier, IKey } from '@veramo/core-types'
import { DIDStore, Entities, Identifier, Key, KeyStore, migrations } from '@veramo/data-store'
import { type DataSource, In } from 'typeorm'
import type { DatabaseLocation } from './database/location.ts'
import { once } from './database/once.ts'
import {
  connectPostgres,
  createPostgresSchema,
  migratePostgres,
} from './database/postgres-connection.ts'
import { connectSqlite, migrateSqlite, whileBusy } from './database/sqlite-connection.ts'

/** Where Veramo's stores keep DIDs and public keys, apart from the application's own tables. */
export type AgentStores = {
  dataSource: DataSource
  /** Runs writes so that none gets into another's transaction. */
  write<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

const defaultSchema = 'agent'
const connections = 4

/**
 * Opens Veramo's stores on a file or PostgreSQL schema (`agent` unless the location names one) of their own
 * and runs Veramo's migrations.
 * @throws AppError database_unavailable
 */
export async function openAgentStores(location: DatabaseLocation): Promise<AgentStores> {
  const schema = { entities: Entities, migrations }
  if (location.kind === 'sqlite') {
    const dataSource = await connectSqlite(location.file, schema)
    await migrateSqlite(dataSource)
    return {
      dataSource,
      // one connection holds one transaction: two that overlap would merge, and share one's rollback
      write: createLane(),
      close: once(() => dataSource.destroy()),
    }
  }
  const place = { url: location.url, schema: location.schema ?? defaultSchema }
  await createPostgresSchema(place)
  const dataSource = await connectPostgres(place, { ...schema, connections })
  await migratePostgres(dataSource)
  return { dataSource, write: (work) => work(), close: once(() => dataSource.destroy()) }
}

/** One after the other, in the order of asking; and again where another process was in the way. */
function createLane(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(() => whileBusy(work))
    last = result.catch(() => undefined)
    return result
  }
}

/** Veramo's KeyStore, its writes one after the other. */
export class AgentKeyStore extends KeyStore {
  readonly #stores: AgentStores

  constructor(stores: AgentStores) {
    super(Promise.resolve(stores.dataSource))
    this.#stores = stores
  }

  override async importKey(key: IKey): Promise<boolean> {
    return this.#stores.write(() => super.importKey(key))
  }

  override async deleteKey(args: { kid: string }): Promise<boolean> {
    return this.#stores.write(() => super.deleteKey(args))
  }
}

/** Veramo's DIDStore, its writes one after the other. */
export class AgentDidStore extends DIDStore {
  readonly #stores: AgentStores

  constructor(stores: AgentStores) {
    super(Promise.resolve(stores.dataSource))
    this.#stores = stores
  }

  /**
   * Gives keys to an identifier that is there, and takes none: where two add a key at once, saving what each of
   * them knew would take the other's away.
   */
  override async importDID(identifier: IIdentifier): Promise<boolean> {
    const { did, keys, services } = identifier
    const { dataSource, write } = this.#stores
    return write(async () => {
      const isThere = await dataSource.manager.exists(Identifier, { where: { did } })
      if (!isThere || services.length > 0) return super.importDID(identifier)
      await dataSource
        .createQueryBuilder()
        .update(Key)
        .set({ identifier: { did } })
        .where({ kid: In(keys.map(({ kid }) => kid)) })
        .execute()
      return true
    })
  }

  override async deleteDID(args: { did: string }): Promise<boolean> {
    return this.#stores.write(() => super.deleteDID(args))
  }
}
