import { readSecured } from '../../shared/credential/secured.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import { hasClaims } from '../../shared/oid4vc/dcql-claims.ts'
import { matchesCredentialQuery } from '../../shared/oid4vc/dcql-match.ts'
import type { CredentialQuery, DcqlQuery } from '../../shared/oid4vc/dcql-query.ts'
import type { Verdict } from '../../shared/verify/report.ts'
import { type HeldBadge, isPresentable, type PresentableBadge } from './held-badge.ts'

/** One query of a request and the wallet's badges that answer it. */
export type RequestedBadge = {
  queryId: string
  /** False where the asker would also take less. */
  isRequired: boolean
  /** More than one badge may answer it. */
  isMultiple: boolean
  format: string
  purpose?: string
  /** The badges it asks for by name: any one of them will do. Empty where any badge of the kind will. */
  achievementIds: string[]
  /** Best first: proven ones, then the newest. */
  candidates: PresentableBadge[]
}

/** Chosen badge ids by query id. */
export type BadgeChoice = Readonly<Record<string, readonly string[]>>

/** What a request asks for and what this wallet could answer. */
export type BadgeSelection = { query: DcqlQuery; requested: RequestedBadge[] }

const maxQueries = 30
const maxClaims = 200
const maxSetMembers = 300
const maxComparisons = 5_000

/**
 * Finds what answers a query among the badges whose key this wallet holds.
 * @throws AppError authorization_request_unsupported for a query larger than any person could read
 */
export function selectBadges(
  query: DcqlQuery,
  badges: readonly HeldBadge[],
  formats: readonly string[] = credentialFormats,
): BadgeSelection {
  requireModestSize(query)
  const own = badges
    .filter(isPresentable)
    .filter(({ holder, format }) => holder !== undefined && formats.includes(format))
    .map((badge) => ({ badge, document: readSecured(badge.text).document }))
  const plausible = query.credentials.map((credentialQuery) => ({
    credentialQuery,
    badges: own.filter((item) => isPlausible(item, credentialQuery)),
  }))
  if (plausible.reduce((sum, item) => sum + item.badges.length, 0) > maxComparisons) throw tooMuch()
  const requested = plausible.map(({ credentialQuery, badges: some }) => ({
    ...describeQuery(query, credentialQuery),
    candidates: some
      .filter(({ badge: { format }, document }) =>
        matchesCredentialQuery(credentialQuery, {
          format,
          document,
          isHolderBound: true,
          countsWrittenTypes: true,
        }),
      )
      .map(({ badge }) => badge)
      .sort(byWorth),
  }))
  return { query, requested }
}

function describeQuery(query: DcqlQuery, credentialQuery: CredentialQuery) {
  const sets = query.credential_sets?.filter(({ options }) =>
    options.some((option) => option.includes(credentialQuery.id)),
  )
  const purpose = displayText(sets?.find((set) => set.purpose !== undefined)?.purpose, 300)
  return {
    queryId: credentialQuery.id,
    isRequired: sets?.some(({ required }) => required) ?? true,
    isMultiple: credentialQuery.multiple,
    format: credentialQuery.format,
    ...(purpose !== undefined && { purpose }),
    achievementIds: achievementIdsOf(credentialQuery),
  }
}

/** Only where the claim must hold: with claim sets, others may do in its place. */
function achievementIdsOf({ claims = [], claim_sets: sets }: CredentialQuery): string[] {
  if (sets !== undefined) return []
  const claim = claims.find(({ path }) => path.join('/') === 'credentialSubject/achievement/id')
  return claim?.values?.filter((value) => typeof value === 'string') ?? []
}

function requireModestSize(query: DcqlQuery): void {
  const { credentials, credential_sets: sets = [] } = query
  const claims = credentials.flatMap((item) => [
    ...(item.claims ?? []),
    ...(item.claim_sets ?? []).flat(),
  ])
  const members = sets.flatMap(({ options }) => options.flat())
  const isModest =
    credentials.length <= maxQueries &&
    claims.length <= maxClaims &&
    members.length <= maxSetMembers
  if (!isModest) throw tooMuch()
}

/** What can be said without the library, which takes a tenth of a millisecond for each badge and query. */
function isPlausible(
  { badge, document }: { badge: PresentableBadge; document: JsonObject },
  query: CredentialQuery,
): boolean {
  return badge.format === query.format && hasClaims(query, document)
}

