import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { type Language, languages } from '../../shared/i18n/messages.ts'
import { type StoneGlyph, stoneGlyphs, stoneHues } from '../../shared/look/stone.ts'
import { zSlug } from '../../shared/server/slug.ts'
import {
  type BadgeLayer,
  type BadgeStandard,
  badgeStandards,
  findBadgeLayer,
} from '../../shared/skills/badge-standard.ts'
import { howShownValues } from '../../shared/skills/how-shown.ts'
import { statusPurposes } from '../../shared/status/status-entry.ts'

// sound: these are the names of the pictures, all of them
const glyphNames = Object.keys(stoneGlyphs) as StoneGlyph[]
const zLanguage = z.enum(languages)
const zBothLanguages = z.object({ en: z.string().min(1).max(200), cy: z.string().min(1).max(200) })

const zBadgeText = z.object({
  name: z.string().min(1).max(120),
  description: z.string().min(1).max(500),
  /** Markdown. */
  criteria: z.string().min(1).max(5_000),
  /** How it is renewed once it has ended. */
  renewal: z.string().min(1).max(500).optional(),
})

const zHttpsUrl = z.url({ protocol: /^https$/ }).max(500)

/** A skill of the city's list; with `url` it is one of another framework, whose name may stand beside it. */
export const zBadgeSkill = z.object({
  code: zSlug,
  name: zBothLanguages,
  url: zHttpsUrl.optional(),
  framework: z.string().min(1).max(200).optional(),
})

/** What a layer of a city's own standard says: it travels with the design, as the standard may be gone some day. */
const zOwnLayer = z.object({
  standard: zBothLanguages,
  name: zBothLanguages,
  description: z.object({ en: z.string().max(500), cy: z.string().max(500) }),
})

/** A badge that this one leads to: `provider/badge`. */
export const zLeadsTo = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, {
    error: 'must be a badge, as in harbour-youth/first-aid',
  })

/** What a version of a badge says. It never changes once the version is there. */
export const zBadgeDesign = z.object({
  /** The first one is the main one: its achievement has the shortest id. */
  texts: z.partialRecord(zLanguage, zBadgeText),
  mainLanguage: zLanguage,
  standard: z.object({ id: z.string(), version: z.string() }),
  layer: z.string(),
  ownLayer: zOwnLayer.optional(),
  howShown: z.enum(howShownValues),
  /** `suspension` makes it a licence that can be suspended and reinstated. */
  statusPurpose: z.enum(statusPurposes),
  achievementType: z.enum(['Badge', 'Certificate', 'License', 'Competency']),
  skills: z.array(zBadgeSkill).max(20),
  tags: z.array(z.string().min(1).max(50)).max(20),
  hue: z.enum(stoneHues),
  glyph: z.enum(glyphNames).optional(),
  /** Id of an uploaded picture, shown instead of the glyph. */
  picture: z
    .string()
    .regex(/^[\da-f]{64}$/)
    .optional(),
  leadsTo: z.array(zLeadsTo).max(10).optional(),
  /** An award ends so many months after it was made, unless it says otherwise. */
  validForMonths: z.int().min(1).max(600).optional(),
})

/** As it was kept: a picture or hue that the theme no longer has makes no badge unreadable. */
export const zKeptBadgeDesign = zBadgeDesign.extend({
  hue: zBadgeDesign.shape.hue.catch('sea'),
  glyph: zBadgeDesign.shape.glyph.catch(undefined),
})

export type BadgeText = z.infer<typeof zBadgeText>
export type BadgeSkill = z.infer<typeof zBadgeSkill>
export type BadgeDesign = z.infer<typeof zBadgeDesign>

/** One version of a badge. */
export type Badge = {
  provider: string
  slug: string
  version: number
  design: BadgeDesign
  createdAt: string
  /** It is awarded no more; who has it keeps it. */
  retiredAt?: string
}

/** The languages that the badge has an achievement in, the main one first. */
export function languagesOf({ texts, mainLanguage }: BadgeDesign): Language[] {
  const others = languages.filter((language) => language !== mainLanguage && texts[language])
  return [mainLanguage, ...others]
}

/** The badge in the asked language, else in its main one. */
export function badgeText(
  design: BadgeDesign,
  asked: Language,
): BadgeText & { language: Language } {
  const language = design.texts[asked] === undefined ? design.mainLanguage : asked
  const text = design.texts[language]
  if (text === undefined) throw new Error('a badge has no text in its main language')
  return { ...text, language }
}

/** Where the badge stands in its standard. @throws AppError request_malformed for a standard or layer that is not known */
export function badgeLayer(design: BadgeDesign): { standard: BadgeStandard; layer: BadgeLayer } {
  const standard = badgeStandards.find(
    ({ id, version }) => id === design.standard.id && version === design.standard.version,
  )
  const layer = standard && findBadgeLayer(standard, design.layer)
  if (standard === undefined && design.ownLayer !== undefined)
    return ownLayerOf(design, design.ownLayer)
  if (standard === undefined || layer === undefined) {
    throw new AppError('request_malformed', 'The badge names a layer of an unknown badge standard')
  }
  return { standard, layer }
}

function ownLayerOf(
  { standard, layer: code }: BadgeDesign,
  own: NonNullable<BadgeDesign['ownLayer']>,
): { standard: BadgeStandard; layer: BadgeLayer } {
  const layer = { code, name: own.name, description: own.description }
  return { standard: { ...standard, name: own.standard, isOrdered: false, layers: [layer] }, layer }
}

/** @throws AppError request_malformed */
export function parseBadgeDesign(value: unknown): BadgeDesign {
  const parsed = zBadgeDesign.safeParse(value)
  if (!parsed.success) {
    throw new AppError('request_malformed', 'The badge does not have the shape of a badge', {
      cause: parsed.error,
    })
  }
  if (parsed.data.texts[parsed.data.mainLanguage] === undefined) {
    throw new AppError('request_malformed', 'The badge has no text in its main language')
  }
  badgeLayer(parsed.data)
  return parsed.data
}
