import type { InWelsh } from '../messages.ts'
import type { presentEnglish } from './present-en.ts'

/** Awaiting a translator's review. */
export const presentWelsh = {
  'present.title': 'Dangos bathodynnau',
  'present.opening': 'Yn edrych pwy sy’n gofyn',
  'present.start-text':
    'Sganiwch y cod y maent yn ei ddangos, neu gludwch eu dolen yma. Fe welwch pwy sy’n gofyn cyn anfon.',
  'present.scan': 'Sganio cod',
  'present.link': 'Eu dolen',
  'present.open': 'Edrych arni',

  'present.asks': 'Mae {name} yn gofyn am weld bathodynnau',
  'present.asks-unknown': 'Mae rhywun yn gofyn am weld bathodynnau',
  'present.unproven': 'Ni wnaethant brofi pwy ydynt. Y cyfan a wyddom yw i ble y byddai’n mynd.',
  'present.as-person':
    'Person ag enw gwe yw hwn, ac nid lle hysbys. Anfonwch dim ond os ydych yn ei adnabod.',
  'present.elsewhere': 'Byddai’r hyn a anfonwch yn mynd i {host}. Nid dyna eu cyfeiriad eu hunain.',
  'present.locked': 'Ni allant gymryd eich ateb hebddo.',
  'present.needed': 'Mae angen un o’r rhain',
  'present.welcome': 'Dim ond os hoffech',
  'present.doubt': 'Ni phasiodd y bathodyn hwn: {word}. Byddant hwythau’n gweld hynny hefyd.',
  'present.no-purpose': 'Ni ddywedasant at ba ddiben.',
  'present.no-retention': 'Ni ddywedasant am ba hyd y byddant yn ei gadw.',
  'present.not-seen':
    'Eich bathodynnau eraill, eich nodiadau, a’r hyn a ddangosoch i eraill. Nid ydynt yn gweld ble rydych yn cadw eich bathodynnau.',
  'present.sealed': 'Mae wedi’i selio ar y ffordd, fel mai dim ond nhw all ei agor.',
  'present.missing': {
    zero: 'Mae gennych bob bathodyn y maent yn gofyn amdano',
    one: 'Nid oes gennych un bathodyn y maent yn gofyn amdano',
    two: 'Nid oes gennych {count} o’r bathodynnau y maent yn gofyn amdanynt',
    few: 'Nid oes gennych {count} o’r bathodynnau y maent yn gofyn amdanynt',
    many: 'Nid oes gennych {count} o’r bathodynnau y maent yn gofyn amdanynt',
    other: 'Nid oes gennych {count} o’r bathodynnau y maent yn gofyn amdanynt',
  },
  'present.missing-needed': 'Mae ei angen arnynt, felly ni ellir anfon dim eto.',
  'present.missing-welcome': 'Gallwch anfon y gweddill hebddo.',
  'present.missing-any': 'Unrhyw fathodyn o’ch eiddo',
  'present.by-cv': 'Dewis yn ôl un o’ch CVs',
  'present.choose-more':
    'Nid yw rhywbeth sydd ei angen arnynt wedi’i dicio. Ticiwch un arall, yna anfonwch.',
  'present.send': 'Anfon',
  'present.decline': 'Peidio ag anfon',
  'present.sure-title': 'Anfon er hynny?',
  'present.sure-send': 'Ie, anfon',

  'present.sent': 'Anfonwyd',
  'present.sent-to':
    'Mae eich bathodynnau gan {name} nawr. Gallwch weld hyn yn yr hyn a ddangosoch.',
  'present.go-on-text': 'Efallai fod un cam ar ôl. Ewch ymlaen yno i orffen.',
  'present.go-on': 'Mynd ymlaen yn {host}',
  'present.history': 'Yr hyn a ddangosoch',
  'present.home': 'I’ch bathodynnau',
  'present.declined': 'Ni anfonwyd dim',
  'present.declined-told':
    'Dywedon ni wrthynt eich bod wedi gwrthod. Ni welsant yr un o’ch bathodynnau.',
  'present.declined-silent': 'Ni ddywedwyd wrthynt, ac ni welsant yr un o’ch bathodynnau.',
  'present.retry': 'Rhoi cynnig arall arni',
  'present.relay': 'Gofyn drwy weinydd eich waled',
  'present.relay-text':
    'Efallai nad yw eu gwefan yn ateb apiau fel hwn. Gall gweinydd eich waled ofyn ar eich rhan. Mae’n gweld pa wefan, ac nid yr hyn a anfonir os yw wedi’i selio.',
} as const satisfies InWelsh<typeof presentEnglish>
