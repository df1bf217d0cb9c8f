import { encodeBase58 } from '../../shared/did/base-encoding.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { mostNeeds, type Need } from '../../shared/skills/need.ts'
import { type AuditAction, recordAudit } from '../audit/audit.ts'
import { type Vacancy, type VacancyContent, type VacancyState, zVacancyContent } from './vacancy.ts'
import { deleteDraft, insertVacancy, replaceVacancy } from './vacancy-store.ts'

export type ChangePorts = { database: Database; clock: () => Date; random: RandomBytes }

/** What people answered to; the rest (words, dates, who may find it) may change at any time. */
const fixedOnceOpened = [
  'kind',
  'purpose',
  'language',
  'needs',
  'trustedCities',
  'retentionDays',
] as const satisfies readonly (keyof VacancyContent)[]

/** The states that may follow each. */
const following: Record<VacancyState, readonly VacancyState[]> = {
  draft: ['open'],
  open: ['closed'],
  closed: ['open', 'archived'],
  archived: ['closed'],
}

const actions = {
  open: 'vacancy.opened',
  closed: 'vacancy.closed',
  archived: 'vacancy.archived',
} as const satisfies Partial<Record<VacancyState, AuditAction>>

/**
 * The vacancy with some of its content replaced.
 * @throws AppError conflict where people have seen what would change: copy it instead; request_malformed where it would
 * close before it opens
 */
export function withContent(vacancy: Vacancy, changes: Partial<VacancyContent>): Vacancy {
  const isDifferent = (name: (typeof fixedOnceOpened)[number]) =>
    name in changes && JSON.stringify(changes[name]) !== JSON.stringify(vacancy[name])
  const changed = fixedOnceOpened.find(isDifferent)
  if (vacancy.publishedAt !== undefined && changed !== undefined) {
    throw new AppError(
      'conflict',
      `This was opened before: ${changed} stays as people have seen it. Copy it and change the copy`,
    )
  }
  const { retentionDays = vacancy.retentionDays, ...rest } = changes
  const next: Vacancy = { ...vacancy, ...rest, retentionDays }
  const { opensAt, closesAt } = next
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt) {
    throw new AppError('request_malformed', 'closesAt must be after opensAt')
  }
  return next
}

/** @throws AppError conflict where it does not follow */
export function inState(vacancy: Vacancy, state: VacancyState, now: Date): Vacancy {
  if (!following[vacancy.state].includes(state)) {
    throw new AppError('conflict', `What is ${vacancy.state} cannot become ${state}`)
  }
  const { publishedAt = now.toISOString() } = vacancy
  return { ...vacancy, state, publishedAt }
}

/** A need gets an id of its own, which stays with it. @throws AppError conflict where there are too many */
export function withNeed(
  { needs }: Pick<Vacancy, 'needs'>,
  need: Omit<Need, 'id'>,
  random: RandomBytes,
): Need[] {
  if (needs.length >= mostNeeds) {
    throw new AppError('conflict', `At most ${mostNeeds} things can be asked for at once`)
  }
  return [...needs, { ...need, id: makeNeedId(random) }]
}

export function makeNeedId(random: RandomBytes): string {
  return encodeBase58(random(4))
}

/** A draft of the same, under another name. */
export function copyOf(
  vacancy: Vacancy,
  title: string,
  { random, clock }: Pick<ChangePorts, 'random' | 'clock'>,
): Vacancy {
  const { publishedAt: _, opensAt: _opens, closesAt: _closes, ...rest } = vacancy
  return {
    ...rest,
    id: encodeBase58(random(12)),
    code: encodeBase58(random(9)),
    title: zVacancyContent.shape.title.parse(title.slice(0, 150)),
    state: 'draft',
    createdAt: clock().toISOString(),
  }
}

export async function addVacancy(
  tx: Transaction,
  vacancy: Vacancy,
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  await insertVacancy(tx, vacancy)
  await record(tx, vacancy, { action: 'vacancy.made', actor, at })
}

/** Writes what became of it, unless somebody was faster. @throws AppError conflict */
export async function saveVacancy(
  tx: Transaction,
  { before, after }: { before: Vacancy; after: Vacancy },
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  if (!(await replaceVacancy(tx, after, before))) throw overtaken()
  const { state } = after
  const isMoved = state !== before.state && state !== 'draft'
  const action = isMoved ? actions[state] : 'vacancy.changed'
  await record(tx, after, { action, actor, at })
}

/** @throws AppError conflict where it is no draft */
export async function dropDraft(
  tx: Transaction,
  vacancy: Vacancy,
  { actor, at }: { actor: string; at: Date },
): Promise<void> {
  if (!(await deleteDraft(tx, vacancy))) throw overtaken()
  await record(tx, vacancy, { action: 'vacancy.deleted', actor, at })
}

function record(
  tx: Transaction,
  { organisation, id }: Vacancy,
  entry: { action: AuditAction; actor: string; at: Date },
): Promise<void> {
  const { action, actor, at } = entry
  return recordAudit(tx, { organisation, actor, action, subject: id, at: at.toISOString() })
}

function overtaken(): AppError {
  return new AppError('conflict', 'This was changed by somebody else meanwhile. Look again')
}
