import { csvLine } from '../../shared/node/csv/csv-line.ts'
import type { BadgeStandard } from '../../shared/skills/badge-standard.ts'
import type { BadgeSkill } from '../badges/badge.ts'

const standard = {
  id: 'harbour-skills',
  version: '1',
  name: { en: 'Harbour skills', cy: 'Sgiliau’r harbwr' },
  isOrdered: true,
  layers: [
    {
      code: 'try',
      name: { en: 'Try it', cy: 'Rhoi cynnig' },
      description: {
        en: 'You did it once, with help.',
        cy: 'Gwnaethoch chi hyn unwaith, gyda help.',
      },
    },
    {
      code: 'do',
      name: { en: 'Do it', cy: 'Ei wneud' },
      description: {
        en: 'You can do it on your own.',
        cy: 'Gallwch chi wneud hyn ar eich pen eich hun.',
      },
    },
  ],
} as const satisfies BadgeStandard

const skills = [
  { code: 'tie-knots', name: { en: 'Tie knots', cy: 'Clymu clymau' } },
  {
    code: 'work-in-a-team',
    name: { en: 'Work in a team', cy: 'Gweithio mewn tîm' },
    url: 'https://skills.example/work-in-a-team',
    framework: 'Skills Example',
  },
] as const satisfies BadgeSkill[]

const rows = skills.map((skill) => {
  const { code, name, url = '', framework = '' }: BadgeSkill = skill
  return [code, name.en, name.cy, url, framework]
})

/** What can be brought in, ready to be changed and sent back. */
export const exampleFiles = [
  {
    name: 'example-standard.json',
    type: 'application/json; charset=utf-8',
    content: `${JSON.stringify(standard, null, 2)}\n`,
  },
  {
    name: 'example-skills.csv',
    type: 'text/csv; charset=utf-8',
    // by the mark, Excel knows that it is UTF-8
    content: `\uFEFF${[['code', 'en', 'cy', 'url', 'framework'], ...rows].map(csvLine).join('')}`,
  },
]
