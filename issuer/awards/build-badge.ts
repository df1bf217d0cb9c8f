import { buildOpenBadge } from '../../shared/credential/build-open-badge.ts'
import type { Evidence, OpenBadgeCredential } from '../../shared/credential/open-badge.ts'
import type { Did } from '../../shared/did/did.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { statusListEntry } from '../../shared/status/status-entry.ts'
import { buildAchievement } from '../badges/achievement.ts'
import type { Badge } from '../badges/badge.ts'
import { type Provider, providerProfile } from '../providers/provider.ts'
import { statusListUrl } from '../status/status-list-url.ts'
import type { AwardRow } from './award-store.ts'
import { recipientIdentifiers } from './recipient.ts'

type BadgeContext = {
  badge: Badge
  provider: Provider
  language: Language
  publicUrl: string
  skillFramework: string
}

/**
 * The unsigned credential of an award. All of it but holder, language and format was settled when the badge was
 * awarded.
 */
export function buildBadge({
  award,
  holder,
  ...context
}: BadgeContext & {
  award: AwardRow
  /** Unless the badge is issued to an e-mail address alone. */
  holder?: Did | undefined
}): OpenBadgeCredential {
  return createBadgeBuilder(context)(award, holder)
}

export type BadgeBuilder = (award: AwardRow, holder?: Did | undefined) => OpenBadgeCredential

/** As buildBadge, for many awards of one badge: what they have in common is made once. */
export function createBadgeBuilder(context: BadgeContext): BadgeBuilder {
  const { badge, provider, language, publicUrl } = context
  const achievement = buildAchievement(badge, context)
  const issuer = providerProfile(provider, { publicUrl, language })
  return (award, holder) =>
    buildOpenBadge({
      id: award.credentialId,
      issuer,
      achievement,
      subject: {
        ...(holder !== undefined && { id: holder }),
        identifier: recipientIdentifiers(award),
      },
      name: achievement.name,
      description: achievement.description,
      validFrom: new Date(award.awardedAt),
      ...(award.validUntil !== null && { validUntil: new Date(award.validUntil) }),
      status: statusListEntry({
        listUrl: statusListUrl(publicUrl, { provider: award.provider, id: award.statusList }),
        index: award.statusIndex,
        purpose: badge.design.statusPurpose,
      }),
      ...(award.evidence !== null && { evidence: parseEvidence(award.evidence) }),
    })
}

function parseEvidence(text: string): Evidence[] {
  // the column is written from evidenceOf alone
  return JSON.parse(text) as Evidence[]
}
