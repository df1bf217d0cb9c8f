import type { PresentableBadge } from './held-badge.ts'
import {
  type BadgeChoice,
  type BadgeSelection,
  choiceOf,
  leastChoice,
  type RequestedBadge,
} from './requested-badges.ts'

/** A badge that answers a request, as a learner decides about it. */
export type RequestItem = {
  badge: PresentableBadge
  /** The request has no answer without it. */
  isLocked: boolean
  /** Something that it answers is required; others may do in its place. */
  isRequired: boolean
  /** What the asker says this part is for. */
  purpose?: string
}

/** Each badge that fits once, whatever number of questions it answers: required ones first. */
export function requestItems(selection: BadgeSelection): RequestItem[] {
  const canBeAnswered = leastChoice(selection) !== undefined
  const items = new Map<string, RequestItem>()
  for (const { candidates, isRequired, purpose } of selection.requested) {
    for (const badge of candidates) {
      const before = items.get(badge.id)
      const told = before?.purpose ?? purpose
      items.set(badge.id, {
        badge,
        isLocked: before?.isLocked ?? (canBeAnswered && isIndispensable(selection, badge.id)),
        isRequired: isRequired || before?.isRequired === true,
        ...(told !== undefined && { purpose: told }),
      })
    }
  }
  const weight = ({ isLocked, isRequired }: RequestItem) => (isLocked ? 0 : isRequired ? 1 : 2)
  return [...items.values()].sort((one, other) => weight(one) - weight(other))
}

/**
 * What is asked for and not here: each badge once, in however many forms it is asked for, and none in whose place
 * something else will do that is here.
 */
export function missingBadges({ query, requested }: BadgeSelection): RequestedBadge[] {
  const answered = new Set(
    requested.flatMap(({ queryId, candidates }) => (candidates.length > 0 ? [queryId] : [])),
  )
  const isReplaced = (queryId: string) =>
    query.credential_sets?.some(
      ({ options }) =>
        options.some((option) => option.includes(queryId)) &&
        options.some((option) => option.every((id) => answered.has(id))),
    ) ?? false
  const missing = requested.filter(({ queryId }) => !answered.has(queryId) && !isReplaced(queryId))
  return [...new Map(missing.map((item) => [keyOf(item), item])).values()]
}

/** Forms of one badge ask for the same achievements. */
function keyOf({ queryId, achievementIds }: RequestedBadge): string {
  return achievementIds.length === 0 ? queryId : [...achievementIds].sort().join(' ')
}

/** What is chosen before anybody chose: the least that answers, and nothing that is only welcome. */
export function firstChoice(selection: BadgeSelection): string[] {
  return [...new Set(Object.values(leastChoice(selection) ?? {}).flat())]
}

/**
 * The chosen badges after one was ticked or unticked. Where only one can be sent, it takes the place of the other.
 * What the request has no answer without stays.
 */
export function toggleBadge(
  selection: BadgeSelection,
  chosen: readonly string[],
  id: string,
  isChosen: boolean,
): string[] {
  if (!isChosen) return chosen.filter((each) => each !== id || isIndispensable(selection, id))
  const asks = ({ candidates }: RequestedBadge, badge: string) =>
    candidates.some((candidate) => candidate.id === badge)
  const rivals = selection.requested.filter((item) => !item.isMultiple && asks(item, id))
  const kept = chosen.filter((other) => {
    const answered = selection.requested.filter((item) => asks(item, other))
    return other !== id && !answered.every((item) => rivals.includes(item))
  })
  return [...kept, id]
}

/** Where the chosen badges go, or nothing while they leave out something that is required. */
export function answeringChoice(
  selection: BadgeSelection,
  chosen: readonly string[],
): BadgeChoice | undefined {
  const choice = choiceOf(selection, chosen)
  const isComplete =
    leastChoice(withCandidates(selection, (id) => chosen.includes(id))) !== undefined
  return isComplete && Object.keys(choice).length > 0 ? choice : undefined
}

function isIndispensable(selection: BadgeSelection, id: string): boolean {
  return leastChoice(withCandidates(selection, (other) => other !== id)) === undefined
}

function withCandidates(
  selection: BadgeSelection,
  isKept: (id: string) => boolean,
): BadgeSelection {
  return {
    ...selection,
    requested: selection.requested.map((item) => ({
      ...item,
      candidates: item.candidates.filter(({ id }) => isKept(id)),
    })),
  }
}
