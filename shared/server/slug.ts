import { z } from 'zod'

/** A short name: part of addresses and DIDs, so nothing that anybody would have to encode. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/

export const zSlug = z.string().regex(slugPattern, 'must be small letters, digits and hyphens')

/** A short name made of a name; undefined where no letter of it can be had. */
export function slugOf(name: string): string | undefined {
  const letters = name.normalize('NFKD').replace(/[\p{M}'’]/gu, '')
  const words = letters.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const slug = words.join('-').slice(0, 64).replace(/-+$/, '')
  return slug === '' ? undefined : slug
}
