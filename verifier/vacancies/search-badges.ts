import type { Did } from '../../shared/did/did.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import type { Skill } from '../../shared/skills/skill-alignments.ts'
import { findBadgeAt, isAddress } from './find-badge.ts'
import {
  badgesNamed,
  type PublishedBadge,
  type ReadPublishedBadges,
  skillsOf,
} from './published-badges.ts'

export type SearchPorts = { readPublishedBadges: ReadPublishedBadges; fetch: GuardedFetch }

export type BadgeSearch = {
  skills: Skill[]
  /** How many cities did not answer. */
  silent: number
  asked?: string
  isAddress?: true
  found?: PublishedBadge[]
}

const mostFound = 12

/** Badges of trusted cities by a part of their name, or any badge by its address. */
export async function searchBadges(
  asked: string | undefined,
  trusted: readonly Did[],
  { readPublishedBadges, fetch }: SearchPorts,
): Promise<BadgeSearch> {
  const published = await readPublishedBadges(trusted)
  const base = { skills: skillsOf(published), silent: published.silent }
  if (asked === undefined || asked.trim() === '') return base
  if (!isAddress(asked)) return { ...base, asked, found: badgesNamed(published, asked, mostFound) }
  const badge = await findBadgeAt(asked, { published, fetch })
  return { ...base, asked, isAddress: true, found: badge === undefined ? [] : [badge] }
}

/** A badge that was found, as a page offers it. */
export function foundLine({ name, ids, place, skills }: PublishedBadge) {
  return {
    name,
    ids: ids.join('\n'),
    href: ids[0],
    place: translate('en', 'employer.vacancies.found-by', { place }),
    skills: skills.map((skill) => skill.name).join(', '),
  }
}
