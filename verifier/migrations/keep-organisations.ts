import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm'

const requests = 'presentation_request'

export class KeepOrganisations1779060000000 implements MigrationInterface {
  readonly name = 'KeepOrganisations1779060000000'

  async up(runner: QueryRunner): Promise<void> {
    const required = (name: string) => ({ name, type: 'varchar' })
    const optional = (name: string) => ({ name, type: 'varchar', isNullable: true })
    await runner.createTable(
      new Table({
        name: 'organisation',
        columns: [
          { ...required('slug'), isPrimary: true },
          required('did'),
          required('home'),
          optional('name'),
          optional('hue'),
          { name: 'trusted_cities', type: 'text', isNullable: true },
          { name: 'retention_days', type: 'integer' },
          required('language'),
          optional('domain_state'),
          optional('domain_checked_at'),
          required('created_at'),
        ],
        uniques: [{ name: 'organisation_did', columnNames: ['did'] }],
      }),
    )
    await runner.addColumn(
      requests,
      // of nobody yet
      new TableColumn({ ...required('organisation'), default: "''" }),
    )
    await runner.createIndex(
      requests,
      new TableIndex({
        name: 'presentation_request_organisation',
        columnNames: ['organisation', 'created_at'],
      }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(requests, 'presentation_request_organisation')
    await runner.dropColumn(requests, 'organisation')
    await runner.dropTable('organisation')
  }
}
