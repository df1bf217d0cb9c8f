import type { InWelsh } from '../messages.ts'
import type { enterEnglish } from './enter-en.ts'

/** Awaiting a translator's review. */
export const enterWelsh = {
  'enter.make-title': 'Creu eich waled',
  'enter.make-text':
    'Mae eich bathodynnau’n aros gyda chi. Dim ond chi all eu hagor. Nid oes angen cyfrif.',
  'enter.make-passkey': 'Creu fy waled',
  'enter.make-passkey-text':
    'Mae eich dyfais yn gofyn am eich bys, eich wyneb neu’r cod sy’n ei datgloi. Dyna sy’n agor y waled o hyn ymlaen.',
  'enter.no-passkey':
    'Nid oes gan y ddyfais hon allwedd ddiogel y gallwn ei defnyddio. Felly dewiswch eiriau na ŵyr neb ond chi.',
  'enter.use-passphrase': 'Defnyddio cyfrinymadrodd yn lle hynny',
  'enter.passphrase': 'Eich cyfrinymadrodd',
  'enter.passphrase-hint':
    'Mae pedwar neu bum gair nad ydynt yn perthyn i’w gilydd yn gweithio’n dda. O leiaf 12 llythyren.',
  'enter.passphrase-lost':
    'Nid ydym yn ei wybod ac ni allwn ei ailosod. Ysgrifennwch ef a’i gadw mewn lle diogel.',
  'enter.passphrase-again': 'Teipiwch ef eto',
  'enter.passphrase-differs': 'Nid yw’r ddau yr un fath. Teipiwch nhw eto.',
  'enter.make-with-passphrase': 'Creu fy waled',
  'enter.show': 'Dangos yr hyn rwy’n ei deipio',
  'enter.copy-title': 'Os collwch y ddyfais hon',
  'enter.copy-text':
    'Cedwir copi dan sêl o’ch waled ar y wefan hon ({host}). Ni all neb ond chi ei agor, ddim hyd yn oed ni. Gallwch ei ddiffodd pan fynnwch.',
  'enter.had-one': 'Rwyf wedi cael waled: dewch â hi yn ôl',
  'enter.waiting': 'Yn gyntaf mae angen waled agored arnoch. Yna cewch weld beth ydyw.',

  'enter.open-title': 'Agor eich waled',
  'enter.open-text': 'Mae dan glo, fel na all neb arall edrych.',
  'enter.open-passkey': 'Agor â’m cyfrinallwedd',
  'enter.open-passphrase': 'Agor',
  'enter.cannot-open': 'Ni allaf ei hagor',
  'enter.cannot-open-text':
    'Heb ffordd i mewn, ni all neb agor y waled hon. Gallwch ei chlirio o’r ddyfais hon a dod â hi yn ôl o gopi dan sêl neu ffeil y gallwch ei hagor.',
  'enter.clear': 'Clirio’r waled hon o’r ddyfais',
  'enter.clear-title': 'Clirio’r waled hon?',
  'enter.clear-text':
    'Mae’r hyn sydd ar y ddyfais hon yn unig yn mynd am byth. Mae copi dan sêl ar y wefan hon yn aros.',

  'enter.restore-title': 'Dod â waled yn ôl',
  'enter.restore-present':
    'Mae waled ar y ddyfais hon. I ychwanegu bathodynnau o ffeil, agorwch hi ac ewch i “Ei chadw’n ddiogel”.',
  'enter.restore-passkey-title': 'Â’ch cyfrinallwedd',
  'enter.restore-passkey-text':
    'A ddaeth eich cyfrinallwedd drosodd o’ch hen ffôn? Yna mae’n dod o hyd i’ch copi dan sêl ac yn ei agor.',
  'enter.restore-passkey': 'Dod â hi yn ôl â’m cyfrinallwedd',
  'enter.restore-code-title': 'Â’r cerdyn a argraffwyd gennych',
  'enter.restore-code': 'Cod adfer',
  'enter.restore-code-hint': '28 o lythrennau a rhifau o’ch cerdyn',
  'enter.restore-code-wrong':
    'Nid cod adfer yw hwn. Edrychwch ar bob llythyren eto. Ni newidiwyd dim.',
  'enter.restore-with-code': 'Dod â hi yn ôl â’m cod',
  'enter.restore-file-title': 'O ffeil wrth gefn',
  'enter.restore-file': 'Eich ffeil wrth gefn',
  'enter.restore-file-hint':
    'Mae ei henw’n gorffen â .waymark-wallet. Defnyddiwch ffeil a wnaethoch chi yn unig.',
  'enter.restore-file-none': 'Dewiswch y ffeil yn gyntaf.',
  'enter.restore-with-file': 'Dod â hi yn ôl o’r ffeil',
  'enter.restore-file-passkey': 'Agor y ffeil â’m cyfrinallwedd',
  'enter.restored-title': 'Mae eich waled yn ôl',
  'enter.restored': {
    zero: 'Nid oes bathodynnau yn y copi. Gwnaed y copi ar {date}.',
    one: 'Mae {count} bathodyn yn ôl. Gwnaed y copi ar {date}.',
    two: 'Mae {count} fathodyn yn ôl. Gwnaed y copi ar {date}.',
    few: 'Mae {count} bathodyn yn ôl. Gwnaed y copi ar {date}.',
    many: 'Mae {count} bathodyn yn ôl. Gwnaed y copi ar {date}.',
    other: 'Mae {count} bathodyn yn ôl. Gwnaed y copi ar {date}.',
  },
  'enter.restored-check':
    'Oes rhywbeth ar goll? Efallai iddo ddod ar ôl gwneud y copi. Gofynnwch amdano eto.',
  'enter.restored-go': 'I’ch bathodynnau',
} as const satisfies InWelsh<typeof enterEnglish>
