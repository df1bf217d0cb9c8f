import type { EntityManager, EntitySchema, MigrationInterface } from 'typeorm'

type Reading =
  | 'find'
  | 'findOne'
  | 'findBy'
  | 'findOneBy'
  | 'count'
  | 'exists'
  | 'query'
  | 'createQueryBuilder'

type Writing = 'insert' | 'update' | 'delete' | 'upsert' | 'increment'

/** What a unit of work may do. It sees its own writes, and ends when its function settles. */
export type Transaction = Pick<EntityManager, Reading | Writing>

/** Reads outside any unit: sees what is committed, and cannot write. */
export type Reader = Pick<EntityManager, Reading>

export type Database = {
  kind: 'sqlite' | 'postgres'
  /**
   * Runs `work` as one unit: all of its writes are committed and durable when the promise resolves, none of
   * them when it rejects. (Only where PostgreSQL goes away in the middle of a COMMIT nobody can know: that
   * rejects with database_unavailable, and fixed ids or an idempotency key make asking again safe.) Units are
   * serializable. The rules, the same on both databases:
   *
   * - `work` may run more than once (a lost race is run again), so it holds statements only: no request, no
   *   mail, no agent call.
   * - A statement that fails dooms its unit, even when `work` catches the error; where a conflict is expected
   *   use `ON CONFLICT DO NOTHING` (`createQueryBuilder().insert().orIgnore()`), or catch outside.
   * - A unit cannot contain another: pass `tx` on instead.
   * - Criteria are never undefined or null (use IsNull()), and raw SQL has no placeholders that both databases
   *   know: bind values through the query builder.
   */
  transact<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /**
   * Runs `work` in the place of a unit, for another thread that has this database open too and writes meanwhile. SQLite has
   * one writer at a time: who waited for the file's lock instead would wait longer, and in no order.
   */
  lend<T>(work: () => Promise<T>): Promise<T>
  reader: Reader
  /**
   * Takes SQLite's write-ahead log over into the file while others go on writing: else the commit that fills it does, and
   * whoever waits for that one waits three times as long. What it cannot take over now is left to the next.
   */
  backfill(): Promise<void>
  /**
   * After a deletion that must be one on the disk too: empties SQLite's write-ahead log into the file, where
   * secure_delete has overwritten what is gone; on PostgreSQL, VACUUM of the named entities' tables. That lets go of
   * what is gone but leaves its bytes between the rows that stay, until others take their place: where it `rewrites`,
   * the tables are written anew, without those bytes, and nobody reads or writes them meanwhile.
   * @returns false where others read or write without a pause: then it is still to be done
   */
  scrub(entities: readonly EntitySchema[], options?: { rewrites?: boolean }): Promise<boolean>
  /** Lets waiting units finish, then closes; on SQLite the write-ahead log is emptied into the file. */
  close(): Promise<void>
}

export type MigrationClass = new () => MigrationInterface

/**
 * What an application keeps: its tables and how they came to be, oldest migration first. Indices and unique
 * columns are the migrations' alone; an entity names columns and keys.
 */
export type Schema = { entities: EntitySchema[]; migrations: MigrationClass[] }

export type DatabaseOptions = {
  /** Told every statement that writes or steers, without its parameters; for tests and measurements. */
  onStatement?: (sql: string) => void
  /** SQLite: how many waiting units one COMMIT takes at most. Default 64. */
  unitsPerCommit?: number
  /** How long one unit may take before it is rolled back and refused. Default 30,000. */
  unitTimeoutMs?: number
  /** PostgreSQL: connections in the pool for units, and as many for reads. Default 10. */
  connections?: number
}