function tooMuch(): AppError {
  return new AppError(
    'authorization_request_unsupported',
    'The request asks for far too many things at once',
  )
}

const worthOf: Record<Verdict, number> = { valid: 0, unknown: 1, invalid: 2 }

function byWorth(one: HeldBadge, other: HeldBadge): number {
  const difference = worthOf[one.report.verdict] - worthOf[other.report.verdict]
  return difference || Date.parse(other.receivedAt) - Date.parse(one.receivedAt)
}

/**
 * The least that answers a request: one badge for each thing that is required.
 * @returns undefined where something required is missing
 */
export function leastChoice({ query, requested }: BadgeSelection): BadgeChoice | undefined {
  const best = new Map(
    requested.flatMap(({ queryId, candidates: [first] }) =>
      first ? [[queryId, first] as const] : [],
    ),
  )
  const options = requiredOptions(query).map((set) => bestOption(set, best))
  const ids = options.includes(undefined) ? undefined : options.flatMap((option) => option ?? [])
  if (ids === undefined) return undefined
  return Object.fromEntries(ids.map((id) => [id, [best.get(id)?.id ?? '']]))
}

/** For each required thing, the lists of query ids of which one must be answered in full. */
function requiredOptions({ credentials, credential_sets: sets }: DcqlQuery): string[][][] {
  if (sets === undefined) return credentials.map(({ id }) => [[id]])
  return sets.filter(({ required }) => required).map(({ options }) => options)
}

/** The option whose weakest badge is strongest; among equals the asker's order decides. */
function bestOption(
  options: readonly string[][],
  best: ReadonlyMap<string, PresentableBadge>,
): string[] | undefined {
  const worth = (option: string[]) =>
    Math.max(...option.map((id) => worthOf[best.get(id)?.report.verdict ?? 'invalid']))
  const [first] = options
    .filter((option) => option.every((id) => best.has(id)))
    .sort((one, other) => worth(one) - worth(other))
  return first
}

/** Everything that fits: all badges where several may be sent, and the best one elsewhere. */
export function fullChoice({ requested }: BadgeSelection): BadgeChoice {
  return Object.fromEntries(
    requested
      .filter(({ candidates }) => candidates.length > 0)
      .map(({ queryId, isMultiple, candidates }) => [
        queryId,
        candidates.slice(0, isMultiple ? undefined : 1).map(({ id }) => id),
      ]),
  )
}

/** These badges, each wherever it fits. */
export function choiceOf({ requested }: BadgeSelection, ids: readonly string[]): BadgeChoice {
  return Object.fromEntries(
    requested
      .map(({ queryId, isMultiple, candidates }) => {
        const fitting = candidates.filter(({ id }) => ids.includes(id)).map(({ id }) => id)
        return [queryId, fitting.slice(0, isMultiple ? undefined : 1)] as const
      })
      .filter(([, fitting]) => fitting.length > 0),
  )
}

export type ChosenBadge = { queryId: string; badge: PresentableBadge }

/**
 * The chosen badges, once the choice is seen to answer the request.
 * @throws AppError badge_missing
 */
export function resolveChoice(selection: BadgeSelection, choice: BadgeChoice): ChosenBadge[] {
  const chosen = Object.entries(choice).flatMap(([queryId, ids]) => {
    const requested = selection.requested.find((item) => item.queryId === queryId)
    if (requested === undefined || (ids.length > 1 && !requested.isMultiple)) throw unfitting()
    return [...new Set(ids)].map((id) => {
      const badge = requested.candidates.find((candidate) => candidate.id === id)
      if (badge === undefined) throw unfitting()
      return { queryId, badge }
    })
  })
  const answered = new Set(chosen.map(({ queryId }) => queryId))
  const isComplete = requiredOptions(selection.query).every((options) =>
    options.some((option) => option.every((id) => answered.has(id))),
  )
  if (chosen.length === 0) throw new AppError('badge_missing', 'No badge was chosen')
  if (!isComplete) {
    throw new AppError(
      'badge_missing',
      'What was chosen leaves out something that the request requires',
    )
  }
  return chosen
}

function unfitting(): AppError {
  return new AppError('badge_missing', 'A chosen badge is not one that the request asks for')
}
