import { translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { glyphOfLayer, type Stone } from '../../shared/look/stone.ts'
import { achievementIdIn } from './achievement.ts'
import { achievementPath } from './achievement-id.ts'
import { type Badge, badgeLayer, badgeText, languagesOf } from './badge.ts'

/** A badge as the API tells it. */
export function badgeJson(badge: Badge, publicUrl: string) {
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
    skills: skills.map(({ code, name: skill }) => ({ code, name: skill[mainLanguage] })),
    tags,
    achievements: languagesOf(design).map((language) => ({
      id: achievementIdIn(badge, language, publicUrl),
      language,
      name: badgeText(design, language).name,
    })),
  }
}

/** The milestone stone of a badge. */
export function stoneOf({ design }: Badge, language: Language): Stone {
  const { layer } = badgeLayer(design)
  return {
    name: badgeText(design, language).name,
    hue: design.hue,
    howShown: design.howShown,
    layer: { glyph: glyphOfLayer(layer.code), word: layer.name[language] },
    ...(design.glyph !== undefined && { glyph: design.glyph }),
  }
}

/** A badge in a list, in the language of the page as far as it has it. */
export function badgeRow(badge: Badge, language: Language) {
  const text = badgeText(badge.design, language)
  return {
    href: pagePath(badge, text.language),
    name: text.name,
    description: text.description,
    language: text.language,
    stone: stoneOf(badge, language),
    howShown: badge.design.howShown,
  }
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
    criteria: criteriaBlocks(text.criteria),
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
    others: languagesOf(badge.design)
      .filter((other) => other !== text.language)
      .map((other) => ({ language: other, href: `${pagePath(badge, other)}?lang=${other}` })),
  }
}

export type CriteriaBlock = { kind: 'paragraph'; text: string } | { kind: 'list'; items: string[] }

/** Markdown as far as criteria need it: paragraphs and lists of plain text. Nothing of it becomes markup. */
export function criteriaBlocks(markdown: string): CriteriaBlock[] {
  return markdown
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').map((line) => line.trim()))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .flatMap(blocksOf)
}

const bullet = /^[-*] /

function blocksOf(lines: readonly string[]): CriteriaBlock[] {
  const words = lines.filter((line) => !bullet.test(line)).join(' ')
  const items = lines.filter((line) => bullet.test(line)).map((line) => line.slice(2))
  return [
    ...(words === '' ? [] : [{ kind: 'paragraph', text: words } as const]),
    ...(items.length === 0 ? [] : [{ kind: 'list', items } as const]),
  ]
}
