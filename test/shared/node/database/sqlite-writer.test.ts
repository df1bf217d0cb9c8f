import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isAppError } from '../../../../shared/errors/app-error.ts'
import type {
  Database,
  DatabaseOptions,
  Schema,
} from '../../../../shared/node/database/database.ts'
import { isConstraintViolation } from '../../../../shared/node/database/failures.ts'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { gate } from '../../../support/gate.ts'
import { temporaryFolder } from '../../../support/temp-folder.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

async function open(
  options: DatabaseOptions = {},
  schema: Schema = notesSchema,
): Promise<{ database: Database; file: string }> {
  const file = join(temporaryFolder(), 'deep', 'db.sqlite')
  const database = await openDatabase({ kind: 'sqlite', file }, schema, options)
  onTestFinished(() => database.close())
  return { database, file }
}

/** Counts the statements of one kind from now on. */
function createCounter(prefix: string) {
  const seen: string[] = []
  return {
    onStatement: (sql: string) => {
      if (sql.startsWith(prefix)) seen.push(sql)
    },
    count: () => seen.length,
    reset: () => seen.splice(0),
  }
}

const codeOf = (error: unknown) => (isAppError(error) ? error.code : error)

describe('commits on SQLite', () => {
  it('are shared by units that wait together', async () => {
    const commits = createCounter('COMMIT')
    const { database } = await open({ onStatement: commits.onStatement, unitsPerCommit: 25 })
    commits.reset()
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        database.transact((tx) => tx.insert(noteEntity, note(`${index}`))),
      ),
    )
    expect(commits.count()).toBe(4)
    expect(await database.reader.count(noteEntity)).toBe(100)
  })

  it('are one for each unit that comes alone', async () => {
    const commits = createCounter('COMMIT')
    const { database } = await open({ onStatement: commits.onStatement })
    commits.reset()
    for (const id of ['a', 'b', 'c']) {
      await database.transact((tx) => tx.insert(noteEntity, note(id)))
    }
    expect(commits.count()).toBe(3)
  })

  it('come before any caller hears of its unit, also of a failed one', async () => {
    const order: string[] = []
    const { database } = await open({
      onStatement: (sql) => {
        if (sql === 'COMMIT') order.push('commit')
      },
    })
    order.splice(0)
    await Promise.allSettled([
      database.transact((tx) => tx.insert(noteEntity, note('a'))).then(() => order.push('a')),
      database.transact(() => Promise.reject(new Error('b'))).catch(() => order.push('b')),
      database.transact((tx) => tx.insert(noteEntity, note('c'))).then(() => order.push('c')),
    ])
    expect(order).toEqual(['commit', 'a', 'b', 'c'])
  })

  it('run with the settings that survive a power loss', async () => {
    const { database } = await open()
    const settings = await database.transact(async (tx) => {
      const names = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete']
      const rows = []
      for (const name of names) rows.push(...(await tx.query(`PRAGMA ${name}`)))
      return Object.assign({}, ...rows)
    })
    // synchronous 2 is FULL
    expect(settings).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      secure_delete: 1,
    })
  })
})

