import { EntitySchema, In, LessThan, Not } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import type { ApplicantKind, ApplicationState } from './application.ts'

export type ApplicationRow = {
  id: string
  state: ApplicationState
  /** In which mails are written. */
  language: Language
  name: string
  nameKey: string
  kind: ApplicantKind
  description: string
  website: string | null
  contact: string
  /** In small letters. */
  email: string
  badges: string
  /** Of the link that was mailed last. */
  tokenHash: string
  createdAt: string
  confirmedAt: string | null
  decidedAt: string | null
  /** What the city said: what is missing, or why not. */
  reason: string | null
  /** The provider that it becomes. */
  provider: string | null
}

export const applicationEntity = new EntitySchema<ApplicationRow>({
  name: 'provider_application',
  columns: {
    id: { type: 'varchar', primary: true },
    state: { type: 'varchar' },
    language: { type: 'varchar' },
    name: { type: 'varchar' },
    nameKey: { type: 'varchar', name: 'name_key' },
    kind: { type: 'varchar' },
    description: { type: 'text' },
    website: { type: 'varchar', nullable: true },
    contact: { type: 'varchar' },
    email: { type: 'varchar' },
    badges: { type: 'text' },
    tokenHash: { type: 'varchar', name: 'token_hash' },
    createdAt: { type: 'varchar', name: 'created_at' },
    confirmedAt: { type: 'varchar', name: 'confirmed_at', nullable: true },
    decidedAt: { type: 'varchar', name: 'decided_at', nullable: true },
    reason: { type: 'text', nullable: true },
    provider: { type: 'varchar', nullable: true },
  },
})

export async function findApplicationByToken(
  reader: Reader,
  tokenHash: string,
): Promise<ApplicationRow | undefined> {
  return (await reader.findOneBy(applicationEntity, { tokenHash })) ?? undefined
}

/** What nobody has confirmed is not there for the city. @throws AppError not_found */
export async function getApplication(reader: Reader, id: string): Promise<ApplicationRow> {
  const row = await reader.findOneBy(applicationEntity, { id, state: Not('unconfirmed') })
  if (row !== null) return row
  throw unknownApplication()
}

function unknownApplication(): AppError {
  return new AppError('not_found', 'There is no such application')
}

/** What the city has of the same people under the same name, not decided against. */
export async function findSameApplication(
  reader: Reader,
  { email, nameKey }: Pick<ApplicationRow, 'email' | 'nameKey'>,
): Promise<ApplicationRow | undefined> {
  const where = { email, nameKey, state: In(['applied', 'more', 'accepted']) }
  return (
    (await reader.findOne(applicationEntity, { where, order: { createdAt: 'DESC' } })) ?? undefined
  )
}

/** Others who wait under the same name. */
export function countOthersNamed(
  reader: Reader,
  { id, nameKey }: Pick<ApplicationRow, 'id' | 'nameKey'>,
): Promise<number> {
  const state = In(['applied', 'more', 'accepted'])
  return reader.count(applicationEntity, { where: { id: Not(id), nameKey, state } })
}

export type ApplicationPosition = Pick<ApplicationRow, 'createdAt' | 'id'>

/** The oldest first, since they wait longest; what is decided, the newest first. */
export async function listApplications(
  reader: Reader,
  page: {
    state: Exclude<ApplicationState, 'unconfirmed'>
    limit: number
    after?: ApplicationPosition | undefined
  },
): Promise<ApplicationRow[]> {
  const isWaiting = page.state === 'applied' || page.state === 'more'
  const [order, side] = isWaiting ? (['ASC', '>'] as const) : (['DESC', '<'] as const)
  const query = reader
    .createQueryBuilder(applicationEntity, 'one')
    .where('one.state = :state', { state: page.state })
    .orderBy('one.createdAt', order)
    .addOrderBy('one.id', order)
  if (page.after !== undefined) {
    query.andWhere(`(one.createdAt, one.id) ${side} (:createdAt, :id)`, page.after)
  }
  return query.limit(page.limit).getMany()
}

export function countApplications(reader: Reader, state: ApplicationState): Promise<number> {
  return reader.count(applicationEntity, { where: { state } })
}

/** Everything that somebody asked for from this address. */
export function listApplicationsOf(reader: Reader, email: string): Promise<ApplicationRow[]> {
  return reader.find(applicationEntity, {
    where: { email: email.trim().toLowerCase() },
    order: { createdAt: 'ASC', id: 'ASC' },
  })
}

export async function forgetApplicationsOf(tx: Transaction, email: string): Promise<void> {
  await tx.delete(applicationEntity, { email: email.trim().toLowerCase() })
}

const dayMs = 86_400_000
const unconfirmedDays = 7
const decidedDays = 180

/** What nobody confirmed, and what was decided long ago. */
export async function forgetOldApplications(tx: Transaction, now: Date): Promise<void> {
  const before = (days: number) => LessThan(new Date(now.getTime() - days * dayMs).toISOString())
  await tx.delete(applicationEntity, {
    state: 'unconfirmed',
    createdAt: before(unconfirmedDays),
  })
  await tx.delete(applicationEntity, {
    state: In(['accepted', 'declined']),
    decidedAt: before(decidedDays),
  })
}
