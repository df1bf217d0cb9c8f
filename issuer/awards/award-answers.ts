import type { Request } from 'express'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { Actor } from '../actor.ts'
import { isInScope } from '../actor.ts'
import { findBadge, findBadgeVersions } from '../badges/badge-store.ts'
import type { OfferPorts } from '../oid4vci/offers.ts'
import { type AwardRequest, parseAwardId, unknownAward } from './award.ts'
import type { AwardMailPorts } from './award-mail.ts'
import { type AwardKey, type AwardRow, findAward } from './award-store.ts'
import {
  type AwardView,
  awardView,
  learnerLink,
  type OfferView,
  offerView,
  zAwardView,
  zToldOnce,
} from './award-view.ts'
import type { HandOverPorts } from './hand-over.ts'
import type { AwardingThread } from './open-awarding-thread.ts'

export type AwardApiPorts = OfferPorts &
  AwardMailPorts &
  HandOverPorts & { derive: DeriveBytes; awardingThread?: AwardingThread | undefined }

export const awardsPath = '/api/v1/awards'

export const zAwardTold = zAwardView.extend(zToldOnce.shape)

/** What every route of one award has in common. */
export const ofOneAward = {
  scope: (request: Request) => parseAwardId(String(request.params.id)).provider,
  errors: 'problem',
} as const

export async function getAward(reader: Reader, key: AwardKey, actor: Actor): Promise<AwardRow> {
  const award = isInScope(actor, key.provider) ? await findAward(reader, key) : undefined
  if (award === undefined) throw unknownAward()
  return award
}

export async function viewOf(
  award: AwardRow,
  { database, publicUrl }: AwardApiPorts,
): Promise<AwardView> {
  const badge = await findBadge(database.reader, badgeNamedBy(award))
  return awardView(award, { publicUrl, mainLanguage: badge?.design.mainLanguage ?? award.language })
}

/** As viewOf, asking for all badges at once. */
export async function viewsOf(
  awards: readonly AwardRow[],
  { database, publicUrl }: AwardApiPorts,
): Promise<AwardView[]> {
  const badges = await findBadgeVersions(database.reader, awards.map(badgeNamedBy))
  const languages = new Map(badges.map((badge) => [nameOf(badge), badge.design.mainLanguage]))
  return awards.map((award) => {
    const mainLanguage = languages.get(nameOf(badgeNamedBy(award))) ?? award.language
    return awardView(award, { publicUrl, mainLanguage })
  })
}

function badgeNamedBy({ provider, badge: slug, badgeVersion: version }: AwardRow) {
  return { provider, slug, version }
}

function nameOf({ provider, slug, version }: ReturnType<typeof badgeNamedBy>): string {
  return `${provider}/${slug}/${version}`
}

/** Replayed much later, an answer has no offer to tell any more. */
export async function toldOnce(
  award: AwardRow,
  form: AwardRequest['offer'],
  ports: AwardApiPorts,
): Promise<Partial<OfferView> & { filesLink?: string }> {
  if (award.status === 'revoked') return {}
  if (award.delivery === 'download') return { filesLink: learnerLink(award, ports) }
  return award.claimedAt === null ? offerView(award, form, ports) : {}
}
