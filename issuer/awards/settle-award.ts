import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { type BadgeReference, parseBadgeReference, unknownBadge } from '../badges/achievement-id.ts'
import { type Badge, type BadgeDesign, languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import type { Provider } from '../providers/provider.ts'
import { getActiveProvider } from '../providers/provider-store.ts'
import { findOpenLists, type StatusListRow } from '../status/status-store.ts'
import type { AwardRequest } from './award.ts'
import type { AwardRow } from './award-store.ts'
import { evidenceOf } from './evidence-of.ts'

/** What is awarded: as the API asks for it, but for people without an address too, who get the link another way. */
export type AwardOrder = Omit<AwardRequest, 'recipient' | 'offer' | 'notify'> & {
  recipient: Omit<AwardRequest['recipient'], 'email'> & { email?: string | undefined }
  /** Whose wallet alone can take it. Unless given, the first that does. */
  holder?: Did
}

/** An award by link, with nothing special about it. */
export const plainOrder = { txCode: false, delivery: 'claim' } as const

export type NewAward = Pick<
  AwardRow,
  | 'language'
  | 'recipientEmail'
  | 'recipientName'
  | 'earner'
  | 'evidence'
  | 'validUntil'
  | 'needsTxCode'
  | 'delivery'
  | 'replaces'
> & {
  badge: Badge
  actor: Actor
  /** Where it is chosen before. */
  id?: string
  holder?: AwardRow['holder']
  /** Whether its link goes out as it is made. */
  isSent?: boolean
}

/** Looks badges, providers and their status lists up once for all the awards of a unit. */
export type BadgeLookup = {
  /** @throws AppError badge_unknown, provider_inactive, badge_retired */
  awarded(reference: BadgeReference): Promise<Badge>
  /** @throws AppError not_found, provider_inactive */
  provider(slug: string): Promise<Provider>
  /** Of a provider whose badge was looked up: it was asked for them at the same time. */
  openLists(slug: string): Promise<StatusListRow[]>
}

export function createBadgeLookup(tx: Transaction): BadgeLookup {
  const badges = new Map<string, Promise<Badge>>()
  const providers = new Map<string, Promise<Provider>>()
  const lists = new Map<string, Promise<StatusListRow[]>>()
  const provider = (slug: string) => remembered(providers, slug, () => getActiveProvider(tx, slug))
  const openLists = (slug: string) => remembered(lists, slug, () => findOpenLists(tx, slug))
  const findAwarded = async (reference: BadgeReference) => {
    // all at once; where there is no such badge, that is what is told
    const [badge, active, lists] = await Promise.allSettled([
      findBadge(tx, reference),
      provider(reference.provider),
      openLists(reference.provider),
    ])
    if (badge.status === 'rejected') throw badge.reason
    if (badge.value === undefined) throw unknownBadge()
    assertAwarded(badge.value)
    if (active.status === 'rejected') throw active.reason
    if (lists.status === 'rejected') throw lists.reason
    return badge.value
  }
  return {
    provider,
    openLists,
    awarded(reference) {
      const name = JSON.stringify([reference.provider, reference.slug, reference.version])
      return remembered(badges, name, () => findAwarded(reference))
    },
  }
}

function remembered<T>(known: Map<string, T>, name: string, find: () => T): T {
  const found = known.get(name) ?? find()
  known.set(name, found)
  return found
}

/**
 * What is awarded to whom, as the request asks for it.
 * @throws AppError badge_unknown, forbidden, provider_inactive, request_malformed
 */
export async function settleAward(
  { request, actor }: { request: AwardOrder; actor: Actor },
  badges: BadgeLookup,
  ports: { publicUrl: string; clock: () => Date },
): Promise<NewAward> {
  const reference = parseBadgeReference(request.badge, ports.publicUrl)
  if (actor.provider !== undefined && actor.provider !== reference.provider) {
    throw new AppError('forbidden', 'This API key awards the badges of another provider')
  }
  const badge = await badges.awarded(reference)
  const { recipient, txCode, delivery } = request
  return {
    badge,
    language: chosenLanguage(badge, request.language ?? reference.language),
    recipientEmail: recipient.email ?? '',
    recipientName: recipient.name ?? null,
    earner: recipient.kind,
    evidence: textOrNull(evidenceOf(request)),
    validUntil: endOf(badge.design, request.validUntil, ports.clock()),
    needsTxCode: txCode && delivery === 'claim',
    delivery,
    replaces: null,
    holder: request.holder ?? null,
    actor,
  }
}

/** @throws AppError badge_retired */
export function assertAwarded({ retiredAt }: Badge): void {
  if (retiredAt === undefined) return
  throw new AppError('badge_retired', 'This badge is retired: it is awarded no more')
}

export function chosenLanguage(badge: Badge, asked: AwardRow['language'] | undefined) {
  if (asked === undefined) return badge.design.mainLanguage
  if (languagesOf(badge.design).includes(asked)) return asked
  throw new AppError('request_malformed', 'language: this badge is not there in this language')
}

/** @throws AppError request_malformed for an end that has passed */
export function endOf(
  design: BadgeDesign,
  validUntil: AwardRequest['validUntil'],
  now: Date,
): string | null {
  if (validUntil !== undefined) {
    const end = new Date(validUntil)
    if (end > now) return end.toISOString()
    throw new AppError('request_malformed', 'validUntil: must be in the future')
  }
  if (design.validForMonths === undefined) return null
  return monthsAfter(now, design.validForMonths).toISOString()
}

/** The same day of a later month, or its last day where it is shorter. */
function monthsAfter(date: Date, months: number): Date {
  const end = new Date(date)
  end.setUTCMonth(date.getUTCMonth() + months)
  if (end.getUTCDate() !== date.getUTCDate()) end.setUTCDate(0)
  return end
}

export function textOrNull(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
