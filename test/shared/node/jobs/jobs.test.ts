import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import { expect, it } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import type { Database, Schema } from '../../../../shared/node/database/database.ts'
import { jobPartEntity, jobsSchema } from '../../../../shared/node/jobs/job-entities.ts'
import {
  addJob,
  countDoneParts,
  findJob,
  pauseJob,
  resumeJob,
  takePart,
} from '../../../../shared/node/jobs/job-store.ts'
import { createJobs, type JobKind, type JobsPorts } from '../../../../shared/node/jobs/jobs.ts'
import { createLogger } from '../../../../shared/node/logger.ts'
import { createTestClock, type TestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const traceEntity = new EntitySchema<{ id: string }>({
  name: 'trace',
  columns: { id: { type: 'varchar', primary: true } },
})

class Traces1 implements MigrationInterface {
  readonly name = 'Traces1700000000000'
  async up(runner: QueryRunner): Promise<void> {
    const columns = [{ name: 'id', type: 'varchar', isPrimary: true }]
    await runner.createTable(new Table({ name: 'trace', columns }))
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('trace')
  }
}

const schema: Schema = {
  entities: [...jobsSchema.entities, traceEntity],
  migrations: [Traces1, ...jobsSchema.migrations],
}

const logger = createLogger({ name: 'test', level: 'silent' })

/** Leaves a trace for each part, which cannot stand twice. */
const tracing: JobKind = {
  run: ({ job, number }, keep) =>
    keep(async (tx) => {
      await tx.insert(traceEntity, { id: `${job.id}/${number}` })
    }),
  end: async (tx, job) => {
    await tx.insert(traceEntity, { id: `${job.id}/end` })
  },
}

forEachDatabase('createJobs', (bench) => {
  async function setUp(kind: JobKind = tracing, ports: Partial<JobsPorts> = {}) {
    const database = await bench.open(schema)
    const clock = createTestClock()
    const node = () => createJobs({ database, clock, logger, kinds: { trace: kind }, ...ports })
    await add(database, clock, 7)
    return { database, clock, node, jobs: node() }
  }

  async function add(database: Database, clock: TestClock, parts: number, id = 'job') {
    const at = clock().toISOString()
    await database.transact((tx) => addJob(tx, { id, kind: 'trace', scope: 'p', parts, at }))
  }

  const tracesOf = async (database: Database) =>
    (await database.reader.find(traceEntity, { order: { id: 'ASC' } })).map(({ id }) => id)

  const allSeven = ['0', '1', '2', '3', '4', '5', '6', 'end'].map((part) => `job/${part}`)

  it('does each part once and then ends the job, also with several nodes at work', async () => {
    const { database, node } = await setUp()
    await Promise.all([node().runDue(), node().runDue(), node().runDue()])
    expect(await tracesOf(database)).toEqual(allSeven)
    expect(await findJob(database.reader, 'job')).toMatchObject({ state: 'done', failure: null })
  })

  it('leaves a job of a kind that it does not know to others', async () => {
    const { database, node } = await setUp(tracing, { kinds: {} })
    await node().runDue()
    expect(await findJob(database.reader, 'job')).toMatchObject({ state: 'running' })
  })

  it('gives the part of a node that died to another once its lease has ended', async () => {
    const { database, clock, jobs } = await setUp()
    const until = new Date(clock().getTime() + 20_000).toISOString()
    await takePart(database, { jobId: 'job', now: clock().toISOString(), until })
    await jobs.runDue()
    expect(await countDoneParts(database.reader, 'job')).toBe(6)
    clock.advance(20)
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(allSeven)
  })

  it('writes nothing for a part that another node has taken over meanwhile', async () => {
    let isFirst = true
    let takeOver = async () => undefined as undefined
    const { database, clock, node, jobs } = await setUp(
      {
        ...tracing,
        run: async (part, keep) => {
          if (isFirst) {
            isFirst = false
            await takeOver()
          }
          await tracing.run(part, keep)
        },
      },
      { lanes: 1 },
    )
    takeOver = async () => {
      clock.advance(20)
      await node().runDue()
    }
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(allSeven)
  })

  it('pauses after the part under way, and goes on where it was', async () => {
    const { database, clock, jobs } = await setUp(
      {
        ...tracing,
        run: async (part, keep) => {
          await tracing.run(part, keep)
          if (part.number === 2) await database.transact((tx) => pauseJob(tx, 'job'))
        },
      },
      { lanes: 1 },
    )
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(['job/0', 'job/1', 'job/2'])
    await database.transact((tx) => resumeJob(tx, 'job', clock().toISOString()))
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(allSeven)
  })

  it('stops at what a person must put right, and keeps nothing of that part', async () => {
    let isWrong = true
    const { database, clock, jobs } = await setUp(
      {
        ...tracing,
        run: (part, keep) =>
          keep(async (tx) => {
            await tx.insert(traceEntity, { id: `job/${part.number}` })
            if (isWrong && part.number === 3) throw new AppError('provider_inactive', 'Suspended')
          }),
      },
      { lanes: 1 },
    )
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(['job/0', 'job/1', 'job/2'])
    expect(await findJob(database.reader, 'job')).toMatchObject({
      state: 'failed',
      failure: 'provider_inactive',
    })
    isWrong = false
    await database.transact((tx) => resumeJob(tx, 'job', clock().toISOString()))
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(allSeven)
  })

  it('tries a part again that failed for no known reason, then stops', async () => {
    let tries = 0
    const { database, clock, jobs } = await setUp({
      run: async ({ number }, keep) => {
        if (number !== 0) return keep(async () => undefined)
        tries += 1
        throw new TypeError('a bug')
      },
    })
    for (let round = 0; round < 8; round += 1) {
      await jobs.runDue()
      clock.advance(60)
    }
    expect(tries).toBe(5)
    expect(await findJob(database.reader, 'job')).toMatchObject({
      state: 'failed',
      failure: 'unexpected',
    })
  })

  it('goes on at once when the database is back, without counting that as a failure', async () => {
    let isAway = true
    const { database, jobs } = await setUp(
      {
        ...tracing,
        run: (part, keep) => {
          if (isAway) throw new AppError('database_unavailable', 'Gone')
          return tracing.run(part, keep)
        },
      },
      { lanes: 1 },
    )
    await expect(jobs.runDue()).rejects.toMatchObject({ code: 'database_unavailable' })
    isAway = false
    await jobs.runDue()
    expect(await tracesOf(database)).toEqual(allSeven)
    expect((await database.reader.find(jobPartEntity)).map(({ attempts }) => attempts)).toEqual(
      Array.from({ length: 7 }, () => 0),
    )
  })

  it('refuses to pause what is over and to resume what is done', async () => {
    const { database, clock, jobs } = await setUp()
    await jobs.runDue()
    await expect(database.transact((tx) => pauseJob(tx, 'job'))).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(
      database.transact((tx) => resumeJob(tx, 'job', clock().toISOString())),
    ).rejects.toMatchObject({ code: 'conflict' })
  })
})
