import { z } from 'zod'
import type { Did } from '../../shared/did/did.ts'
import { didWebDocumentUrl } from '../../shared/did/did-web.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { type Skill, skillKey } from '../../shared/skills/skill-alignments.ts'

/** A badge that a city tells the world of. */
export type PublishedBadge = {
  name: string
  /** In its languages: any of them is the badge. */
  ids: string[]
  /** Who gives it, as the host that tells of it names them, and that host; or the host alone. */
  place: string
  skills: Skill[]
}

export type PublishedBadges = {
  badges: readonly PublishedBadge[]
  /** How many cities could not be asked. */
  silent: number
}

const maxPages = 20
const maxBytes = 1_048_576
const keptMilliseconds = 600_000
/** After a failure the next try is soon. */
const keptAfterFailure = 15_000

const zText = z.string().max(500)
const zCityPage = z.object({
  badges: z
    .array(
      z.object({
        name: zText,
        provider: zText.optional(),
        skills: z.array(z.object({ name: zText, url: z.url().max(2048).optional() })).default([]),
        achievements: z
          .array(z.object({ id: z.url({ protocol: /^https?$/ }).max(2048) }))
          .min(1)
          .max(20),
      }),
    )
    .max(500),
  /** Whose badges they are; a page without their names leads to the badges all the same. */
  providers: z
    .array(z.object({ provider: zText, name: z.object({ en: zText }) }))
    .max(500)
    .catch([]),
  more: z.string().max(2048).optional(),
})

type Reading = { badges?: PublishedBadge[]; until: number }

type PublishedBadgesPorts = {
  fetch: GuardedFetch
  clock: () => Date
  allowLoopbackHttp: boolean
}

/** Reads the public lists of cities, each once in ten minutes however many ask. */
export function createPublishedBadges(ports: PublishedBadgesPorts) {
  const { clock } = ports
  const readings = new Map<Did, Promise<Reading>>()

  async function readingOf(city: Did): Promise<Reading> {
    const kept = readings.get(city)
    if (kept !== undefined && (await kept).until > clock().getTime()) return kept
    const reading = read(city)
    readings.set(city, reading)
    return reading
  }

  async function read(city: Did): Promise<Reading> {
    const now = clock().getTime()
    try {
      return { badges: await readCityBadges(city, ports), until: now + keptMilliseconds }
    } catch (error) {
      if (!isAppError(error) && !(error instanceof z.ZodError)) throw error
      return { until: now + keptAfterFailure }
    }
  }

  return async (cities: readonly Did[]): Promise<PublishedBadges> => {
    const found = await Promise.all(cities.map(readingOf))
    return {
      badges: found.flatMap(({ badges = [] }) => badges),
      silent: found.filter(({ badges }) => badges === undefined).length,
    }
  }
}

export type ReadPublishedBadges = ReturnType<typeof createPublishedBadges>

/** @see city.json, which each page of the list leads on from */
async function readCityBadges(
  city: Did,
  { fetch, allowLoopbackHttp }: PublishedBadgesPorts,
): Promise<PublishedBadge[]> {
  const { origin, host } = didWebDocumentUrl(city, { allowLoopbackHttp })
  const badges: PublishedBadge[] = []
  let next: string | undefined = `${origin}/city.json`
  for (let page = 0; page < maxPages && next !== undefined; page++) {
    const response = await fetch(next, { headers: { Accept: 'application/json' }, maxBytes })
    const {
      badges: some,
      providers,
      more,
    }: z.infer<typeof zCityPage> = zCityPage.parse(
      response.ok ? await response.json().catch(() => undefined) : undefined,
    )
    const givers = new Map(providers.map(({ provider, name }) => [provider, displayText(name.en)]))
    for (const { name, provider, achievements, skills } of some) {
      const giver = provider === undefined ? undefined : givers.get(provider)
      badges.push({
        name: displayText(name) ?? host,
        ids: achievements.map(({ id }) => id),
        place: giver === undefined ? host : `${giver} (${host})`,
        skills: skills.map((skill) => ({
          name: skill.name,
          ...(skill.url !== undefined && { url: skill.url }),
        })),
      })
    }
    // a page leads on to its own host alone, by its query
    const query: string = more === undefined ? '' : new URL(more, origin).search
    next = query === '' ? undefined : `${origin}/city.json${query}`
  }
  return badges
}

/** The badges whose name has all of these words, in the order of the lists. */
export function badgesNamed(
  { badges }: PublishedBadges,
  words: string,
  limit: number,
): PublishedBadge[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  return badges
    .filter(({ name }) => wanted.every((word) => plain(name).includes(word)))
    .slice(0, limit)
}

/** The skills that badges of these lists show, each once, by name. */
export function skillsOf({ badges }: PublishedBadges): Skill[] {
  const skills = new Map<string, Skill>()
  for (const skill of badges.flatMap((badge) => badge.skills)) {
    const key = skillKey(skill)
    if (!skills.has(key)) skills.set(key, skill)
  }
  return [...skills.values()].sort((one, other) => one.name.localeCompare(other.name))
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