describe('a full disk on SQLite', () => {
  /** SQLite rolls the whole transaction back by itself, as it does when the disk is full. */
  async function fill(database: Database): Promise<void> {
    await database.transact((tx) => tx.query('PRAGMA max_page_count = 1'))
  }

  const large = { ...note('large'), text: 'x'.repeat(200_000) }

  it('refuses the unit that does not fit, with a coded error', async () => {
    const { database } = await open()
    await database.transact((tx) => tx.insert(noteEntity, note('a')))
    await fill(database)
    const error = await database
      .transact((tx) => tx.insert(noteEntity, large))
      .catch((thrown: unknown) => thrown)
    expect(codeOf(error)).toBe('database_unavailable')
    expect((await database.reader.find(noteEntity)).map(({ id }) => id)).toEqual(['a'])
  })

  it('costs the units around it nothing', async () => {
    const { database } = await open()
    await fill(database)
    const outcomes = await Promise.allSettled([
      database.transact((tx) => tx.insert(noteEntity, note('a'))),
      database.transact((tx) => tx.insert(noteEntity, large)),
      database.transact((tx) => tx.insert(noteEntity, note('c'))),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await database.reader.find(noteEntity)).map(({ id }) => id)).toEqual(['a', 'c'])
  })

  it('lets nothing through outside a transaction when a unit swallows the error', async () => {
    const { database } = await open()
    await fill(database)
    const error = await database
      .transact(async (tx) => {
        await tx.insert(noteEntity, large).catch(() => undefined)
        await tx.insert(noteEntity, note('b'))
      })
      .catch((thrown: unknown) => thrown)
    expect(codeOf(error)).toBe('database_unavailable')
    expect(await database.reader.find(noteEntity)).toEqual([])
  })

  it('is over when there is room again', async () => {
    const { database } = await open()
    await fill(database)
    await database.transact((tx) => tx.insert(noteEntity, large)).catch(() => undefined)
    await database.transact((tx) => tx.query('PRAGMA max_page_count = 100000'))
    await database.transact((tx) => tx.insert(noteEntity, large))
    expect(await database.reader.count(noteEntity)).toBe(1)
  })
})

class CreateFamilies1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE parent (id varchar PRIMARY KEY NOT NULL)')
    await runner.query(
      'CREATE TABLE child (id varchar PRIMARY KEY NOT NULL, parent varchar NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)',
    )
  }

  async down(): Promise<void> {}
}

describe('a constraint that is checked at COMMIT', () => {
  it('fails the unit that breaks it and no other', async () => {
    const child = new EntitySchema<{ id: string; parent: string }>({
      name: 'child',
      columns: { id: { type: 'varchar', primary: true }, parent: { type: 'varchar' } },
    })
    const parent = new EntitySchema<{ id: string }>({
      name: 'parent',
      columns: { id: { type: 'varchar', primary: true } },
    })
    const { database } = await open(
      {},
      { entities: [child, parent], migrations: [CreateFamilies1700000000001] },
    )
    const outcomes = await Promise.allSettled([
      database.transact((tx) => tx.insert(parent, { id: 'p' })),
      database.transact((tx) => tx.insert(child, { id: 'orphan', parent: 'nobody' })),
      database.transact((tx) => tx.insert(child, { id: 'c', parent: 'p' })),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const [, broken] = outcomes
    expect(broken?.status === 'rejected' && isConstraintViolation(broken.reason)).toBe(true)
    expect(await database.reader.find(child)).toEqual([{ id: 'c', parent: 'p' }])
  })
})

describe('the SQLite file', () => {
  it('is readable by its owner alone, as is its log', async () => {
    const { database, file } = await open()
    await database.transact((tx) => tx.insert(noteEntity, note('a')))
    const modes = [file, `${file}-wal`, `${file}-shm`].map((path) => statSync(path).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600])
  })

  it('holds nothing of what was deleted once it is closed', async () => {
    const { database, file } = await open()
    const secret = 'a-sentence-that-nobody-else-would-write'
    await database.transact((tx) => tx.insert(noteEntity, { ...note('a'), text: secret }))
    await database.transact((tx) => tx.delete(noteEntity, { id: 'a' }))
    await database.close()
    expect(readFileSync(file).includes(secret)).toBe(false)
    expect(() => statSync(`${file}-wal`)).toThrow('ENOENT')
  })

  it('is not opened when it is something else', async () => {
    const file = join(temporaryFolder(), 'db.sqlite')
    writeFileSync(
      file,
      'this is not a database, and it is longer than a header would be. '.repeat(20),
    )
    const error = await openDatabase({ kind: 'sqlite', file }, notesSchema).catch(
      (thrown: unknown) => thrown,
    )
    expect(codeOf(error)).toBe('database_unavailable')
  })

  it('is not opened where no folder can be made', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    const error = await openDatabase(
      { kind: 'sqlite', file: join(folder, 'file', 'db.sqlite') },
      notesSchema,
    ).catch((thrown: unknown) => thrown)
    expect(codeOf(error)).toBe('database_unavailable')
  })
})

