import { randomBytes } from 'node:crypto'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { Actor } from '../actor.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import { parseBadgeReference, unknownBadge } from '../badges/achievement-id.ts'
import { type Badge, type BadgeDesign, languagesOf } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { audit } from '../log/audit.ts'
import { addLogLeaves } from '../log/award-log.ts'
import { type ClaimSecrets, hashSecret } from '../oid4vci/claim-secrets.ts'
import { assertActive } from '../providers/provider-store.ts'
import { allocateStatus } from '../status/status-store.ts'
import { type AwardRequest, evidenceOf } from './award.ts'
import { type AwardRow, addAward } from './award-store.ts'
import { uuidAt } from './award-uuid.ts'

export type MakeAwardPorts = { publicUrl: string; secrets: ClaimSecrets; clock: () => Date }

/** What is awarded: as the API asks for it, but for people without an address too, who get the link another way. */
export type AwardOrder = Omit<AwardRequest, 'recipient' | 'offer' | 'notify'> & {
  recipient: Omit<AwardRequest['recipient'], 'email'> & { email?: string | undefined }
  /** Whose wallet alone can take it. Unless given, the first that does. */
  holder?: Did
}

/** An award by link, with nothing special about it. */
export const plainOrder = { txCode: false, delivery: 'claim' } as const

/**
 * Awards a badge: the award with its credential's id and issue time, its place in a status list, a leaf of the
 * log for each language and a line of the audit, all in the given unit. Nothing is signed before the claim.
 * @throws AppError badge_unknown, forbidden, provider_inactive, request_malformed
 */
export async function makeAward(
  tx: Transaction,
  input: { request: AwardOrder; actor: Actor },
  ports: MakeAwardPorts,
): Promise<AwardRow> {
  const { request, actor } = input
  const reference = parseBadgeReference(request.badge, ports.publicUrl)
  if (actor.provider !== undefined && actor.provider !== reference.provider) {
    throw new AppError('forbidden', 'This API key awards the badges of another provider')
  }
  const badge = await findBadge(tx, reference)
  if (badge === undefined) throw unknownBadge()
  const { recipient, txCode, delivery } = request
  return placeAward(
    tx,
    {
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
    },
    ports,
  )
}

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
> & { badge: Badge; actor: Actor; holder?: AwardRow['holder'] }

/** As makeAward, once it is settled what is awarded and to whom. @throws AppError provider_inactive */
export async function placeAward(
  tx: Transaction,
  { badge, actor, ...settled }: NewAward,
  { publicUrl, secrets, clock }: MakeAwardPorts,
): Promise<AwardRow> {
  const { provider } = badge
  // what was awarded before can still be put right
  if (settled.replaces === null) assertAwarded(badge)
  await assertActive(tx, provider)
  const now = clock()
  const at = now.toISOString()
  const newUuid = () => uuidAt(now.getTime(), randomBytes(10))
  const id = newUuid()
  const credentialId = `urn:uuid:${newUuid()}`
  const offerGeneration = 1
  const purpose = badge.design.statusPurpose
  const place = await allocateStatus(tx, { provider, awardId: id, purpose, at })
  const award: AwardRow = {
    provider,
    id,
    badge: badge.slug,
    badgeVersion: badge.version,
    credentialId,
    recipientSalt: randomBytes(16).toString('base64url'),
    awardedAt: at,
    statusList: place.list,
    statusIndex: place.index,
    status: 'active',
    statusReason: null,
    statusAt: null,
    offerGeneration,
    claimHash: hashSecret(secrets.claimIdOf({ provider, id, offerGeneration })),
    wrongTxCodes: 0,
    holder: null,
    claimedAt: null,
    replacedBy: null,
    sentAt: null,
    ...settled,
  }
  await addAward(tx, award)
  const achievementIds = achievementIdsOf(badge, publicUrl)
  await addLogLeaves(tx, { provider, awardId: id, credentialId, achievementIds, at })
  await audit(tx, {
    provider,
    actor: actor.name,
    action: 'award.made',
    subject: id,
    detail: { badge: badge.slug, version: badge.version },
    at,
  })
  return award
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
