import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm'

const requests = 'presentation_request'

export class KeepVacancies1779070000000 implements MigrationInterface {
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
