import type { Request, Response } from 'express'
import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { describe, expect, test } from 'vitest'
import type { Database, Schema, Transaction } from '../../../../shared/node/database/database.ts'
import { apiSchema, idempotencyKeyEntity } from '../../../../shared/server/api/api-schema.ts'
import {
  type Answer,
  answerOnce,
  forgetIdempotencyKeys,
  idempotentRequestOf,
  once,
} from '../../../../shared/server/api/idempotency.ts'
import { createTestClock } from '../../../support/clock.ts'
import { gate } from '../../../support/gate.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { startDemo } from '../demo/start-demo.ts'

type Work = { id: string }

const workEntity = new EntitySchema<Work>({
  name: 'work',
  tableName: 'work',
  columns: { id: { type: 'varchar', primary: true } },
})

class CreateWork1771000000000 implements MigrationInterface {
  readonly name = 'CreateWork1771000000000'

  async up(runner: QueryRunner): Promise<void> {
    const columns = [{ name: 'id', type: 'varchar', isPrimary: true }]
    await runner.createTable(new Table({ name: 'work', columns }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('work')
  }
}

const schema: Schema = {
  entities: [...apiSchema.entities, workEntity],
  migrations: [...apiSchema.migrations, CreateWork1771000000000],
}

const clock = createTestClock()
const request = { scope: 'key-1', key: 'k', fingerprint: 'f' }

const doWork =
  (id: string) =>
  async (tx: Transaction): Promise<Answer> => {
    await tx.insert(workEntity, { id })
    return { status: 201, body: { awardId: id } }
  }

const workOf = async (database: Database) =>
  (await database.reader.find(workEntity, { order: { id: 'ASC' } })).map(({ id }) => id)

forEachDatabase('once', (bench) => {
  test('does the work once, and answers the same again', async () => {
    const ports = { database: await bench.open(schema), clock }
    const first = await once(ports, request, doWork('a'))
    const again = await once(ports, request, doWork('b'))
    expect([first, again]).toEqual([
      { status: 201, body: { awardId: 'a' }, isReplayed: false },
      { status: 201, body: { awardId: 'a' }, isReplayed: true },
    ])
    expect(await workOf(ports.database)).toEqual(['a'])
  })

  test('refuses the key for another request', async () => {
    const ports = { database: await bench.open(schema), clock }
    await once(ports, request, doWork('a'))
    await expect(
      once(ports, { ...request, fingerprint: 'other' }, doWork('b')),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused', status: 422 })
    expect(await workOf(ports.database)).toEqual(['a'])
  })

  test('keeps the keys of two clients apart', async () => {
    const ports = { database: await bench.open(schema), clock }
    await once(ports, request, doWork('a'))
    const other = await once(ports, { ...request, scope: 'key-2' }, doWork('b'))
    expect(other).toEqual({ status: 201, body: { awardId: 'b' }, isReplayed: false })
  })

  test('keeps neither key nor work when the work fails, so that the client may try again', async () => {
    const ports = { database: await bench.open(schema), clock }
    const failing = async (tx: Transaction): Promise<Answer> => {
      await doWork('a')(tx)
      throw new Error('the disk is full')
    }
    await expect(once(ports, request, failing)).rejects.toThrow('the disk is full')
    expect(await workOf(ports.database)).toEqual([])
    expect((await once(ports, request, doWork('b'))).isReplayed).toBe(false)
  })

  test('does the work once of twenty that come at the same time', async () => {
    const ports = { database: await bench.open(schema), clock }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) => once(ports, request, doWork(`work-${place}`))),
    )
    expect(answers.filter((answer) => !answer.isReplayed)).toHaveLength(1)
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(await workOf(ports.database)).toHaveLength(1)
  })

  test('lets one that comes while the first is at work wait for its answer', async () => {
    const ports = { database: await bench.open(schema), clock }
    const [arrived, goOn] = [gate(), gate()]
    const first = once(ports, request, async (tx) => {
      arrived.open()
      await goOn.passed
      return doWork('a')(tx)
    })
    await arrived.passed
    const second = once(ports, request, doWork('b'))
    goOn.open()
    const isReplayed = [(await first).isReplayed, (await second).isReplayed]
    expect(isReplayed.sort()).toEqual([false, true])
    expect(await workOf(ports.database)).toHaveLength(1)
  })
})

