import type { InWelsh } from '../messages.ts'
import type { verifierVacanciesEnglish } from './vacancies-en.ts'

/** What people read who answer a vacancy or a step up, in Welsh; awaiting a translator's review. */
export const verifierVacanciesWelsh = {
  'verifier.need.badge': 'Y bathodyn “{name}”.',
  'verifier.need.skill': 'Bathodyn sy’n dangos y sgìl “{name}”.',
  'verifier.need.strength.attended': 'Fe wnaethoch gymryd rhan ynddo, neu fwy.',
  'verifier.need.strength.peer-reviewed':
    'Edrychodd pobl sy’n deall y gwaith arno, neu fwy na hynny.',
  'verifier.need.strength.assessed': 'Cafodd ei asesu, neu mae eraill yn ei gefnogi.',
  'verifier.need.strength.endorsed': 'Mae eraill yn ei gefnogi.',
  'verifier.need.any': 'Unrhyw fathodynnau a ddewiswch.',

  'verifier.advert.vacancy': 'Swydd yn {name}',
  'verifier.advert.step-up': 'Cam ymlaen yn {name}',
  'verifier.advert.who': 'Pwy sy’n gofyn',
  'verifier.advert.purpose': 'Ar gyfer beth',
  'verifier.advert.needed': 'Beth sydd ei angen',
  'verifier.advert.required': 'Mae angen hwn',
  'verifier.advert.welcome': 'Da i’w gael',
  'verifier.advert.welcome-hint': 'Cewch adael y rhain allan.',
  'verifier.advert.trust': 'Gair pwy sy’n cyfrif',
  'verifier.advert.trust-text':
    'Mae bathodyn yn cyfrif os yw un o’r dinasoedd hyn yn sefyll y tu ôl i’r un a’i rhoddodd:',
  'verifier.advert.how-long': 'Cedwir am',
  'verifier.advert.retention': {
    zero: '{count} diwrnod. Yna caiff y cyfan ei ddileu.',
    one: '{count} diwrnod. Yna caiff y cyfan ei ddileu.',
    two: '{count} ddiwrnod. Yna caiff y cyfan ei ddileu.',
    few: '{count} diwrnod. Yna caiff y cyfan ei ddileu.',
    many: '{count} diwrnod. Yna caiff y cyfan ei ddileu.',
    other: '{count} diwrnod. Yna caiff y cyfan ei ddileu.',
  },
  'verifier.advert.not-seen': 'Beth na fyddant yn ei weld',
  'verifier.advert.not-seen-text':
    'Maent yn gweld y bathodynnau a anfonwch, a dim rhai eraill. Nid ydynt yn gweld beth arall sydd gennych, ble rydych yn ei ddangos, na’ch e-bost.',
  'verifier.advert.until': 'Ar agor tan {date}.',
  'verifier.advert.answer': 'Dangos eich bathodynnau',
  'verifier.advert.answer-text':
    'Nid oes dim yn cael ei anfon eto. Bydd eich waled yn gofyn i chi yn gyntaf. Gall fod yma neu ar eich ffôn.',
  'verifier.advert.here': 'Dechrau',
  'verifier.advert.no-wallet': 'Nid oes gen i waled',
  'verifier.advert.no-wallet-text': 'Gallwch anfon dolen i’ch CV, neu ffeiliau.',
  'verifier.advert.no-wallet-link': 'Anfon dolen CV neu ffeiliau',
  'verifier.advert.scan-this': 'Neu sganiwch hwn â ffôn i’w ddarllen yno.',
  'verifier.advert.page-code': 'Cod sy’n arwain at y dudalen hon',
  'verifier.advert.closed': 'Mae hwn wedi cau',
  'verifier.advert.closed-text':
    'Nid yw {name} yn derbyn rhagor o atebion i “{title}”. Ni ellir anfon dim.',
  'verifier.advert.early': 'Nid yw hwn ar agor eto',
  'verifier.advert.early-text':
    'Bydd “{title}” yn {name} yn agor ar {date}. Dewch yn ôl bryd hynny.',
  'verifier.advert.early-draft': 'Bydd yn agor cyn bo hir. Dewch yn ôl yn nes ymlaen.',
  'verifier.advert.unknown': 'Nid oes tudalen o’r fath',
  'verifier.advert.unknown-text':
    'Gall y ddolen fod yn hen, neu mae llythyren yn anghywir. Gofynnwch i’r sawl a’i rhoddodd i chi.',
  'verifier.advert.poster': 'Dangoswch eich bathodynnau i ni',
  'verifier.advert.poster-scan': 'Sganiwch i ddechrau',
  'verifier.advert.print': 'Argraffwch y dudalen hon i’w rhoi ar y wal.',
  'verifier.advert.embed': 'Gweld beth sydd ei angen',

  'verifier.advert.waiting': 'Agorwch eich waled',
  'verifier.advert.waiting-text':
    'Mae’n dangos beth a ofynnir, a chi sy’n dewis. Yna dewch yn ôl yma.',
} as const satisfies InWelsh<typeof verifierVacanciesEnglish>
