import { createBoundedCache } from '../../shared/cache/bounded-cache.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { type Badge, badgeText, languagesOf } from './badge.ts'
import { type BadgePosition, listBadges } from './badge-store.ts'
import { pagePath } from './badge-view.ts'

export type SimilarBadge = { provider: string; slug: string; name: string; href: string }

export type FindSimilar = (input: {
  names: readonly string[]
  /** The badge that is being written: not similar to itself. */
  except: { provider: string; slug: string }
}) => Promise<SimilarBadge[]>

type Named = SimilarBadge & { parts: ReadonlySet<string> }

const keptSeconds = 60
const pageSize = 200
const maxBadges = 5_000
const similarEnough = 0.45
const mostShown = 3

/** Badges of the city whose name is much like one of these. What is newer than a minute may be missed. */
export function createFindSimilar(ports: { reader: Reader; clock: () => Date }): FindSimilar {
  const { reader, clock } = ports
  const kept = createBoundedCache<readonly Named[]>({ maxEntries: 1, maxWeight: 1, clock })
  const key = 'all'

  async function readAll(): Promise<readonly Named[]> {
    const found = kept.find(key)
    if (found !== undefined) return found
    const all: Named[] = []
    let after: BadgePosition | undefined
    do {
      const page = await listBadges(reader, { after, limit: pageSize })
      all.push(...page.filter(({ retiredAt }) => retiredAt === undefined).flatMap(namesOf))
      const last = page.at(-1)
      after = page.length < pageSize || last === undefined ? undefined : last
    } while (after !== undefined && all.length < maxBadges)
    kept.set(key, all, { ttlSeconds: keptSeconds, weight: 1, at: clock() })
    return all
  }

  return async ({ names, except }) => {
    const asked = names.filter((name) => name.trim().length >= 3).map(partsOf)
    if (asked.length === 0) return []
    const ranked = (await readAll())
      .filter(({ provider, slug }) => provider !== except.provider || slug !== except.slug)
      .map(({ parts, ...badge }) => ({
        badge,
        likeness: Math.max(...asked.map((one) => likeness(one, parts))),
      }))
      .filter((one) => one.likeness >= similarEnough)
      .sort((a, b) => b.likeness - a.likeness)
    const distinct = new Map(ranked.map(({ badge }) => [badge.href, badge]))
    return [...distinct.values()].slice(0, mostShown)
  }
}

function namesOf(badge: Badge): Named[] {
  const { provider, slug, design } = badge
  const href = pagePath(badge, design.mainLanguage)
  return languagesOf(design).map((language) => {
    const { name } = badgeText(design, language)
    return { provider, slug, name, href, parts: partsOf(name) }
  })
}

/** Runs of three letters: they survive a slip of the pen and another order of words. */
function partsOf(name: string): ReadonlySet<string> {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  return new Set(
    words.flatMap((word) => {
      const padded = ` ${word} `
      return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
    }),
  )
}

/** From 0, nothing in common, to 1, the same. @see Sørensen and Dice */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0
  const common = [...a].filter((part) => b.has(part)).length
  return (2 * common) / (a.size + b.size)
}
