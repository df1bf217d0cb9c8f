import {
  EntitySchema,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableIndex,
} from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'

export type OrganisationRow = {
  slug: string
  did: string
  /** See Home. */
  home: string
  /** Of the host's own organisation, as the configuration says unless it was set. */
  name: string | null
  hue: string | null
  /** JSON list; of the host's own organisation, as the configuration says unless it was set. */
  trustedCities: string | null
  retentionDays: number
  language: string
  domainState: string | null
  domainCheckedAt: string | null
  createdAt: string
}

export const organisationEntity = new EntitySchema<OrganisationRow>({
  name: 'organisation',
  tableName: 'organisation',
  columns: {
    slug: { type: 'varchar', primary: true },
    did: { type: 'varchar' },
    home: { type: 'varchar' },
    name: { type: 'varchar', nullable: true },
    hue: { type: 'varchar', nullable: true },
    trustedCities: { type: 'text', name: 'trusted_cities', nullable: true },
    retentionDays: { type: 'integer', name: 'retention_days' },
    language: { type: 'varchar' },
    domainState: { type: 'varchar', name: 'domain_state', nullable: true },
    domainCheckedAt: { type: 'varchar', name: 'domain_checked_at', nullable: true },
    createdAt: { type: 'varchar', name: 'created_at' },
  },
})

const requests = 'presentation_request'

/** Requests that were made before there were organisations are the host's own: see ensureHostOrganisation. */
export const unowned = ''

class KeepOrganisations1779060000000 implements MigrationInterface {
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
      new TableColumn({ ...required('organisation'), default: `'${unowned}'` }),
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

export const organisationSchema: Schema = {
  // an EntitySchema of one row type stands for any entity to TypeORM
  entities: [organisationEntity] as Schema['entities'],
  migrations: [KeepOrganisations1779060000000],
}
