import type { InWelsh } from '../messages.ts'
import type { verifierSendingEnglish } from './sending-en.ts'

/** What candidates read when they send something, in Welsh; awaiting a translator's review. */
export const verifierSendingWelsh = {
  'verifier.sent.arrived-title': 'Ai chi yw hwn?',
  'verifier.sent.arrived':
    'Anfonodd waled y bathodynnau hyn. Dywedwch ai chi oedd hynny. Tan hynny ni fydd {employer} yn eu gweld.',
  'verifier.sent.code': 'Cod:',
  'verifier.sent.code-text': 'Os yw’ch ffôn yn dangos cod, rhaid iddo fod yr un fath.',
  'verifier.sent.yes': 'Ie, anfonwch nhw',
  'verifier.sent.no': 'Na, nid fi oedd hynny',
  'verifier.sent.phone-title': 'Un cam arall',
  'verifier.sent.phone-text':
    'Ewch yn ôl i’r sgrin lle y gwnaethoch sganio’r cod. Dywedwch ie yno.',
  'verifier.sent.phone-after': 'Rhaid i’r cod fod yr un fath yno. Yna gallwch gau’r dudalen hon.',
  'verifier.sent.title': 'Anfonwyd',
  'verifier.sent.text': 'Mae’r rhain gan {employer} nawr:',
  'verifier.sent.kept-title': 'Am faint y caiff ei gadw',
  'verifier.sent.kept': 'Caiff ei ddileu ar {date}, ac yn gynt os dywedwch chi.',
  'verifier.sent.pseudonym': 'Dyma’r enw a welant amdanoch nes i chi ddweud eich un chi:',
  'verifier.sent.withdraw-title': 'Tynnu yn ôl',
  'verifier.sent.withdraw-text':
    'Gallwch ei dynnu yn ôl yma, yn y porwr hwn, am un diwrnod. Wedi hynny, gofynnwch i {employer}.',
  'verifier.sent.withdraw': 'Tynnu’r hyn a anfonais yn ôl',
  'verifier.sent.sure-title': 'Tynnu’r hyn a anfonoch yn ôl?',
  'verifier.sent.sure-text':
    'Caiff yr hyn a anfonoch at {employer} yma ei ddileu nawr. Ni ellir dadwneud hyn.',
  'verifier.sent.sure-yes': 'Ie, tynnwch ef yn ôl',
  'verifier.sent.sure-no': 'Na, ewch yn ôl',
  'verifier.sent.with-them':
    'Mae’r rhain gan {employer} nawr, gyda’r lleill a anfonodd eu rhai nhw.',
  'verifier.sent.back-title': 'Wedi’i dynnu yn ôl',
  'verifier.sent.back-text': 'Cafodd yr hyn a anfonoch ei ddileu. Gallwch anfon rhywbeth arall.',

  'verifier.send.title': 'Anfon eich CV',
  'verifier.send.lede':
    'Gallwch anfon bathodynnau a CV at {employer} yma. Nid oes angen cyfrif arnoch.',
  'verifier.send.for': 'Ar gyfer: {title}',
  'verifier.send.link': 'Dolen i CV rydych yn ei rannu o’ch waled',
  'verifier.send.link-hint': 'Mae # ynddi. Copïwch y cyfan.',
  'verifier.send.files': 'Ffeiliau',
  'verifier.send.files-hint':
    'Bathodynnau fel llun, JSON neu docyn. CV fel PDF, Word, ODT neu destun. Zip â llawer ynddo. {count} ffeil ar y mwyaf, a {megabytes} MB i gyd.',
  'verifier.send.name': 'Eich enw (os mynnwch)',
  'verifier.send.name-hint': 'Rydym yn gwirio a roddwyd eich bathodynnau i’r enw hwn.',
  'verifier.send.contact': 'E-bost neu ffôn (os mynnwch)',
  'verifier.send.contact-hint': 'Fel y gallant eich ateb.',
  'verifier.send.consent':
    'Bydd {employer} yn gweld yr hyn a anfonwch. Caiff ei gadw am {days}, ac yna ei ddileu. Nid oes neb arall yn ei gael.',
  'verifier.send.days': {
    zero: '{count} diwrnod',
    one: '{count} diwrnod',
    two: '{count} ddiwrnod',
    few: '{count} diwrnod',
    many: '{count} diwrnod',
    other: '{count} diwrnod',
  },
  'verifier.send.button': 'Anfon',
  'verifier.send.closed-title': 'Mae hwn ar gau',
  'verifier.send.closed': 'Ni all neb anfon dim ar ei gyfer mwyach. Nid anfonwyd dim.',
  'verifier.send.nothing': 'Dewiswch ffeil neu gludwch ddolen. Nid anfonwyd dim eto.',
  'verifier.send.full-today':
    'Ni all {employer} dderbyn mwy o ffeiliau heddiw. Nid anfonwyd dim. Rhowch gynnig arall arni yfory, neu atebwch â’ch waled.',
  'verifier.send.full-later':
    'Nid oes gan {employer} le i ragor o ffeiliau nawr. Nid anfonwyd dim. Atebwch â’ch waled, neu rhowch gynnig arall arni ymhen rhai dyddiau.',
  'verifier.send.result-all': 'Anfonwyd y cyfan',
  'verifier.send.result-some': 'Anfonwyd rhywfaint ohono, ond nid y cyfan',
  'verifier.send.result-none': 'Nid anfonwyd dim',
  'verifier.send.result-title': 'Beth ddaeth ohono',
  'verifier.send.what': 'Beth',
  'verifier.send.outcome': 'Canlyniad',
  'verifier.send.a-link': 'Y ddolen',
  'verifier.send.files-alike': {
    zero: '{count} ffeil',
    one: '{count} ffeil',
    two: '{count} ffeil',
    few: '{count} ffeil',
    many: '{count} ffeil',
    other: '{count} ffeil',
  },
  'verifier.send.outcome.badges': {
    zero: 'Anfonwyd: {count} bathodyn',
    one: 'Anfonwyd: {count} bathodyn',
    two: 'Anfonwyd: {count} fathodyn',
    few: 'Anfonwyd: {count} bathodyn',
    many: 'Anfonwyd: {count} bathodyn',
    other: 'Anfonwyd: {count} bathodyn',
  },
  'verifier.send.outcome.unknown': {
    zero: 'Anfonwyd: {count} bathodyn. Ni ellid gwirio pob un',
    one: 'Anfonwyd: {count} bathodyn. Ni ellid gwirio pob un',
    two: 'Anfonwyd: {count} fathodyn. Ni ellid gwirio pob un',
    few: 'Anfonwyd: {count} bathodyn. Ni ellid gwirio pob un',
    many: 'Anfonwyd: {count} bathodyn. Ni ellid gwirio pob un',
    other: 'Anfonwyd: {count} bathodyn. Ni ellid gwirio pob un',
  },
  'verifier.send.outcome.invalid': {
    zero: 'Anfonwyd: {count} bathodyn. Nid yw pob un yn ddilys',
    one: 'Anfonwyd: {count} bathodyn. Nid yw pob un yn ddilys',
    two: 'Anfonwyd: {count} fathodyn. Nid yw pob un yn ddilys',
    few: 'Anfonwyd: {count} bathodyn. Nid yw pob un yn ddilys',
    many: 'Anfonwyd: {count} bathodyn. Nid yw pob un yn ddilys',
    other: 'Anfonwyd: {count} bathodyn. Nid yw pob un yn ddilys',
  },
  'verifier.send.outcome.plain': 'Anfonwyd: CV plaen. Ni ellir gwirio dim ynddo',
  'verifier.send.outcome.again': 'Roeddech wedi anfon hwn o’r blaen',
  'verifier.send.outcome.too-many': 'Heb ei anfon: gormod o ffeiliau. Anfonwch y gweddill ar wahân',
  'verifier.send.outcome.too-large': 'Heb ei anfon: rhy fawr. Caiff ffeil fod hyd at 8 MB',
  'verifier.send.outcome.zip-refused':
    'Heb ei anfon: mae’r zip hwn wedi’i ddifrodi, yn rhy fawr o’i agor, neu mae zip ynddo. Anfonwch y ffeiliau heb zip',
  'verifier.send.outcome.too-slow':
    'Heb ei anfon: cymerodd ormod o amser i’w wirio. Rhowch gynnig arall arni wedyn',
  'verifier.send.outcome.link-gone':
    'Heb ei anfon: mae’r ddolen hon ar ben, neu cafodd ei thynnu yn ôl. Rhannwch eich CV eto yn eich waled, a gludwch y ddolen newydd',
  'verifier.send.outcome.link-damaged':
    'Heb ei anfon: mae rhan o’r ddolen ar goll. Copïwch y cyfan, gyda’r hyn sydd ar ôl y #',
  'verifier.send.outcome.not-a-link':
    'Heb ei anfon: nid dolen CV a rennir yw hon. Yn eich waled, agorwch eich CV, rhannwch ef, a chopïwch y ddolen',
  'verifier.send.outcome.unreachable':
    'Heb ei anfon: nid atebodd y lle y mae’n arwain iddo. Rhowch gynnig arall arni wedyn',
  'verifier.send.outcome.secret':
    'Heb ei anfon, er eich diogelwch: dyma’ch waled gyfan. Anfonwch un bathodyn ohoni, neu rhannwch CV',
  'verifier.send.outcome.unreadable':
    'Heb ei anfon: ni welsom fathodyn na CV ynddo. Anfonwch fathodyn fel PNG, SVG neu JSON, neu CV fel PDF',
  'verifier.send.again': 'Anfon rhywbeth arall',
  'verifier.send.try-again': 'Rhoi cynnig arall arni',
  'verifier.send.gone-title': 'Nid yw’r dudalen hon yma mwyach',
  'verifier.send.gone':
    'Dim ond y porwr a anfonodd rywbeth sy’n gweld beth ddaeth ohono, am un diwrnod. Mae’r hyn a anfonwyd gyda’r cyflogwr o hyd.',

  'verifier.asked.title': 'Mae {employer} yn gofyn i chi am un peth arall',
  'verifier.asked.lede': 'Anfonoch rywbeth atynt o’r blaen. Nawr maent yn gofyn am hyn:',
  'verifier.asked.start-text':
    'Dim ond y bathodynnau a ddewiswch a anfonir. Gallwch ddweud na yn eich waled.',
  'verifier.asked.until': 'Gallwch ateb tan {date}.',
  'verifier.asked.over-title': 'Mae hwn ar ben',
  'verifier.asked.over':
    'Mae’r amser i ateb ar ben, neu cymerasant y ddolen yn ôl. Nid anfonwyd dim. Gofynnwch iddynt am ddolen newydd.',
} as const satisfies InWelsh<typeof verifierSendingEnglish>
