import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { glyphOfLayer, type Stone } from '../../shared/look/stone.ts'
import { renderMarkdown } from '../../shared/server/markdown.ts'
import { achievementIdIn, skillUrl } from './achievement.ts'
import { achievementPath } from './achievement-id.ts'
import { type Badge, badgeLayer, badgeText, languagesOf } from './badge.ts'

/** A badge as the API tells it. */
export const zBadgeJson = z.object({
  /** Id of the achievement in the badge's main language. */
  badge: z.url(),
  reference: z.string(),
  provider: z.string(),
  version: z.number(),
  name: z.string(),
  description: z.string(),
  standard: z.object({ id: z.string(), version: z.string(), layer: z.string() }),
  howShown: z.string(),
  isSuspendable: z.boolean(),
  /** `url` is what badges name the skill by, in whichever language. */
  skills: z.array(z.object({ code: z.string(), name: z.string(), url: z.string() })),
  tags: z.array(z.string()),
  achievements: z.array(z.object({ id: z.url(), language: z.string(), name: z.string() })),
})

export function badgeJson(badge: Badge, publicUrl: string): z.infer<typeof zBadgeJson> {
  const { provider, slug, version, design } = badge
  const { mainLanguage, howShown, statusPurpose, skills, tags } = design
  const { standard, layer } = badgeLayer(design)
  const { name, description } = badgeText(design, mainLanguage)
  return {
    badge: achievementIdIn(badge, mainLanguage, publicUrl),
    reference: `${provider}/${slug}`,
    provider,
    version,
    name,
    description,
    standard: { id: standard.id, version: standard.version, layer: layer.code },
    howShown,
    isSuspendable: statusPurpose === 'suspension',
    skills: skills.map(({ code, name: skill, url }) => ({
      code,
      name: skill[mainLanguage],
      url: url ?? skillUrl(publicUrl, code),
    })),
    tags,
    achievements: languagesOf(design).map((language) => ({
      id: achievementIdIn(badge, language, publicUrl),
      language,
      name: badgeText(design, language).name,
    })),
  }
}

/** The milestone stone of a badge. */
export function stoneOf(
  { provider, design }: Pick<Badge, 'provider' | 'design'>,
  language: Language,
): Stone {
  const { layer } = badgeLayer(design)
  return {
    name: badgeText(design, language).name,
    hue: design.hue,
    howShown: design.howShown,
    layer: { glyph: glyphOfLayer(layer.code), word: layer.name[language] },
    ...(design.glyph !== undefined && { glyph: design.glyph }),
    ...(design.picture !== undefined && { picture: picturePath(provider, design.picture) }),
  }
}

export function picturePath(provider: string, id: string): string {
  return `/providers/${provider}/pictures/${id}.png`
}

/**
 * A badge in a list, in the language of the page as far as it has it.
 * @param giver name of who gives it, where the list does not say so anyway
 */
export function badgeRow(badge: Badge, language: Language, giver?: string) {
  const text = badgeText(badge.design, language)
  return {
    href: pagePath(badge, text.language),
    name: text.name,
    description: text.description,
    language: text.language,
    stone: stoneOf(badge, language),
    howShown: badge.design.howShown,
    ...(giver !== undefined && { giver }),
  }
}

/** As many stones as stand beside a name. */
const stonesOfTrail = 5

/** Of badges in a list, no two stones of one hue: few of them show how different they are. */
export function trailOf(rows: readonly { stone: Stone }[]): Stone[] {
  const ofHue = new Map<string, Stone>()
  for (const { stone } of rows) if (!ofHue.has(stone.hue)) ofHue.set(stone.hue, stone)
  return [...ofHue.values()].slice(0, stonesOfTrail)
}

export function pagePath({ provider, slug, version, design }: Badge, language: Language): string {
  const { mainLanguage } = design
  return achievementPath({ provider, slug, version, language, mainLanguage })
}

/**
 * The page of a badge.
 * @param input.language of the page around it
 * @param input.asked the language that the address names, if it names one
 */
export function badgePage(
  badge: Badge,
  input: {
    language: Language
    asked?: Language | undefined
    publicUrl: string
    providerName: string
    newest: Badge
  },
) {
  const { language, publicUrl, providerName, newest } = input
  const text = badgeText(badge.design, input.asked ?? language)
  const { standard, layer } = badgeLayer(badge.design)
  const { howShown, statusPurpose, skills, validForMonths } = badge.design
  const path = pagePath(badge, text.language)
  return {
    name: text.name,
    description: text.description,
    textLanguage: text.language,
    criteria: renderMarkdown(text.criteria),
    renewal: text.renewal,
    retiredAt: badge.retiredAt,
    stone: stoneOf(badge, language),
    provider: { name: providerName, href: `/providers/${badge.provider}` },
    layer: {
      name: layer.name[language],
      description: layer.description[language],
      standard: standard.name[language],
    },
    howShown,
    isSuspendable: statusPurpose === 'suspension',
    lasts:
      validForMonths === undefined
        ? translate(language, 'issuer.badge.lasts-for-good')
        : translate(language, 'issuer.badge.lasts-months', { count: validForMonths }),
    skills: skills.map(({ code, name }) => ({ name: name[language], href: `/skills/${code}` })),
    version: badge.version,
    isNewest: badge.version === newest.version,
    newestHref: pagePath(newest, badgeText(newest.design, language).language),
    id: achievementIdIn(badge, text.language, publicUrl),
    dataHref: `${path}.json`,
    ...(badge.retiredAt === undefined && {
      evidenceHref: `/evidence/${badge.provider}/${badge.slug}`,
    }),
    others: languagesOf(badge.design)
      .filter((other) => other !== text.language)
      .map((other) => ({ language: other, href: `${pagePath(badge, other)}?lang=${other}` })),
  }
}