forEachDatabase('forgetIdempotencyKeys', (bench) => {
  test('forgets what is older than a day', async () => {
    const moving = createTestClock()
    const ports = { database: await bench.open(schema), clock: moving }
    await once(ports, request, doWork('a'))
    moving.advance(80_000)
    await once(ports, { ...request, key: 'later' }, doWork('b'))
    moving.advance(10_000)
    await forgetIdempotencyKeys(ports)
    const kept = await ports.database.reader.find(idempotencyKeyEntity)
    expect(kept.map(({ key }) => key)).toEqual(['later'])
  })
})

forEachDatabase('answerOnce', (bench) => {
  async function start() {
    const database = await bench.open(schema)
    let done = 0
    const demo = await startDemo({
      routes: (app) => {
        app.post('/api/v1/awards/:id', async (req, response) => {
          response.locals.apiKey = { id: 'key-1', name: 'Test' }
          await answerOnce({ database, clock }, req, response, async (tx) => {
            done += 1
            return doWork(`work-${done}`)(tx)
          })
        })
      },
    })
    const send = async (body: string, key?: string, id = 'x') => {
      const headers = {
        'Content-Type': 'application/json',
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      }
      const response = await fetch(`${demo.url}/api/v1/awards/${id}`, {
        method: 'POST',
        headers,
        body,
      })
      const { awardId, code } = await response.json()
      return [response.status, awardId ?? code, response.headers.get('idempotency-replayed')]
    }
    return { send, ...demo }
  }

  test('replays by the header, whatever the order of the members', async () => {
    const { send } = await start()
    expect(await send('{"a":1,"b":{"c":2,"d":[1,2]}}', 'k')).toEqual([201, 'work-1', null])
    expect(await send('{"b":{"d":[1,2],"c":2},"a":1}', 'k')).toEqual([201, 'work-1', 'true'])
  })

  test.each([
    ['another body', '{"a":2}', 'x'],
    ['another order in a list', '{"a":1,"b":[2,1]}', 'x'],
    ['another path', '{"a":1,"b":[1,2]}', 'y'],
  ])('refuses the key for %s', async (_name, body, id) => {
    const { send } = await start()
    await send('{"a":1,"b":[1,2]}', 'k')
    expect(await send(body, 'k', id)).toEqual([422, 'idempotency_key_reused', null])
  })

  test('does the work each time without the header', async () => {
    const { send } = await start()
    expect([await send('{}'), await send('{}')]).toEqual([
      [201, 'work-1', null],
      [201, 'work-2', null],
    ])
  })

  test.each(['', 'a b', 'x'.repeat(256), 'ä'])('refuses the key %j', async (key) => {
    const { send } = await start()
    expect(await send('{}', key)).toEqual([400, 'request_malformed', null])
  })
})

describe('idempotentRequestOf', () => {
  const fingerprintOf = (body: unknown) => {
    // sound: no other member is read
    const asked = { method: 'POST', path: '/x', body, get: () => 'k' } as unknown as Request
    const known = { locals: { apiKey: { id: 'key-1' } } } as unknown as Response
    return idempotentRequestOf(asked, known)?.fingerprint
  }
  const file = (text: string) => {
    const writeOut = () => expect.fail('a file of many megabytes would be written as numbers')
    return { files: [{ name: 'a', bytes: Object.assign(Buffer.from(text), { toJSON: writeOut }) }] }
  }

  test('knows a file by its bytes, and never writes them out', () => {
    expect(fingerprintOf(file('one'))).toBe(fingerprintOf(file('one')))
    expect(fingerprintOf(file('one'))).not.toBe(fingerprintOf(file('two')))
  })
})

describe('answerOnce', () => {
  test('is a bug where no API key was asked for before', async () => {
    const database = { transact: () => Promise.reject(new Error('not reached')) } as unknown
    const { url, lines } = await startDemo({
      routes: (app) => {
        app.post('/open', (req, response) =>
          // only what is reached before the refusal is there
          answerOnce({ database: database as Database, clock }, req, response, doWork('a')),
        )
      },
    })
    const response = await fetch(`${url}/open`, {
      method: 'POST',
      headers: { 'Idempotency-Key': 'k' },
    })
    expect([response.status, lines[0]?.level]).toEqual([500, 'error'])
  })
})
