import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { KeepingDatabase } from '../../../../shared/node/database/kept-statements.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waymark-kept-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Answer = { rows?: unknown[] | undefined; lastID?: number; changes?: number }

async function open() {
  const database = await new Promise<KeepingDatabase>((resolve, reject) => {
    const opened: KeepingDatabase = new KeepingDatabase(
      join(folder, `${crypto.randomUUID()}.sqlite`),
      (error) => (error ? reject(error) : resolve(opened)),
    )
  })
  const ask = (way: 'run' | 'all') => (sql: string, values?: unknown[]) =>
    new Promise<Answer>((resolve, reject) => {
      database[way](sql, values, function told(this: unknown, error: Error | null, rows?: []) {
        if (error) return reject(error)
        // sound: sqlite3 calls with the statement, which has both after run
        const { lastID, changes } = this as { lastID: number; changes: number }
        resolve(way === 'run' ? { lastID, changes } : { rows })
      })
    })
  const close = () =>
    new Promise<void>((resolve, reject) => {
      database.close((error) => (error ? reject(error) : resolve()))
    })
  const prepare = vi.spyOn(database, 'prepare')
  const preparedTimes = (sql: string) => prepare.mock.calls.filter(([text]) => text === sql).length
  const asked = { run: ask('run'), all: ask('all'), close, preparedTimes }
  await asked.run('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)')
  return asked
}

async function openUntilEnd() {
  const asked = await open()
  onTestFinished(asked.close)
  return asked
}

const insert = 'INSERT INTO note (id, text) VALUES (?, ?)'
const select = 'SELECT text FROM note WHERE id = ?'

describe('KeepingDatabase', () => {
  test('never answers with the values of whoever asked before', async () => {
    const { all } = await openUntilEnd()
    const sql = 'SELECT ? AS one, ? AS other'
    for (let time = 0; time < 3; time += 1) await all(sql, ['a name', 'of somebody'])
    for (const values of [[], undefined, ['another']]) {
      const one = values?.[0] ?? null
      expect((await all(sql, values)).rows).toEqual([{ one, other: null }])
    }
  })

  test('answers each time what is true then, with the values of that time', async () => {
    const { run, all } = await openUntilEnd()
    for (const id of [1, 2, 3, 4]) {
      expect(await run(insert, [id, `n${id}`])).toEqual({ lastID: id, changes: 1 })
      expect(await all(select, [id])).toEqual({ rows: [{ text: `n${id}` }] })
      expect(await all(select, [id + 1])).toEqual({ rows: [] })
      expect((await all('SELECT text FROM note')).rows).toHaveLength(id)
    }
    // without values, none of the time before are left
    expect(await all(select)).toEqual({ rows: [] })
  })

  test('answers many who ask the same at once', async () => {
    const { run, all } = await openUntilEnd()
    const ids = Array.from({ length: 50 }, (_, at) => at)
    const kept = await Promise.all(ids.map((id) => run(insert, [id, `n${id}`])))
    expect(kept.map(({ changes }) => changes)).toEqual(ids.map(() => 1))
    const found = await Promise.all(ids.map((id) => all(select, [id])))
    expect(found.map(({ rows }) => rows)).toEqual(ids.map((id) => [{ text: `n${id}` }]))
  })

  test('goes on after a statement that failed, also inside a transaction', async () => {
    const { run, all } = await openUntilEnd()
    for (const id of [1, 2, 3]) await run(insert, [id, `n${id}`])
    for (const id of [4, 5, 6]) {
      await run('BEGIN IMMEDIATE')
      await expect(run(insert, [1, 'twice'])).rejects.toThrow('UNIQUE constraint failed')
      await run(insert, [id, `n${id}`])
      await run('COMMIT')
    }
    expect((await all('SELECT id FROM note')).rows).toHaveLength(6)
  })

  test('tells all who wait for a statement that cannot be prepared any more', async () => {
    const { run, all } = await openUntilEnd()
    await all(select, [1])
    await run('ALTER TABLE note RENAME TO memo')
    const failed = await Promise.allSettled([all(select, [1]), all(select, [2]), all(select, [3])])
    expect(failed.map((one) => one.status === 'rejected' && String(one.reason))).toEqual(
      Array(3).fill('Error: SQLITE_ERROR: no such table: note'),
    )
    await run('ALTER TABLE memo RENAME TO note')
    expect(await all(select, [1])).toEqual({ rows: [] })
  })

  test('sees a table as it has become', async () => {
    const { run, all } = await openUntilEnd()
    const whole = 'SELECT * FROM note'
    await run(insert, [1, 'a'])
    for (let time = 0; time < 3; time += 1) await all(whole)
    await run("ALTER TABLE note ADD COLUMN hue TEXT DEFAULT 'red'")
    expect(await all(whole)).toEqual({ rows: [{ id: 1, text: 'a', hue: 'red' }] })
    await run('ALTER TABLE note RENAME TO memo')
    await expect(all(whole)).rejects.toThrow('no such table: note')
  })

  test('holds nothing open: a transaction ends, and the table can go', async () => {
    const { run, all } = await openUntilEnd()
    const returning = 'INSERT INTO note (id, text) VALUES (?, ?), (?, ?) RETURNING id'
    for (const id of [1, 3, 5]) {
      await run('BEGIN IMMEDIATE')
      expect((await all(`\n${returning}`, [id, `n${id}`, id + 1, `n${id + 1}`])).rows).toHaveLength(
        2,
      )
      await run(returning, [id + 10, `m${id}`, id + 11, `m${id + 1}`])
      await all('SELECT * FROM note')
      await run('COMMIT')
    }
    await run('DROP TABLE note')
    await run('VACUUM')
  })

  test('keeps a statement from the second time on, until it fails or many others were asked for', async () => {
    const { run, all, preparedTimes } = await openUntilEnd()
    const askTwice = async (id: number) => {
      await run(insert, [id, `n${id}`])
      await run(insert, [id + 1, `n${id + 1}`])
      return preparedTimes(insert)
    }
    expect([await askTwice(1), await askTwice(3)]).toEqual([1, 1])
    await expect(run(insert, [1, 'twice'])).rejects.toThrow('UNIQUE constraint failed')
    expect(await askTwice(5)).toBe(2)
    for (let number = 0; number < 128; number += 1) await all(`SELECT ${number} AS number`)
    expect(await askTwice(7)).toBe(3)
  })

  test('keeps none with values that would take much memory', async () => {
    const { all, preparedTimes } = await openUntilEnd()
    for (const value of ['x'.repeat(65_537), Buffer.from('x')]) {
      for (let time = 0; time < 3; time += 1) await all(select, [value])
    }
    expect(preparedTimes(select)).toBe(0)
  })

  test('knows more statements than it keeps, and closes with those that it keeps', async () => {
    const { run, all, close } = await open()
    await run(insert, [1, 'a'])
    for (let time = 0; time < 3; time += 1) {
      const asked = Array.from({ length: 300 }, (_, at) => all(`SELECT ${at} AS number`))
      const numbers = (await Promise.all(asked)).map(({ rows }) => rows)
      expect(numbers).toEqual(Array.from({ length: 300 }, (_, at) => [{ number: at }]))
    }
    await Promise.all([1, 2, 3].map((id) => all(select, [id])))
    await close()
  })
})
