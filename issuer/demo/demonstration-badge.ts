import { rsaBadgeStandard } from '../../shared/skills/badge-standard.ts'
import type { BadgeDesign, BadgeText } from '../badges/badge.ts'
import type { NewBadge } from '../providers/publish-provider.ts'
import { type DemonstrationSkill, demonstrationSkills } from './demonstration-skills.ts'

/** A badge of the demonstration city, as short as it can be said. */
export function demonstrationBadge(
  slug: string,
  input: Pick<BadgeDesign, 'layer' | 'howShown' | 'hue' | 'glyph'> &
    Partial<Pick<BadgeDesign, 'statusPurpose' | 'achievementType' | 'validForMonths' | 'tags'>> & {
      skills: readonly DemonstrationSkill[]
      en: BadgeText
      cy: BadgeText
    },
): NewBadge {
  const { en, cy, skills, ...design } = input
  return {
    slug,
    design: {
      mainLanguage: 'en',
      standard: { id: rsaBadgeStandard.id, version: rsaBadgeStandard.version },
      statusPurpose: 'revocation',
      achievementType: 'Badge',
      tags: [],
      ...design,
      texts: { en, cy },
      skills: demonstrationSkills(skills),
    },
  }
}
