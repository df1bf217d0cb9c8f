import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  EntityManager,
  EntitySchema,
  type MigrationInterface,
  type QueryRunner,
  Table,
} from 'typeorm'
import { expect, it } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import type { Transaction } from '../../../../shared/node/database/database.ts'
import {
  isConstraintViolation,
  isUniqueViolation,
} from '../../../../shared/node/database/failures.ts'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { gate } from '../../../support/gate.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { note, noteEntity, notesSchema } from './notes-schema.ts'

const declined = new Error('declined')

function byId(tx: Pick<Transaction, 'find'>) {
  return tx.find(noteEntity, { order: { id: 'ASC' } })
}

/** What lies beneath a unit for whoever gets past the type. */
function runnerOf(tx: Transaction): QueryRunner {
  if (!(tx instanceof EntityManager) || !tx.queryRunner) throw new Error('no runner')
  return tx.queryRunner
}

forEachDatabase('transact', (bench) => {
  it('keeps what a unit wrote and answers its value', async () => {
    const database = await bench.open(notesSchema)
    const answer = await database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a', 1))
      return tx.findOneBy(noteEntity, { id: 'a' })
    })
    expect(answer).toEqual(note('a', 1))
    expect(await byId(database.reader)).toEqual([note('a', 1)])
  })

  it('keeps nothing of a unit that throws, and throws what it threw', async () => {
    const database = await bench.open(notesSchema)
    const attempt = database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      throw declined
    })
    await expect(attempt).rejects.toBe(declined)
    expect(await byId(database.reader)).toEqual([])
  })

  it('keeps the work of B when A, which overlaps it, is rolled back', async () => {
    const database = await bench.open(notesSchema)
    const hold = gate()
    const a = database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      await hold.passed
      throw declined
    })
    const b = database.transact((tx) => tx.insert(noteEntity, note('b')))
    const c = database.transact((tx) => tx.insert(noteEntity, note('c')))
    hold.open()
    const outcomes = await Promise.allSettled([a, b, c])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(await byId(database.reader)).toEqual([note('b'), note('c')])
  })

  it('takes back one failing unit among many that commit together', async () => {
    const database = await bench.open(notesSchema)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        database.transact(async (tx) => {
          await tx.insert(noteEntity, note(`${index}`, index))
          if (index % 4 === 0) throw declined
          return index
        }),
      ),
    )
    const expected = Array.from({ length: 40 }, (_, index) => index).filter((n) => n % 4 !== 0)
    const answered = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    )
    expect(answered).toEqual(expected)
    const kept = await database.reader.find(noteEntity, { order: { count: 'ASC' } })
    expect(kept.map(({ count }) => count)).toEqual(expected)
  })

  it('hides what is not committed from readers', async () => {
    const database = await bench.open(notesSchema)
    const written = gate()
    const hold = gate()
    const unit = database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      written.open()
      await hold.passed
    })
    await written.passed
    expect(await byId(database.reader)).toEqual([])
    hold.open()
    await unit
    expect(await byId(database.reader)).toEqual([note('a')])
  })

  it('shows a reader every acknowledged write at once, however many readers there are', async () => {
    const database = await bench.open(notesSchema)
    for (let count = 1; count <= 30; count += 1) {
      const reads = Array.from({ length: 8 }, () => byId(database.reader))
      await database.transact((tx) => tx.insert(noteEntity, note(`${count}`, count)))
      expect(await database.reader.count(noteEntity)).toBe(count)
      await Promise.all(reads)
    }
  })

  it('refuses to write through the reader', async () => {
    const database = await bench.open(notesSchema)
    await expect(
      database.reader.query(`INSERT INTO note (id, text, count) VALUES ('a', 'b', 1)`),
    ).rejects.toThrow(/readonly|read-only/)
    await expect(
      database.reader.createQueryBuilder().insert().into(noteEntity).values(note('a')).execute(),
    ).rejects.toThrow(/readonly|read-only/)
  })

  it('loses no count when many units read and then write the same row', async () => {
    const database = await bench.open(notesSchema)
    await database.transact((tx) => tx.insert(noteEntity, note('a', 0)))
    await Promise.all(
      Array.from({ length: 25 }, () =>
        database.transact(async (tx) => {
          const found = await tx.findOneBy(noteEntity, { id: 'a' })
          await tx.update(noteEntity, { id: 'a' }, { count: (found?.count ?? 0) + 1 })
        }),
      ),
    )
    expect(await byId(database.reader)).toEqual([note('a', 25)])
  })

  it('finds or inserts: of many units that want the same row one makes it, the others find it', async () => {
    const database = await bench.open(notesSchema)
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, count) =>
        database.transact(async (tx) => {
          const found = await tx.findOneBy(noteEntity, { id: 'a' })
          if (!found) await tx.insert(noteEntity, note('a', count))
          return found ?? note('a', count)
        }),
      ),
    )
    const [kept] = await byId(database.reader)
    expect(made).toEqual(made.map(() => kept))
  })

  it('holds a rule that reads what another unit writes (write skew)', async () => {
    const database = await bench.open(notesSchema)
    await database.transact((tx) => tx.insert(noteEntity, [note('a', 1), note('b', 1)]))
    const bothHaveRead = gate()
    let readers = 0
    // at least one of the two must keep its 1
    const lower = (id: string) =>
      database.transact(async (tx) => {
        const ones = await tx.count(noteEntity, { where: { count: 1 } })
        readers += 1
        if (readers === 2) bothHaveRead.open()
        // on SQLite the other cannot read now, so this does not wait for ever
        await Promise.race([bothHaveRead.passed, sleep(200)])
        if (ones < 2) throw declined
        await tx.update(noteEntity, { id }, { count: 0 })
      })
    const outcomes = await Promise.allSettled([lower('a'), lower('b')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await database.reader.count(noteEntity, { where: { count: 1 } })).toBe(1)
  })

  it('tells a unique violation, and keeps nothing of its unit', async () => {
    const database = await bench.open(notesSchema)
    await database.transact((tx) => tx.insert(noteEntity, note('a', 1)))
    const error = await database
      .transact(async (tx) => {
        await tx.insert(noteEntity, note('b'))
        await tx.insert(noteEntity, note('a', 2))
      })
      .catch((thrown: unknown) => thrown)
    expect(isUniqueViolation(error)).toBe(true)
    expect(isConstraintViolation(error)).toBe(true)
    expect(await byId(database.reader)).toEqual([note('a', 1)])
  })

  it('dooms a unit by a failed statement, even when the unit swallows the error', async () => {
    const database = await bench.open(notesSchema)
    await database.transact((tx) => tx.insert(noteEntity, note('a', 1)))
    const error = await database
      .transact(async (tx) => {
        await tx.insert(noteEntity, note('b'))
        await tx.insert(noteEntity, note('a', 2)).catch(() => undefined)
        return 'it seemed well'
      })
      .catch((thrown: unknown) => thrown)
    expect(isUniqueViolation(error)).toBe(true)
    expect(await byId(database.reader)).toEqual([note('a', 1)])
  })

  it('refuses further statements of a doomed unit', async () => {
    const database = await bench.open(notesSchema)
    await database.transact((tx) => tx.insert(noteEntity, note('a', 1)))
    await expect(
      database.transact(async (tx) => {
        await tx.insert(noteEntity, note('a', 2)).catch(() => undefined)
        await tx.insert(noteEntity, note('b'))
      }),
    ).rejects.toThrow('A statement of this unit failed before')
    expect(await byId(database.reader)).toEqual([note('a', 1)])
  })

  it('lets an expected conflict pass without an error', async () => {
    const database = await bench.open(notesSchema)
    const insertOnce = () =>
      database.transact(async (tx) => {
        await tx
          .createQueryBuilder()
          .insert()
          .into(noteEntity)
          .values(note('a', 1))
          .orIgnore()
          .execute()
      })
    await insertOnce()
    await insertOnce()
    expect(await byId(database.reader)).toEqual([note('a', 1)])
  })

  it('refuses a unit inside a unit', async () => {
    const database = await bench.open(notesSchema)
    await expect(database.transact(() => database.transact(async () => 1))).rejects.toThrow(
      'transact() was called inside a unit of the same database',
    )
    expect(await database.transact(async () => 2)).toBe(2)
    // the last unit had ended: what is inside is noted anew for each
    await expect(database.transact(() => database.transact(async () => 1))).rejects.toThrow(
      'transact() was called inside a unit of the same database',
    )
  })

  it('refuses a unit inside a unit when another has ended meanwhile', async () => {
    const [one, other] = [await bench.open(notesSchema), await bench.open(notesSchema)]
    const nested = one.transact(async () => {
      await other.transact(async () => 1)
      return one.transact(async () => 2)
    })
    await expect(nested).rejects.toThrow('transact() was called inside a unit of the same database')
  })

  it('is lent outside a unit only', async () => {
    const database = await bench.open(notesSchema)
    expect(await database.lend(async () => 1)).toBe(1)
    await expect(database.transact(() => database.lend(async () => 1))).rejects.toThrow(
      'transact() was called inside a unit of the same database',
    )
  })

  it('permits a unit of another database inside a unit', async () => {
    const [one, other] = [await bench.open(notesSchema), await bench.open(notesSchema)]
    await one.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      await other.transact((inner) => inner.insert(noteEntity, note('b')))
    })
    expect(await byId(one.reader)).toEqual([note('a')])
    expect(await byId(other.reader)).toEqual([note('b')])
  })

  it('permits what a unit started to open a unit of its own once the first has ended', async () => {
    const database = await bench.open(notesSchema)
    const ended = gate()
    let later: Promise<unknown> = Promise.resolve()
    await database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      later = ended.passed.then(() =>
        database.transact((next) => next.insert(noteEntity, note('b'))),
      )
    })
    ended.open()
    await later
    expect(await byId(database.reader)).toEqual([note('a'), note('b')])
  })

  it('refuses statements after the end of their unit', async () => {
    const database = await bench.open(notesSchema)
    const kept: Transaction[] = []
    await database.transact(async (tx) => {
      kept.push(tx)
    })
    const [tx] = kept
    await expect(tx?.insert(noteEntity, note('a'))).rejects.toThrow('after the end of its unit')
    await expect(tx?.query('SELECT 1')).rejects.toThrow('after the end of its unit')
    expect(await byId(database.reader)).toEqual([])
  })

  it('rolls back a unit that does not await a statement, and says so', async () => {
    const database = await bench.open(notesSchema)
    await expect(
      database.transact(async (tx) => {
        void tx.insert(noteEntity, note('a')).catch(() => undefined)
        // let the statement reach the database
        await tx.query('SELECT 1')
        void tx.insert(noteEntity, note('b')).catch(() => undefined)
        await Promise.resolve()
      }),
    ).rejects.toThrow(/still running|after the end/)
    expect(await byId(database.reader)).toEqual([])
  })

  it('refuses to begin, commit or roll back inside a unit', async () => {
    const database = await bench.open(notesSchema)
    for (const act of ['startTransaction', 'commitTransaction', 'rollbackTransaction'] as const) {
      await expect(database.transact((tx) => runnerOf(tx)[act]())).rejects.toThrow(
        'begun and ended by transact() alone',
      )
    }
  })

  it('ends a unit that takes too long, and goes on', async () => {
    const database = await bench.open(notesSchema, { unitTimeoutMs: 50 })
    const never = gate()
    const stuck = database.transact(async (tx) => {
      await tx.insert(noteEntity, note('a'))
      await never.passed
    })
    await expect(stuck).rejects.toEqual(
      new AppError(
        'database_unavailable',
        'The work took too long inside its transaction and was rolled back; try again.',
      ),
    )
    await database.transact((tx) => tx.insert(noteEntity, note('b')))
    expect(await byId(database.reader)).toEqual([note('b')])
    never.open()
  })

  it('runs a unit in the context of its caller', async () => {
    const database = await bench.open(notesSchema)
    const requestId = new AsyncLocalStorage<string>()
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        requestId.run(id, () =>
          database.transact(async (tx) => {
            await tx.query('SELECT 1')
            return requestId.getStore()
          }),
        ),
      ),
    )
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('lets waiting units finish before it closes, and takes no more', async () => {
    const location = bench.freshLocation()
    const database = await openDatabase(location, notesSchema)
    const units = ['a', 'b', 'c'].map((id) =>
      database.transact(async (tx) => {
        await tx.insert(noteEntity, note(id))
        await sleep(10)
      }),
    )
    await database.close()
    await Promise.all(units)
    await expect(database.transact(async () => 1)).rejects.toThrow('The database is closed')
    const again = await bench.open(notesSchema, {}, location)
    expect((await byId(again.reader)).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('offers the other statements that a store needs', async () => {
    const database = await bench.open(notesSchema)
    await database.transact(async (tx) => {
      await tx.insert(noteEntity, [note('a', 1), note('b', 2), note('c', 3)])
      await tx.upsert(noteEntity, { ...note('b', 20), text: 'new' }, ['id'])
      await tx.increment(noteEntity, { id: 'a' }, 'count', 10)
      await tx.delete(noteEntity, { id: 'c' })
      expect(await tx.exists(noteEntity, { where: { id: 'c' } })).toBe(false)
    })
    expect(await byId(database.reader)).toEqual([note('a', 11), { ...note('b', 20), text: 'new' }])
  })

  it.each([[{ id: undefined }], [{ id: null }]])(
    'refuses criteria whose value is missing, which would fit any row: %j',
    async (criteria) => {
      const database = await bench.open(notesSchema)
      await database.transact((tx) => tx.insert(noteEntity, note('a')))
      // what a value of a looser type would bring past the compiler
      const missing = Object.assign({ id: 'a' }, criteria)
      const refusal = /null|undefined/i
      await expect(database.reader.findOneBy(noteEntity, missing)).rejects.toThrow(refusal)
      await expect(
        database.transact((tx) => tx.findOne(noteEntity, { where: missing })),
      ).rejects.toThrow(refusal)
      await expect(database.transact((tx) => tx.delete(noteEntity, missing))).rejects.toThrow(
        refusal,
      )
      await expect(
        database.transact((tx) => tx.update(noteEntity, missing, { count: 9 })),
      ).rejects.toThrow(refusal)
      expect(await byId(database.reader)).toEqual([note('a')])
    },
  )

  it('refuses text with U+0000 with a coded error', async () => {
    const database = await bench.open(notesSchema)
    await expect(
      database.transact((tx) => tx.insert(noteEntity, { ...note('a'), text: 'x\0y' })),
    ).rejects.toEqual(
      new AppError('request_malformed', 'Text to be kept cannot hold the character U+0000'),
    )
    expect(await byId(database.reader)).toEqual([])
  })

  it('keeps text as it is: NUL apart, any Unicode, quotes, long', async () => {
    const database = await bench.open(notesSchema)
    const texts = [
      "it's",
      '"quoted"',
      '𝔘𝔫𝔦 ☃ ŵŷ',
      `${'x'.repeat(100_000)}`,
      "'; DROP TABLE note; --",
    ]
    await database.transact((tx) =>
      tx.insert(
        noteEntity,
        texts.map((text, index) => ({ id: `${index}`, text, count: 0 })),
      ),
    )
    expect((await byId(database.reader)).map(({ text }) => text)).toEqual(texts)
  })
})

class AddColour1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE note ADD COLUMN colour varchar NOT NULL DEFAULT 'grey'")
  }

  async down(): Promise<void> {}
}

