import type { Achievement, Alignment } from '../../shared/credential/open-badge.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { stoneImage } from '../../shared/look/stone-look.ts'
import { badgeLayerAlignment } from '../../shared/skills/badge-standard.ts'
import { howShownAlignment } from '../../shared/skills/how-shown.ts'
import { type Provider, providerProfile } from '../providers/provider.ts'
import { achievementId } from './achievement-id.ts'
import { type Badge, badgeLayer, badgeText, languagesOf } from './badge.ts'

type Context = { publicUrl: string; skillFramework: string; provider: Provider; language: Language }

/** The achievement of a badge in one of its languages, as it stands in credentials and at its own address. */
export function buildAchievement(badge: Badge, context: Context): Achievement {
  const { publicUrl, provider, language } = context
  const { design, version } = badge
  const { name, description, criteria } = badgeText(design, language)
  const id = achievementIdIn(badge, language, publicUrl)
  const related = languagesOf(design)
    .filter((other) => other !== language)
    .map((other) => ({
      id: achievementIdIn(badge, other, publicUrl),
      type: ['Related'],
      inLanguage: other,
      version: String(version),
    }))
  return {
    id,
    type: ['Achievement'],
    achievementType: design.achievementType,
    name,
    description,
    criteria: { id, narrative: criteria },
    image: { id: stoneImage(id, design), type: 'Image' },
    creator: providerProfile(provider, { publicUrl, language }),
    alignment: alignmentsOf(badge, context),
    inLanguage: language,
    version: String(version),
    ...(related.length > 0 && { related }),
    ...(design.tags.length > 0 && { tag: design.tags }),
  }
}

/** The ids of all of the badge's achievements, one for each language: what the award log keeps. */
export function achievementIdsOf(badge: Badge, publicUrl: string): string[] {
  return languagesOf(badge.design).map((language) => achievementIdIn(badge, language, publicUrl))
}

export function achievementIdIn(badge: Badge, language: Language, publicUrl: string): string {
  const { provider, slug, version, design } = badge
  const { mainLanguage } = design
  return achievementId({ publicUrl, provider, slug, version, language, mainLanguage })
}

/** Layer and how it is shown first, then the skills. @see Open Badges 3.0, Alignment */
function alignmentsOf(
  { design }: Badge,
  { publicUrl, skillFramework, language }: Context,
): Alignment[] {
  const { standard, layer } = badgeLayer(design)
  const skills = design.skills.map(({ code, name, url, framework }) => ({
    type: ['Alignment'],
    targetName: name[language],
    targetUrl: url ?? skillUrl(publicUrl, code),
    targetFramework: framework ?? skillFramework,
    targetCode: code,
  }))
  return [
    badgeLayerAlignment(standard, layer, language),
    howShownAlignment(design.howShown),
    ...skills,
  ]
}

export function skillUrl(publicUrl: string, code: string): string {
  return `${publicUrl}/skills/${code}`
}
