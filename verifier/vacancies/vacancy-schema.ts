import {
  EntitySchema,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableIndex,
} from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'

/** Absent values are null; lists are JSON text; times are ISO 8601. */
export type VacancyRow = {
  organisation: string
  id: string
  code: string
  kind: string
  title: string
  description: string
  purpose: string
  language: string
  needs: string
  trustedCities: string | null
  retentionDays: number
  isListed: number
  state: string
  opensAt: string | null
  closesAt: string | null
  createdAt: string
  publishedAt: string | null
}

const text = { type: 'varchar' } as const
const long = { type: 'text' } as const

export const vacancyEntity = new EntitySchema<VacancyRow>({
  name: 'vacancy',
  tableName: 'vacancy',
  columns: {
    organisation: { ...text, primary: true },
    id: { ...text, primary: true },
    code: text,
    kind: text,
    title: text,
    description: long,
    purpose: text,
    language: text,
    needs: long,
    trustedCities: { ...long, name: 'trusted_cities', nullable: true },
    retentionDays: { type: 'integer', name: 'retention_days' },
    isListed: { type: 'integer', name: 'is_listed' },
    state: text,
    opensAt: { ...text, name: 'opens_at', nullable: true },
    closesAt: { ...text, name: 'closes_at', nullable: true },
    createdAt: { ...text, name: 'created_at' },
    publishedAt: { ...text, name: 'published_at', nullable: true },
  },
})

const requests = 'presentation_request'

class KeepVacancies1779070000000 implements MigrationInterface {
  readonly name = 'KeepVacancies1779070000000'

  async up(runner: QueryRunner): Promise<void> {
    const required = (name: string, type = 'varchar') => ({ name, type })
    const optional = (name: string, type = 'varchar') => ({ name, type, isNullable: true })
    await runner.createTable(
      new Table({
        name: 'vacancy',
        columns: [
          { ...required('organisation'), isPrimary: true },
          { ...required('id'), isPrimary: true },
          required('code'),
          required('kind'),
          required('title'),
          required('description', 'text'),
          required('purpose'),
          required('language'),
          required('needs', 'text'),
          optional('trusted_cities', 'text'),
          required('retention_days', 'integer'),
          required('is_listed', 'integer'),
          required('state'),
          optional('opens_at'),
          optional('closes_at'),
          required('created_at'),
          optional('published_at'),
        ],
        uniques: [{ name: 'vacancy_code', columnNames: ['code'] }],
        indices: [
          { name: 'vacancy_time', columnNames: ['organisation', 'created_at', 'id'] },
          { name: 'vacancy_listed', columnNames: ['state', 'is_listed', 'published_at'] },
        ],
      }),
    )
    await runner.addColumn(requests, new TableColumn(optional('vacancy_id')))
    await runner.addColumn(requests, new TableColumn(optional('needs', 'text')))
    await runner.createIndex(
      requests,
      new TableIndex({
        name: 'presentation_request_vacancy',
        columnNames: ['organisation', 'vacancy_id', 'created_at'],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(requests, 'presentation_request_vacancy')
    await runner.dropColumn(requests, 'needs')
    await runner.dropColumn(requests, 'vacancy_id')
    await runner.dropTable('vacancy')
  }
}

export const vacancySchema: Schema = {
  // an EntitySchema of one row type stands for any entity to TypeORM
  entities: [vacancyEntity] as Schema['entities'],
  migrations: [KeepVacancies1779070000000],
}
