import { EntitySchema, type MigrationInterface, type QueryRunner, Table } from 'typeorm'
import type { Schema } from '../database/database.ts'

/** `failed`: stopped by itself, and can be resumed once what stopped it is put right. */
export type JobState = 'running' | 'paused' | 'failed' | 'done'

export type JobRow = {
  id: string
  /** Which code does it. */
  kind: string
  /** Whose it is: a provider, the city. */
  scope: string
  state: JobState
  /** How many parts it has. */
  parts: number
  /** Code of what stopped it. */
  failure: string | null
  createdAt: string
  endedAt: string | null
}

export type JobPartRow = {
  jobId: string
  /** From 0. */
  number: number
  isDone: boolean
  /** When it may be taken: at once, after a failure later, and while somebody works on it when others may take over. */
  dueAt: string
  /** Names the try that is under way. */
  lease: string | null
  /** Tries that failed through the part itself. */
  attempts: number
}

export const jobEntity = new EntitySchema<JobRow>({
  name: 'job',
  columns: {
    id: { type: 'varchar', primary: true },
    kind: { type: 'varchar' },
    scope: { type: 'varchar' },
    state: { type: 'varchar' },
    parts: { type: 'integer' },
    failure: { type: 'varchar', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
    endedAt: { type: 'varchar', name: 'ended_at', nullable: true },
  },
})

export const jobPartEntity = new EntitySchema<JobPartRow>({
  name: 'job_part',
  columns: {
    jobId: { type: 'varchar', name: 'job_id', primary: true },
    number: { type: 'integer', primary: true },
    isDone: { type: 'boolean', name: 'is_done' },
    dueAt: { type: 'varchar', name: 'due_at' },
    lease: { type: 'varchar', nullable: true },
    attempts: { type: 'integer' },
  },
})

const jobTable = new Table({
  name: 'job',
  columns: [
    { name: 'id', type: 'varchar', isPrimary: true },
    { name: 'kind', type: 'varchar' },
    { name: 'scope', type: 'varchar' },
    { name: 'state', type: 'varchar' },
    { name: 'parts', type: 'integer' },
    { name: 'failure', type: 'varchar', isNullable: true },
    { name: 'created_at', type: 'varchar' },
    { name: 'ended_at', type: 'varchar', isNullable: true },
  ],
  indices: [{ name: 'job_state', columnNames: ['state', 'created_at'] }],
})

const partTable = new Table({
  name: 'job_part',
  columns: [
    { name: 'job_id', type: 'varchar', isPrimary: true },
    { name: 'number', type: 'integer', isPrimary: true },
    { name: 'is_done', type: 'boolean' },
    { name: 'due_at', type: 'varchar' },
    { name: 'lease', type: 'varchar', isNullable: true },
    { name: 'attempts', type: 'integer' },
  ],
  indices: [{ name: 'job_part_open', columnNames: ['job_id', 'is_done', 'number'] }],
})

class KeepJobs1778200000000 implements MigrationInterface {
  readonly name = 'KeepJobs1778200000000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(jobTable)
    await runner.createTable(partTable)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(partTable)
    await runner.dropTable(jobTable)
  }
}

/** The tables of jobs: an application spreads entities and migrations into its own schema. */
export const jobsSchema: Schema = {
  entities: [jobEntity, jobPartEntity],
  migrations: [KeepJobs1778200000000],
}
