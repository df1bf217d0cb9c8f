import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { KeepVacancies1779070000000 } from '../migrations/keep-vacancies.ts'

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

export const vacancySchema: Schema = {
  entities: [vacancyEntity],
  migrations: [KeepVacancies1779070000000],
}
