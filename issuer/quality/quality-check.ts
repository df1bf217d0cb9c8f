import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { unknownBadge } from '../badges/achievement-id.ts'
import { type BadgeDraft, finishDesign } from '../badges/badge-draft.ts'
import { addBadgeEvent } from '../badges/badge-event-store.ts'
import { findBadge } from '../badges/badge-store.ts'
import { type DraftKey, findDraft, getDraft, saveDraft } from '../badges/draft-store.ts'
import { audit } from '../log/audit.ts'
import { listBadgeStandards } from '../standards/badge-standard-store.ts'
import { type QualityPoint, qualityPoints, readQualityRule } from './quality-rule.ts'

type Acting = DraftKey & { actor: Actor; at: string }

/**
 * Sends a draft to the reviewers of the city.
 * @throws AppError not_found, conflict, request_malformed
 */
export async function submitDraft(tx: Transaction, input: Acting): Promise<BadgeDraft> {
  const draft = await getDraft(tx, input)
  if (draft.state === 'in-review') return draft
  if (draft.state === 'approved') throw new AppError('conflict', 'This draft was checked already')
  const finished = finishDesign(draft.design, await listBadgeStandards(tx))
  if ('faults' in finished) {
    const missing = finished.faults.join(', ')
    throw new AppError('request_malformed', `The draft is not finished: ${missing}`)
  }
  return move(tx, { ...input, draft, state: 'in-review', kind: 'submitted' })
}

/** @throws AppError not_found, conflict */
export async function takeBackDraft(tx: Transaction, input: Acting): Promise<BadgeDraft> {
  const draft = await getDraft(tx, input)
  if (draft.state !== 'in-review') throw new AppError('conflict', 'This draft waits for no check')
  return move(tx, { ...input, draft, state: 'draft', kind: 'taken-back' })
}

export type Review = {
  result: 'approve' | 'ask-for-changes'
  words: string
  points: readonly QualityPoint[]
  /** The revision that the reviewer saw. */
  revision: number
}

/**
 * What a reviewer finds. A draft is approved when every point of the checklist holds, and changed by nobody since it
 * was read; where the city asks for it, by somebody else than its author.
 * @throws AppError not_found, conflict, forbidden, request_malformed
 */
export async function reviewDraft(
  tx: Transaction,
  { review, ...input }: Acting & { review: Review },
): Promise<BadgeDraft> {
  const { provider, slug, actor, at } = input
  const draft = await getDraft(tx, input)
  if (draft.state !== 'in-review') throw new AppError('conflict', 'This draft waits for no check')
  if (draft.revision !== review.revision) {
    throw new AppError('conflict', 'This draft has changed since you read it. Read it again')
  }
  const { needsOtherPerson } = await readQualityRule(tx)
  if (needsOtherPerson && draft.author === actor.name) {
    throw new AppError('forbidden', 'Somebody else has to check what you wrote')
  }
  const { result, words, points } = review
  const isApproved = result === 'approve'
  if (isApproved && qualityPoints.some((point) => !points.includes(point))) {
    throw new AppError('request_malformed', 'points: every point has to hold, or ask for changes')
  }
  if (!isApproved && words === '') {
    throw new AppError('request_malformed', 'words: say what should change')
  }
  const state = isApproved ? 'approved' : 'changes-asked'
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'badge.checked',
    subject: slug,
    detail: { result },
    at,
  })
  return move(tx, { ...input, draft, state, kind: state, words, points })
}

/** Says something about a badge, for everybody who works on it. @throws AppError badge_unknown */
export async function commentOnBadge(
  tx: Transaction,
  { provider, slug, words, actor, at }: Acting & { words: string },
): Promise<void> {
  const version = await versionInWork(tx, { provider, slug })
  await addBadgeEvent(tx, {
    provider,
    badge: slug,
    version,
    kind: 'comment',
    actor: actor.name,
    words,
    at,
  })
}

/** The version that is written, else the newest. */
async function versionInWork(tx: Transaction, key: DraftKey): Promise<number> {
  const [draft, badge] = [await findDraft(tx, key), await findBadge(tx, key)]
  if (draft !== undefined) return (badge?.version ?? 0) + 1
  if (badge === undefined) throw unknownBadge()
  return badge.version
}

async function move(
  tx: Transaction,
  input: Acting & {
    draft: BadgeDraft
    state: BadgeDraft['state']
    kind: 'submitted' | 'taken-back' | 'approved' | 'changes-asked'
    words?: string
    points?: readonly string[]
  },
): Promise<BadgeDraft> {
  const { draft, state, kind, words = '', points = [], actor, at } = input
  const { provider, slug: badge } = draft
  const version = await versionInWork(tx, draft)
  await addBadgeEvent(tx, { provider, badge, version, kind, actor: actor.name, words, points, at })
  return saveDraft(tx, { ...draft, state, updatedAt: at })
}
