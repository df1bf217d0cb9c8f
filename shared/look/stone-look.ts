import { type Stone, type StoneGlyph, type StoneHue, stoneGlyphs, stoneHues } from './stone.ts'

/** What a provider picked for a stone. `picture` instead of a glyph: the SHA-256, hex, of the PNG that they sent. */
export type StoneLook = Pick<Stone, 'hue' | 'glyph'> & { picture?: string }

const lookPattern = /\/image\.png\?stone=([a-z]+)(?:\.(?:([a-z]+)|([0-9a-f]{64})))?$/
/** Every place that looks like a provider is tried to the end, and a badge may have a megabyte of them. */
const longestAddress = 2_048
const badgePlace = /^(https?:\/\/.+\/providers\/[^/?#]+)\/badges\/[^?#]+\/image\.png\?/

/**
 * The address of a badge's picture, which says hue and glyph too: whoever holds the badge draws the same stone
 * without asking anyone. It stands in signed badges, so it is always the same for a version.
 */
export function stoneImage(
  achievementId: string,
  look: { hue: StoneHue; glyph?: StoneGlyph | undefined; picture?: string | undefined },
): string {
  const sign = look.picture ?? look.glyph
  return `${achievementId}/image.png?stone=${look.hue}${sign === undefined ? '' : `.${sign}`}`
}

/** Where the picture alone stands, without the stone around it, that such an address names by its digest. */
export function pictureAddress(image: string, { picture }: StoneLook): string | undefined {
  const [, provider] = image.length > longestAddress ? [] : (badgePlace.exec(image) ?? [])
  return provider && picture && `${provider}/pictures/${picture}.png`
}

/**
 * Reads what an address of our own form says; it is never fetched.
 * @param home what the address must stand below: the achievement's id, or the issuer that offers it
 * @returns undefined for any other address, and for a hue or glyph that is not known
 */
export function lookOfImage(image: unknown, home: string): StoneLook | undefined {
  if (typeof image !== 'string' || image.length > longestAddress) return undefined
  if (home === '' || !image.startsWith(`${home}/`)) return undefined
  const [, hueName, glyph, picture] = lookPattern.exec(image.slice(home.length)) ?? []
  const hue = stoneHues.find((known) => known === hueName)
  if (hue === undefined) return undefined
  if (picture !== undefined) return { hue, picture }
  if (glyph === undefined) return { hue }
  return isGlyph(glyph) ? { hue, glyph } : undefined
}

function isGlyph(name: string): name is StoneGlyph {
  return Object.hasOwn(stoneGlyphs, name)
}
