import { checksWelsh } from './checks-cy.ts'
import type { badgesEnglish, sharedEnglish } from './en.ts'
import type { InWelsh } from './messages.ts'
import { reportWelsh } from './report-cy.ts'

/** What stands on every page that a server draws, in Welsh; awaiting a translator's review. */
const pagesWelsh = {
  'layout.skip': 'Neidio i’r brif ran',
  'layout.language': 'Iaith',
  'layout.navigation': 'Dewislen',
  'layout.foot': 'Mwy',
  'layout.staff': 'I staff: mewngofnodi',
  'layout.made-with': 'Gwnaed gyda Waymark, sy’n rhydd ac yn agored i bawb.',

  'part.problem': 'Mae problem',
  'part.copy': 'Copïo',
  'part.copied': 'Wedi’i gopïo',
  'part.error': 'Gwall:',

  'error.request.title': 'Ni allem ddarllen hynny',
  'error.request.text': 'Nid oedd rhywbeth yn y ddolen neu’r ffurflen fel y dylai fod.',
  'error.request.next': 'Ni newidiwyd dim. Ewch yn ôl a rhoi cynnig arall arni.',
  'error.missing.title': 'Nid oes tudalen yma',
  'error.missing.text': 'Efallai bod y ddolen yn hen, neu fod llythyren yn anghywir.',
  'error.missing.next': 'Gwiriwch y ddolen, neu dechreuwch ar y dudalen gyntaf.',
  'error.fault.title': 'Aeth rhywbeth o’i le yma',
  'error.fault.text':
    'Ein bai ni oedd hyn, nid eich bai chi. Efallai na chadwyd y peth diwethaf a wnaethoch.',
  'error.fault.next': 'Arhoswch funud a rhowch gynnig arall arni.',
  'error.busy.title': 'Gormod o geisiadau',
  'error.busy.text': 'Gofynnwyd gormod o’ch lle chi mewn amser byr.',
  'error.busy.next': 'Arhoswch funud a rhowch gynnig arall arni. Ni chollwyd dim.',
  'error.full.title': 'Nid oes lle i ragor',
  'error.full.text':
    'Mae’r hyn y gellir ei dderbyn yma mewn diwrnod, neu ei gadw, wedi’i ddefnyddio.',
  'error.full.next':
    'Ni chadwyd dim. Rhowch gynnig arall arni yfory, neu gofynnwch i bwy bynnag sy’n rhedeg y lle hwn am fwy.',
  'error.unfinished.title': 'Anfonwyd y ffurflen hon o’r blaen',
  'error.unfinished.text': 'Mae hi gennym, ond ni wyddom eto beth ddaeth ohoni.',
  'error.unfinished.next':
    'Edrychwch a wnaed y gwaith cyn ei hanfon eto. I’w hanfon eto, agorwch ei thudalen o’r newydd.',
  'error.large.title': 'Mae hwnnw’n rhy fawr',
  'error.large.text': 'Mae’r hyn a anfonoch yn fwy na’r hyn a ddarllenwn yma.',
  'error.large.next': 'Ni chadwyd dim. Ewch yn ôl a dewis rhywbeth llai.',
  'error.refused.title': 'Ni chewch weld hyn',
  'error.refused.text': 'Nid yw’r dudalen hon ar agor i chi.',
  'error.refused.next': 'Dechreuwch ar y dudalen gyntaf.',
  'error.start': 'I’r dudalen gyntaf',
  'error.reference': 'Os gofynnwch am help, anfonwch y rhif hwn:',
}

/** What tells of badges, in Welsh. */
export const badgesWelsh = {
  'stone.self-stated': 'Hunanddatganwyd',
  'stone.attended': 'Mynychwyd',
  'stone.peer-reviewed': 'Adolygwyd gan gyfoedion',
  'stone.assessed': 'Aseswyd',
  'stone.endorsed': 'Cefnogir gan eraill',
  'stone.revoked': 'Tynnwyd yn ôl',
  'stone.label': 'Carreg bathodyn',

  'result.valid': 'Profwyd',
  'result.unknown': 'Ni ellid ei wirio',
  'result.invalid': 'Ddim yn ddilys',
  'result.pass': 'Pasiodd',
  'result.fail': 'Methodd',
  'result.not-applicable': 'Ni ofynnwyd',
  ...checksWelsh,
  ...reportWelsh,
} as const satisfies InWelsh<typeof badgesEnglish>

/** What every application says, in Welsh. */
export const sharedWelsh = { ...pagesWelsh, ...badgesWelsh } as const satisfies InWelsh<
  typeof sharedEnglish
>
