import { type Stone, type StoneGlyph, type StoneHue, stoneGlyphs, stoneHues } from './stone.ts'

/** What a provider picked for a stone. Without a glyph the badge has a picture of its own. */
export type StoneLook = Pick<Stone, 'hue' | 'glyph'>

const lookPattern = /\/image\.png\?stone=([a-z]+)(?:\.([a-z]+))?$/

/**
 * The address of a badge's picture, which says hue and glyph too: whoever holds the badge draws the same stone
 * without asking anyone. It stands in signed badges, so it is always the same for a version.
 */
export function stoneImage(
  achievementId: string,
  { hue, glyph }: { hue: StoneHue; glyph?: StoneGlyph | undefined },
): string {
  return `${achievementId}/image.png?stone=${hue}${glyph === undefined ? '' : `.${glyph}`}`
}

/**
 * Reads what an address of our own form says; it is never fetched.
 * @param home what the address must stand below: the achievement's id, or the issuer that offers it
 * @returns undefined for any other address, and for a hue or glyph that is not known
 */
export function lookOfImage(image: unknown, home: string): StoneLook | undefined {
  if (typeof image !== 'string' || home === '' || !image.startsWith(`${home}/`)) return undefined
  const [, hueName, glyph] = lookPattern.exec(image.slice(home.length)) ?? []
  const hue = stoneHues.find((known) => known === hueName)
  if (hue === undefined) return undefined
  if (glyph === undefined) return { hue }
  return isGlyph(glyph) ? { hue, glyph } : undefined
}

function isGlyph(name: string): name is StoneGlyph {
  return Object.hasOwn(stoneGlyphs, name)
}
