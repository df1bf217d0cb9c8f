import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { getProvider } from '../providers/provider-store.ts'
import { unknownBadge } from './achievement-id.ts'
import {
  type BadgeDraft,
  type DraftDesign,
  draftName,
  draftOf,
  slugFor,
  zDraftDesign,
} from './badge-draft.ts'
import { addBadgeEvent } from './badge-event-store.ts'
import { findBadge } from './badge-store.ts'
import {
  addDraft,
  type DraftKey,
  deleteDraft,
  findDraft,
  getDraft,
  saveDraft,
} from './draft-store.ts'
import { assertOwnPicture } from './picture-store.ts'

type Acting = { actor: Actor; at: string }

/**
 * Begins a new badge: from nothing, or from a copy of any badge of the city.
 * @throws AppError not_found, badge_unknown, provider_inactive
 */
export async function beginDraft(
  tx: Transaction,
  input: Acting & {
    provider: string
    design: DraftDesign
    /** The badge to copy, with the name that the design gives where it gives one. */
    copy?: { provider: string; slug: string } | undefined
  },
): Promise<BadgeDraft> {
  const { provider, copy, actor, at } = input
  const { state } = await getProvider(tx, provider)
  if (state === 'closed') throw new AppError('provider_inactive', 'This provider has closed')
  const design = copy === undefined ? input.design : await copied(tx, copy, input)
  await assertOwnPicture(tx, { provider, id: design.picture })
  const slug = await freeSlug(tx, provider, draftName(design))
  return keepNew(tx, { provider, slug, design, actor, at, version: 1 })
}

async function copied(
  tx: Transaction,
  copy: { provider: string; slug: string },
  { provider, design: { texts, mainLanguage } }: { provider: string; design: DraftDesign },
): Promise<DraftDesign> {
  const badge = await findBadge(tx, copy)
  if (badge === undefined) throw unknownBadge()
  const { picture, ...design } = draftOf(badge.design)
  const { name } = texts[mainLanguage]
  if (name !== '') design.texts[mainLanguage] = { ...design.texts[mainLanguage], name }
  return zDraftDesign.parse({ ...design, ...(copy.provider === provider && { picture }) })
}

async function freeSlug(tx: Transaction, provider: string, name: string): Promise<string> {
  const taken = new Set<string>()
  let slug = slugFor(name, () => false)
  while ((await findBadge(tx, { provider, slug })) ?? (await findDraft(tx, { provider, slug }))) {
    taken.add(slug)
    slug = slugFor(name, (one) => taken.has(one))
  }
  return slug
}

/**
 * Begins the next version of a badge that is published; the draft that there is, where there is one.
 * @throws AppError badge_unknown
 */
export async function beginVersion(
  tx: Transaction,
  { provider, slug, actor, at }: Acting & DraftKey,
): Promise<BadgeDraft> {
  const draft = await findDraft(tx, { provider, slug })
  if (draft !== undefined) return draft
  const badge = await findBadge(tx, { provider, slug })
  if (badge === undefined) throw unknownBadge()
  const design = draftOf(badge.design)
  return keepNew(tx, { provider, slug, design, actor, at, version: badge.version + 1 })
}

async function keepNew(
  tx: Transaction,
  input: Acting & DraftKey & { design: DraftDesign; version: number },
): Promise<BadgeDraft> {
  const { provider, slug, design, actor, at, version } = input
  const draft: BadgeDraft = {
    provider,
    slug,
    design,
    state: 'draft',
    author: actor.name,
    revision: 1,
    createdAt: at,
    updatedAt: at,
  }
  await addDraft(tx, draft)
  await addBadgeEvent(tx, { provider, badge: slug, version, kind: 'made', actor: actor.name, at })
  return draft
}

/**
 * Keeps another design. What was approved or waits for its check is a draft again: what is published is what was
 * checked.
 * @throws AppError not_found, conflict, picture_unsuitable
 */
export async function changeDraft(
  tx: Transaction,
  input: Acting & DraftKey & { design: DraftDesign; revision: number },
): Promise<BadgeDraft> {
  const { provider, slug, design, revision, actor, at } = input
  const draft = await getDraft(tx, { provider, slug })
  await assertOwnPicture(tx, { provider, id: design.picture })
  const state = draft.state === 'changes-asked' ? 'changes-asked' : 'draft'
  // whoever wrote the last words is the author: nobody checks their own
  return saveDraft(tx, { ...draft, design, state, revision, author: actor.name, updatedAt: at })
}

/** @throws AppError not_found */
export async function discardDraft(tx: Transaction, key: DraftKey): Promise<void> {
  await getDraft(tx, key)
  await deleteDraft(tx, key)
}
