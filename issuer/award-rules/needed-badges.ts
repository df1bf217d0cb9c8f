import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { achievementIdsOf } from '../badges/achievement.ts'
import { parseBadgeReference, unknownBadge } from '../badges/achievement-id.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge, listVersions } from '../badges/badge-store.ts'
import { badgeRow } from '../badges/badge-view.ts'
import { findProvider } from '../providers/provider-store.ts'

/** Of the newest versions: a request has to stay short enough to be fetched by any wallet. */
const mostIds = 20

type Ports = { reader: Reader; publicUrl: string }

/**
 * The achievement ids of which any meets a need: of a badge of this city those of all its versions and languages, or
 * of the one version that is named; of any other badge its own.
 * @throws AppError badge_unknown
 */
export async function neededIds(
  need: string,
  { reader, publicUrl }: Ports,
): Promise<[string, ...string[]]> {
  if (isElsewhere(need, publicUrl)) return [need]
  const reference = parseBadgeReference(need, publicUrl)
  const versions = await listVersions(reader, reference)
  const { version: only } = reference
  const [first, ...others] = versions
    .filter(({ version }) => only === undefined || version === only)
    .flatMap((badge) => achievementIdsOf(badge, publicUrl))
  if (first === undefined) throw unknownBadge()
  return [first, ...others.slice(0, mostIds - 1)]
}

/** A needed badge as people are told of it; one of elsewhere by its address alone. */
export type NeededBadge = { name: string; language?: Language; provider?: string; href: string }

export async function tellNeed(
  need: string,
  language: Language,
  { reader, publicUrl }: Ports,
): Promise<NeededBadge> {
  const reference = isElsewhere(need, publicUrl) ? undefined : parseBadgeReference(need, publicUrl)
  const badge = reference && (await findBadge(reader, reference))
  if (badge === undefined) return { name: need.replace(/^https?:\/\//, ''), href: need }
  const provider = await findProvider(reader, badge.provider)
  const text = badgeText(badge.design, language)
  return {
    name: text.name,
    language: text.language,
    ...(provider && { provider: provider.name[language] }),
    href: badgeRow(badge, language).href,
  }
}

function isElsewhere(need: string, publicUrl: string): boolean {
  return /^https?:/.test(need) && !need.startsWith(`${publicUrl}/`)
}
