import { In } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { Vacancy, VacancyState } from './vacancy.ts'
import { type VacancyRow, vacancyEntity } from './vacancy-schema.ts'

export type VacancyPosition = Pick<Vacancy, 'createdAt' | 'id'>

export type VacancyStore = ReturnType<typeof createVacancyStore>

export function createVacancyStore({ reader }: { reader: Reader }) {
  const read = (row: VacancyRow | null) => (row === null ? undefined : toVacancy(row))
  const find = async (organisation: string, id: string) =>
    read(await reader.findOneBy(vacancyEntity, { organisation, id }))
  return {
    find,
    /** @throws AppError not_found, also for what another organisation asks */
    async get(organisation: string, id: string): Promise<Vacancy> {
      const found = await find(organisation, id)
      if (found !== undefined) return found
      throw new AppError('not_found', 'There is no vacancy with this id')
    },
    /** By the code in the address of its advert. */
    async findByCode(code: string): Promise<Vacancy | undefined> {
      return read(await reader.findOneBy(vacancyEntity, { code }))
    },
    /** Newest first, from after a position on. */
    async list(
      organisation: string,
      options: { limit: number; after?: VacancyPosition; states?: readonly VacancyState[] },
    ): Promise<Vacancy[]> {
      const { limit, after, states } = options
      const query = reader
        .createQueryBuilder(vacancyEntity, 'vacancy')
        .where({ organisation, ...(states && { state: In([...states]) }) })
        .orderBy({ 'vacancy.created_at': 'DESC', 'vacancy.id': 'DESC' })
        .take(limit)
      if (after !== undefined) {
        query.andWhere('(vacancy.created_at, vacancy.id) < (:createdAt, :id)', after)
      }
      return (await query.getMany()).map(toVacancy)
    },
    /** Of all organisations here, those that are open and told to everybody: the latest first. */
    async listPublished(limit: number): Promise<Vacancy[]> {
      const rows = await reader.find(vacancyEntity, {
        where: { state: 'open', isListed: 1 },
        order: { publishedAt: 'DESC' },
        take: limit,
      })
      return rows.map(toVacancy)
    },
  }
}

export async function insertVacancy(tx: Transaction, vacancy: Vacancy): Promise<void> {
  await tx.insert(vacancyEntity, toRow(vacancy))
}

/** Writes it anew while its state and its needs are still these; false where somebody was faster. */
export async function replaceVacancy(
  tx: Transaction,
  vacancy: Vacancy,
  before: Pick<Vacancy, 'state' | 'needs'>,
): Promise<boolean> {
  const { organisation, id, ...row } = toRow(vacancy)
  const { affected } = await tx.update(
    vacancyEntity,
    { organisation, id, state: before.state, needs: JSON.stringify(before.needs) },
    row,
  )
  return affected === 1
}

/** A draft that nobody has seen yet. @returns false where it is no draft any more */
export async function deleteDraft(
  tx: Transaction,
  { organisation, id }: Pick<Vacancy, 'organisation' | 'id'>,
): Promise<boolean> {
  const { affected } = await tx.delete(vacancyEntity, { organisation, id, state: 'draft' })
  return affected === 1
}

function toRow(vacancy: Vacancy): VacancyRow {
  const { needs, trustedCities, isListed, opensAt, closesAt, publishedAt, ...rest } = vacancy
  return {
    ...rest,
    needs: JSON.stringify(needs),
    trustedCities: trustedCities ? JSON.stringify(trustedCities) : null,
    isListed: isListed ? 1 : 0,
    opensAt: opensAt ?? null,
    closesAt: closesAt ?? null,
    publishedAt: publishedAt ?? null,
  }
}

function toVacancy(row: VacancyRow): Vacancy {
  const { trustedCities, opensAt, closesAt, publishedAt } = row
  // the casts below name what toRow wrote; nothing else writes this table
  return {
    organisation: row.organisation,
    id: row.id,
    code: row.code,
    kind: row.kind as Vacancy['kind'],
    title: row.title,
    description: row.description,
    purpose: row.purpose,
    language: row.language as Vacancy['language'],
    needs: JSON.parse(row.needs) as Need[],
    ...(trustedCities !== null && { trustedCities: JSON.parse(trustedCities) as Did[] }),
    retentionDays: row.retentionDays,
    isListed: row.isListed === 1,
    state: row.state as Vacancy['state'],
    ...(opensAt !== null && { opensAt }),
    ...(closesAt !== null && { closesAt }),
    createdAt: row.createdAt,
    ...(publishedAt !== null && { publishedAt }),
  }
}
