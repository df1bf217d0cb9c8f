import type { InWelsh } from './messages.ts'
import type { registersEnglish } from './registers-en.ts'

/** What learners read where badges come from a register or a code on a wall, in Welsh; awaiting a translator. */
export const registersWelsh = {
  'issuer.register.evidence': 'Daeth i {came} o {held} sesiwn.',

  'issuer.wall.title': 'Cael y bathodyn: {badge}',
  'issuer.wall.from': 'Gan {provider}. Mae {city} yn ei gefnogi.',
  'issuer.wall.name': 'Eich enw, os hoffech',
  'issuer.wall.name-hint':
    'Mae’r bobl sy’n rhedeg y sesiwn yn ei weld. Gall y bathodyn ddangos mai chi piau fe.',
  'issuer.wall.take': 'Cael fy mathodyn',
  'issuer.wall.early': 'Nid yw’r cod hwn yn gweithio eto. Mae’n dechrau ar {at}.',
  'issuer.wall.over': 'Mae’r cod hwn wedi dod i ben. Gofynnwch i’r bobl a redodd y sesiwn.',
  'issuer.wall.full':
    'Mae holl fathodynnau’r cod hwn wedi mynd. Gofynnwch i’r bobl sy’n rhedeg y sesiwn.',
  'issuer.wall.stale': 'Mae’r cod hwn braidd yn hen. Ni chollwyd dim. Sganiwch y cod eto.',
  'issuer.wall.taken': 'Mae eich bathodyn yn barod',
  'issuer.wall.to-wallet': 'Ei roi yn fy waled',
  'issuer.wall.yours':
    'Mae eich waled yn dangos gan bwy y mae, ac yn gofyn i chi. Nid oes angen cyfrif arnoch.',
  'issuer.wall.other-wallet': 'Rwy’n defnyddio waled arall',
  'issuer.wall.open-other': 'Ei agor yn fy ap waled fy hun',
  'issuer.wall.in-wallet': 'Rydych wedi ei roi yn eich waled.',
  'issuer.poster.title': 'Cewch eich bathodyn yma',
  'issuer.poster.how': 'Pwyntiwch gamera eich ffôn at y cod.',
  'issuer.poster.type': 'Neu teipiwch y cyfeiriad hwn:',
  'issuer.poster.code': 'Cod i’w sganio',
  'issuer.poster.back': 'Yn ôl',
  'issuer.wall.evidence': 'Roedd yn y sesiwn ar {day}.',
} as const satisfies InWelsh<typeof registersEnglish>
