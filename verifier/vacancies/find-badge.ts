import { z } from 'zod'
import { isAppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { mostIdsOfBadge } from '../../shared/skills/need.ts'
import type { PublishedBadge, PublishedBadges } from './published-badges.ts'

const maxBytes = 262_144

/** An achievement of Open Badges as its address serves it; others in `related` are the same in other languages. */
const zAchievement = z.object({
  id: z.url({ protocol: /^https?$/ }).max(2048),
  name: z.string().max(500),
  version: z.string().optional(),
  related: z
    .array(
      z.object({
        id: z.url().max(2048),
        inLanguage: z.string().optional(),
        version: z.string().optional(),
      }),
    )
    .max(50)
    .default([]),
})

/** Is this an address, or the beginning of a name? */
export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim())
}

/**
 * The badge whose page or id has this address: from what cities told, else as the address itself says.
 * @returns undefined where there is no badge, or the host does not answer
 */
export async function findBadgeAt(
  address: string,
  { published, fetch }: { published: PublishedBadges; fetch: GuardedFetch },
): Promise<PublishedBadge | undefined> {
  const url = new URL(address.trim())
  url.hash = ''
  url.search = ''
  const page = url.href.replace(/(\.json|\/)$/, '')
  const known = published.badges.find(({ ids }) =>
    // the page of a badge leads to its newest version
    ids.some((id) => id === page || id.replace(/\/v\/\d+(\/[a-z]{2})?$/, '') === page),
  )
  if (known !== undefined) return known
  try {
    return await readBadge(url, fetch)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

async function readBadge(url: URL, fetch: GuardedFetch): Promise<PublishedBadge | undefined> {
  const headers = { Accept: 'application/ld+json, application/json' }
  const response = await fetch(url.href, { headers, maxBytes })
  const served = zAchievement.safeParse(
    response.ok ? await response.json().catch(() => undefined) : undefined,
  )
  // an address says what it is itself: it must not pass for the badge of somebody else
  if (!served.success || new URL(served.data.id).origin !== url.origin) return undefined
  const { id, name, version, related } = served.data
  const translations = related
    .filter(({ inLanguage }) => inLanguage !== undefined)
    .filter((other) => other.version === version && new URL(other.id).origin === url.origin)
    .map((other) => other.id)
  return {
    name: displayText(name) ?? url.host,
    ids: [...new Set([id, ...translations])].slice(0, mostIdsOfBadge),
    place: url.host,
    skills: [],
  }
}
