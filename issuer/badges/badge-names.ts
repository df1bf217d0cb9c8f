import { In } from 'typeorm'
import type { Reader } from '../../shared/node/database/database.ts'
import { badgeText } from './badge.ts'
import { badgeEntity, badgeOf } from './badge-store.ts'

/**
 * What staff call the badges of a provider: the English names of their newest versions, read at once however many are
 * asked for.
 * @param slugs of the badges; each may stand there more than once
 * @returns the name of a badge, or its slug where no such badge was published
 */
export async function readBadgeNames(
  reader: Reader,
  { provider, slugs }: { provider: string; slugs: readonly string[] },
): Promise<(slug: string) => string> {
  if (slugs.length === 0) return (slug) => slug
  const rows = await reader.find(badgeEntity, {
    where: { provider, slug: In([...new Set(slugs)]) },
    order: { version: 'ASC' },
  })
  // of versions with one slug the last stays
  const names = new Map(rows.map((row) => [row.slug, badgeText(badgeOf(row).design, 'en').name]))
  return (slug) => names.get(slug) ?? slug
}