describe('two writers on one SQLite file', () => {
  it('take turns without a spurious busy, reading before they write', async () => {
    const { database: one, file } = await open()
    const other = await openDatabase({ kind: 'sqlite', file }, notesSchema)
    onTestFinished(() => other.close())
    await one.transact((tx) => tx.insert(noteEntity, note('a', 0)))
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        (index % 2 === 0 ? one : other).transact(async (tx) => {
          const found = await tx.findOneBy(noteEntity, { id: 'a' })
          await tx.update(noteEntity, { id: 'a' }, { count: (found?.count ?? 0) + 1 })
        }),
      ),
    )
    expect(await one.reader.find(noteEntity)).toEqual([note('a', 200)])
  })

  it('wait for each other', async () => {
    const { database: one, file } = await open()
    const other = await openDatabase({ kind: 'sqlite', file }, notesSchema)
    onTestFinished(() => other.close())
    const begun = gate()
    const hold = gate()
    const slow = one.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      begun.open()
      await hold.passed
    })
    await begun.passed
    const waiting = other.transact((tx) => tx.find(noteEntity))
    setTimeout(hold.open, 300)
    expect(await waiting).toEqual([note('a')])
    await slow
  })
})

describe('backfill on SQLite', () => {
  it('takes what is committed over into the file, beside a unit that writes', async () => {
    const { database, file } = await open()
    const isInFile = (text: string) => readFileSync(file).includes(text)
    await database.transact((tx) => tx.insert(noteEntity, note('what-is-committed')))
    expect(isInFile('what-is-committed')).toBe(false)
    const begun = gate()
    const hold = gate()
    const unit = database.transact(async (tx) => {
      await tx.insert(noteEntity, note('what-is-not'))
      begun.open()
      await hold.passed
    })
    // one that begins at that very moment may hold a state from before, which is kept for it
    await begun.passed
    await database.backfill()
    expect([isInFile('what-is-committed'), isInFile('what-is-not')]).toEqual([true, false])
    hold.open()
    await unit
    expect(await database.reader.count(noteEntity)).toBe(2)
  })
})

describe('a SQLite database that is lent', () => {
  it('is written by the borrower alone until it is given back', async () => {
    const order: string[] = []
    const { database, file } = await open({
      onStatement: (sql) => {
        if (sql === 'COMMIT') order.push('commit here')
      },
    })
    const other = await openDatabase({ kind: 'sqlite', file }, notesSchema)
    onTestFinished(() => other.close())
    order.length = 0
    const add = (to: Database, id: string) =>
      to.transact((tx) => tx.insert(noteEntity, note(id))).then(() => order.push(id))
    const before = add(database, 'before')
    const lent = database.lend(async () => {
      await add(other, 'there')
      await add(other, 'there again')
    })
    await Promise.all([before, lent, add(database, 'after'), add(database, 'after too')])
    expect(order).toEqual([
      ...['commit here', 'before', 'there', 'there again'],
      ...['commit here', 'after', 'after too'],
    ])
  })

  it('comes back from a borrower that fails, who is told why', async () => {
    const { database } = await open()
    await expect(database.lend(() => Promise.reject(new Error('it fell')))).rejects.toThrow(
      'it fell',
    )
    await database.transact((tx) => tx.insert(noteEntity, note('a')))
    expect(await database.reader.find(noteEntity)).toEqual([note('a')])
  })

  it('is waited for when it closes, and not lent any more', async () => {
    const { database } = await open()
    const hold = gate()
    const lent = database.lend(() => hold.passed.then(() => 'given back'))
    const closed = database.close()
    hold.open()
    expect(await lent).toBe('given back')
    await closed
    await expect(database.lend(async () => 1)).rejects.toThrow('The database is closed')
  })
})
