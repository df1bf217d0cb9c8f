import type { InWelsh } from '../messages.ts'
import type { registersEnglish } from './registers-en.ts'

/** What learners read where badges come from a register or a code on a wall, in Welsh; awaiting a translator. */
export const registersWelsh = {
  'issuer.register.evidence': 'Daeth i {came} o {held} sesiwn.',

  'issuer.wall.title': 'Cael y bathodyn: {badge}',
  'issuer.wall.from': 'Gan {provider}. Mae {city} yn tystio drosto.',
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

  'issuer.evidence.looked-at': 'Edrychwyd ar yr hyn a anfonodd y dysgwr',
  'issuer.evidence.was-seen': 'Mae rhywun a oedd yno yn dweud hynny hefyd.',
  'issuer.evidence.title': 'Dangoswch beth allwch chi ei wneud',
  'issuer.evidence.lede':
    'Dywedwch wrth {provider} sut yr enilloch y bathodyn hwn. Bydd rhywun yno yn edrych arno.',
  'issuer.evidence.name': 'Eich enw',
  'issuer.evidence.email': 'Eich cyfeiriad e-bost',
  'issuer.evidence.email-hint': 'Rydym yn anfon yr ateb yno.',
  'issuer.evidence.text': 'Beth wnaethoch chi',
  'issuer.evidence.text-hint': 'Dywedwch ble a phryd, a beth wnaethoch chi eich hun.',
  'issuer.evidence.link': 'Dolen ato, os oes un',
  'issuer.evidence.link-hint': 'Mae’n dechrau gyda https://',
  'issuer.evidence.file': 'Ffeil, os hoffech',
  'issuer.evidence.file-hint':
    'PDF, PNG neu JPEG, 2 MB ar y mwyaf. Caiff ei dileu ar ôl i chi gael yr ateb.',
  'issuer.evidence.witness': 'Cyfeiriad e-bost rhywun a’i gwelodd, os hoffech',
  'issuer.evidence.witness-hint':
    'Rydym yn gofyn iddyn nhw unwaith. Gallan nhw ddarllen yr hyn a ysgrifennoch.',
  'issuer.evidence.is-shown':
    'Rhowch yr hyn a ysgrifennais a’m dolen yn y bathodyn. Gall pawb sy’n ei weld ei ddarllen.',
  'issuer.evidence.send': 'Ei anfon',
  'issuer.evidence.sent': 'Mae ar ei ffordd',
  'issuer.evidence.sent-text': 'Cewch yr ateb drwy e-bost. Does dim mwy i’w wneud am y tro.',
  'issuer.evidence.nothing-to-do': 'Does dim i’w ychwanegu',
  'issuer.evidence.add-title': 'Ychwanegu at yr hyn a anfonoch',
  'issuer.evidence.they-ask': 'Mae {provider} yn gofyn i chi:',
  'issuer.evidence.wrong-name': 'Rhowch eich enw',
  'issuer.evidence.wrong-email': 'Rhowch gyfeiriad e-bost, fel sam@mail.example',
  'issuer.evidence.wrong-text': 'Mae hwn yn rhy hir. Cadwch at 5,000 o lythrennau.',
  'issuer.evidence.wrong-link': 'Rhowch ddolen sy’n dechrau gyda https://',
  'issuer.evidence.wrong-witness': 'Rhowch gyfeiriad e-bost, fel sam@mail.example',
  'issuer.evidence.wrong-file': 'Dewiswch PDF, PNG neu JPEG o 2 MB ar y mwyaf',
  'issuer.evidence.wrong-nothing': 'Ysgrifennwch rywbeth, rhowch ddolen neu dewiswch ffeil',
  'issuer.evidence.wrong-more':
    'Ysgrifennwch rywbeth, neu rhowch ddolen sy’n dechrau gyda https://',
  'issuer.evidence.from-badge': 'Rwyf wedi gwneud hyn. Dangoswch beth wnaethoch',

  'issuer.witness.title': 'A welsoch chi hyn?',
  'issuer.witness.lede':
    'Mae {learner} yn dweud i chi ei weld. Mae ar gyfer y bathodyn {badge} gan {provider}.',
  'issuer.witness.said': 'Beth ysgrifennon nhw',
  'issuer.witness.link': 'Eu dolen, nad ydym wedi’i gwirio:',
  'issuer.witness.yes': 'Do, fe’i gwelais',
  'issuer.witness.no': 'Naddo',
  'issuer.witness.about':
    'Mae eich ateb yn mynd at y rhai sy’n penderfynu. Os nad ydych yn eu nabod, caewch y dudalen.',
  'issuer.witness.thanks': 'Diolch',
  'issuer.witness.thanks-text': 'Mae eich ateb gennym. Does dim mwy i’w wneud.',
} as const satisfies InWelsh<typeof registersEnglish>
