import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isUniqueViolation } from '../../shared/node/database/failures.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { note, noteEntity, notesSchema } from '../shared/node/database/notes-schema.ts'
import { builtScript } from '../support/built-script.ts'
import { faultRounds } from '../support/fault-rounds.ts'
import { forEachDatabase } from '../support/postgres.ts'
import { type RunningPostgres, startPostgres } from '../support/postgres-server.ts'

type Writer = { acknowledged: string[]; killAfter(count: number): Promise<void> }

/** Starts a process that writes; what it has printed before it was killed, it was promised. */
async function startWriter(location: DatabaseLocation, prefix: string): Promise<Writer> {
  const script = await builtScript('test/faults/write-forever.ts')
  const place = JSON.stringify(location)
  const child: ChildProcess = spawn(process.execPath, [script, place, prefix], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const acknowledged: string[] = []
  const errors: string[] = []
  child.stderr?.on('data', (chunk) => errors.push(String(chunk)))
  const ended = once(child, 'exit')
  const lines = child.stdout ? createInterface({ input: child.stdout }) : undefined
  const closed = lines ? once(lines, 'close') : Promise.resolve()
  return {
    acknowledged,
    async killAfter(count) {
      const enough = new Promise<void>((resolve) => {
        lines?.on('line', (line) => {
          acknowledged.push(line)
          if (acknowledged.length >= count) resolve()
        })
      })
      await Promise.race([enough, ended.then(() => Promise.reject(new Error(errors.join(''))))])
      child.kill('SIGKILL')
      await Promise.all([ended, closed])
    },
  }
}

async function readPairs(location: DatabaseLocation): Promise<Map<string, string[]>> {
  const database = await openDatabase(location, notesSchema)
  const rows = await database.reader.find(noteEntity, { order: { id: 'ASC' } })
  if (database.kind === 'sqlite') {
    expect(await database.reader.query('PRAGMA integrity_check')).toEqual([
      { integrity_check: 'ok' },
    ])
  }
  await database.close()
  const pairs = new Map<string, string[]>()
  for (const { id } of rows) {
    const [, pair = '', side = ''] = /^(.*)-(left|right)$/.exec(id) ?? []
    pairs.set(pair, [...(pairs.get(pair) ?? []), side])
  }
  return pairs
}

forEachDatabase('kill -9 in the middle of writing', (bench) => {
  it.each([1, 2])(
    'loses no acknowledged write and leaves no half of a unit (%i processes)',
    async (processes) => {
      const location = bench.freshLocation()
      const acknowledged: string[] = []
      for (let round = 0; round < faultRounds; round += 1) {
        const writers = Array.from({ length: processes }, async (_, index) => {
          const writer = await startWriter(location, `r${round}p${index}`)
          await writer.killAfter(40 + round * 25)
          return writer.acknowledged
        })
        acknowledged.push(...(await Promise.all(writers)).flat())
      }
      const pairs = await readPairs(location)
      expect(acknowledged.filter((id) => !pairs.has(id))).toEqual([])
      expect([...pairs.values()].filter((sides) => sides.join() !== 'left,right')).toEqual([])
    },
  )
})

describe('a PostgreSQL server that is killed and comes back', () => {
  let server: RunningPostgres | undefined
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    await server?.stop()
  })

  it('costs no acknowledged write, and the same process goes on without being told', async () => {
    if (!server) throw new Error('no server')
    const database = await openDatabase({ kind: 'postgres', url: server.url }, notesSchema)
    const acknowledged: string[] = []
    const failures = new Set<unknown>()
    let isOver = false
    const lanes = Array.from({ length: 4 }, async (_, lane) => {
      for (let number = 0; !isOver; number += 1) {
        const id = `${lane}-${number}`
        await writeUntilKept(id)
        acknowledged.push(id)
      }
    })
    /** A caller that was not answered asks again, with the same id. */
    async function writeUntilKept(id: string): Promise<void> {
      for (;;) {
        try {
          await database.transact((tx) => tx.insert(noteEntity, note(id)))
          return
        } catch (error) {
          if (isUniqueViolation(error)) return
          failures.add(error instanceof Error && 'code' in error ? error.code : error)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    }
    while (acknowledged.length < 50) await new Promise((resolve) => setTimeout(resolve, 10))
    await server.crashAndRestart()
    const before = acknowledged.length
    while (acknowledged.length < before + 50)
      await new Promise((resolve) => setTimeout(resolve, 10))
    isOver = true
    await Promise.all(lanes)
    const kept = await database.reader.find(noteEntity)
    expect(kept.map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted())
    expect([...failures]).toEqual(['database_unavailable'])
    await database.close()
  })
})