class Broken1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({ name: 'half', columns: [{ name: 'id', type: 'varchar', isPrimary: true }] }),
    )
    throw declined
  }

  async down(): Promise<void> {}
}

forEachDatabase('migrations', (bench) => {
  it('run once, on a database with data too', async () => {
    const location = bench.freshLocation()
    const first = await openDatabase(location, notesSchema)
    await first.transact((tx) => tx.insert(noteEntity, note('a')))
    await first.close()
    const coloured = new EntitySchema<{ id: string; colour: string }>({
      name: 'note',
      columns: { id: { type: 'varchar', primary: true }, colour: { type: 'varchar' } },
    })
    const schema = {
      entities: [coloured],
      migrations: [...notesSchema.migrations, AddColour1700000000002],
    }
    const second = await bench.open(schema, {}, location)
    expect(await second.reader.find(coloured)).toEqual([{ id: 'a', colour: 'grey' }])
  })

  it('leave nothing behind when one of them fails', async () => {
    const location = bench.freshLocation()
    const schema = {
      ...notesSchema,
      migrations: [...notesSchema.migrations, Broken1700000000003],
    }
    await expect(openDatabase(location, schema)).rejects.toBe(declined)
    const database = await bench.open(notesSchema, {}, location)
    await expect(database.reader.query('SELECT * FROM half')).rejects.toThrow(/half/)
    expect(await byId(database.reader)).toEqual([])
  })

  it('run once when several open the database at the same time', async () => {
    const location = bench.freshLocation()
    const databases = await Promise.all(
      Array.from({ length: 5 }, () => bench.open(notesSchema, {}, location)),
    )
    for (const [index, database] of databases.entries()) {
      await database.transact((tx) => tx.insert(noteEntity, note(`${index}`)))
    }
    expect((await databases[0]?.reader.find(noteEntity))?.length).toBe(5)
  })
})
