import type { BadgeSkill } from '../badges/badge.ts'

const names = {
  'first-aid': { en: 'First aid', cy: 'Cymorth cyntaf' },
  'keeping-calm': { en: 'Keeping calm', cy: 'Cadw’n bwyllog' },
  teamwork: { en: 'Teamwork', cy: 'Gwaith tîm' },
  communication: { en: 'Communication', cy: 'Cyfathrebu' },
  leadership: { en: 'Leadership', cy: 'Arwain' },
  planning: { en: 'Planning', cy: 'Cynllunio' },
  'digital-basics': { en: 'Using a computer', cy: 'Defnyddio cyfrifiadur' },
  'customer-care': { en: 'Helping customers', cy: 'Helpu cwsmeriaid' },
  'food-growing': { en: 'Growing food', cy: 'Tyfu bwyd' },
  'safe-working': { en: 'Working safely', cy: 'Gweithio’n ddiogel' },
  'making-and-mending': { en: 'Making and mending', cy: 'Creu a thrwsio' },
} as const

export type DemonstrationSkill = keyof typeof names

export function demonstrationSkills(codes: readonly DemonstrationSkill[]): BadgeSkill[] {
  return codes.map((code) => ({ code, name: names[code] }))
}

/** All of them, as the city's list. */
export const demonstrationSkillList: readonly BadgeSkill[] = Object.entries(names).map(
  ([code, name]) => ({ code, name }),
)
