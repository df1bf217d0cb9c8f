import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { KeepOrganisations1779060000000 } from '../migrations/keep-organisations.ts'

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

/** Requests that were made before there were organisations are the host's own: see ensureHostOrganisation. */
export const unowned = ''

export const organisationSchema: Schema = {
  entities: [organisationEntity],
  migrations: [KeepOrganisations1779060000000],
}
