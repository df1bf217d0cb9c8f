import { EntitySchema } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { type BadgeDraft, type DraftState, zDraftDesign } from './badge-draft.ts'

type DraftRow = Omit<BadgeDraft, 'design' | 'state'> & {
  /** JSON */
  design: string
  state: string
}

export const badgeDraftEntity = new EntitySchema<DraftRow>({
  name: 'badge_draft',
  columns: {
    provider: { type: 'varchar', primary: true },
    slug: { type: 'varchar', primary: true },
    design: { type: 'text' },
    state: { type: 'varchar' },
    author: { type: 'varchar' },
    revision: { type: 'integer' },
    createdAt: { type: 'varchar', name: 'created_at' },
    updatedAt: { type: 'varchar', name: 'updated_at' },
  },
})

export type DraftKey = Pick<BadgeDraft, 'provider' | 'slug'>

const maxDrafts = 500

export async function findDraft(
  reader: Reader,
  { provider, slug }: DraftKey,
): Promise<BadgeDraft | undefined> {
  const row = await reader.findOneBy(badgeDraftEntity, { provider, slug })
  return row === null ? undefined : draftOfRow(row)
}

/** @throws AppError not_found */
export async function getDraft(reader: Reader, key: DraftKey): Promise<BadgeDraft> {
  const draft = await findDraft(reader, key)
  if (draft !== undefined) return draft
  throw new AppError('not_found', 'There is no such draft of a badge')
}

/** Of one provider, the newest first. */
export async function listDrafts(reader: Reader, provider: string): Promise<BadgeDraft[]> {
  const rows = await reader.find(badgeDraftEntity, {
    where: { provider },
    order: { updatedAt: 'DESC', slug: 'ASC' },
    take: maxDrafts,
  })
  return rows.map(draftOfRow)
}

/** Of the whole city, the longest waiting first. */
export async function listDraftsIn(reader: Reader, state: DraftState): Promise<BadgeDraft[]> {
  const rows = await reader.find(badgeDraftEntity, {
    where: { state },
    order: { updatedAt: 'ASC', provider: 'ASC', slug: 'ASC' },
    take: maxDrafts,
  })
  return rows.map(draftOfRow)
}

/** @throws AppError conflict where a draft of that name is there already */
export async function addDraft(tx: Transaction, draft: BadgeDraft): Promise<void> {
  const { provider, slug } = draft
  if (await tx.exists(badgeDraftEntity, { where: { provider, slug } })) {
    throw new AppError('conflict', 'There is a draft of this badge already')
  }
  await tx.insert(badgeDraftEntity, rowOf(draft))
}

/** @throws AppError conflict where somebody else saved in between */
export async function saveDraft(tx: Transaction, draft: BadgeDraft): Promise<BadgeDraft> {
  const { provider, slug, revision } = draft
  const saved = { ...draft, revision: revision + 1 }
  const { affected } = await tx.update(badgeDraftEntity, { provider, slug, revision }, rowOf(saved))
  if (affected === 0) {
    throw new AppError('conflict', 'Somebody else saved this draft in between. Read it again')
  }
  return saved
}

export async function deleteDraft(tx: Transaction, { provider, slug }: DraftKey): Promise<void> {
  await tx.delete(badgeDraftEntity, { provider, slug })
}

function rowOf({ design, ...rest }: BadgeDraft): DraftRow {
  return { ...rest, design: JSON.stringify(design) }
}

function draftOfRow({ design, state, ...rest }: DraftRow): BadgeDraft {
  // sound: the column is written from a DraftState alone
  return { ...rest, state: state as DraftState, design: zDraftDesign.parse(JSON.parse(design)) }
}
