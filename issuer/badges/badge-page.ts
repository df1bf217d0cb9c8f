import type { Reader } from '../../shared/node/database/database.ts'
import type { Badge } from './badge.ts'
import { type BadgeChoice, type BadgePosition, listBadges } from './badge-store.ts'

const badgesPerPage = 60

export type BadgePage = {
  badges: Badge[]
  /** What is added to the address of the list for the next page, where there is one. */
  more?: string
}

/** A page of a public list of badges. @param after from the query, as it came */
export async function readBadgePage(
  reader: Reader,
  { after, ...choice }: BadgeChoice & { after: unknown },
): Promise<BadgePage> {
  const page = { ...choice, after: readPosition(after), limit: badgesPerPage + 1 }
  const found = await listBadges(reader, page)
  const badges = found.slice(0, badgesPerPage)
  const last = found.length > badgesPerPage ? badges.at(-1) : undefined
  return { badges, ...(last && { more: `?after=${last.provider}/${last.slug}` }) }
}

/** A place in a public list tells nothing, so it needs no tag; what is not one is the beginning. */
function readPosition(text: unknown): BadgePosition | undefined {
  const [, provider, slug] = /^([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})$/.exec(String(text ?? '')) ?? []
  return provider === undefined || slug === undefined ? undefined : { provider, slug }
}
