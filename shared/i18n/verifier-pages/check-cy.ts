import type { InWelsh } from '../messages.ts'
import type { verifierCheckEnglish } from './check-en.ts'

/** The page where anyone checks anything, in Welsh; awaiting a translator's review. */
export const verifierCheckWelsh = {
  'verifier.check.title': 'Gwirio bathodyn',
  'verifier.check.lede': 'Gall unrhyw un wirio unrhyw fathodyn yma. Nid oes angen cyfrif.',
  'verifier.check.link': 'Gwirio bathodyn',
  'verifier.check.paste': 'Gludwch fathodyn neu ddolen',
  'verifier.check.paste-hint': 'Testun bathodyn, cyfeiriad gwe bathodyn, neu ddolen CV a rannwyd.',
  'verifier.check.files': 'Neu dewiswch ffeiliau',
  'verifier.check.files-hint':
    'Lluniau bathodyn (PNG neu SVG) neu ffeiliau bathodyn. Hyd at {count} ffeil, a {size} MB i gyd.',
  'verifier.check.drop': 'Gallwch ollwng ffeiliau ar y dudalen hon hefyd.',
  'verifier.check.dropped': 'Mae’r ffeiliau’n barod. Nawr pwyswch Gwirio.',
  'verifier.check.scan': 'Neu sganiwch god',
  'verifier.check.camera': 'Defnyddio’r camera',
  'verifier.check.stop': 'Stopio’r camera',
  'verifier.check.picture': 'Dewis llun o god',
  'verifier.check.running': 'Daliwch y cod o flaen y camera.',
  'verifier.check.scanned': 'Darllenwyd y cod. Nawr pwyswch Gwirio.',
  'verifier.check.no-code':
    'Ni welsom god yn y llun hwn. Rhowch gynnig ar un sy’n glir ac yn syth.',
  'verifier.check.no-camera': 'Nid oes camera i’w ddefnyddio yma. Dewiswch lun o’r cod.',
  'verifier.check.refused': 'Ni cheir defnyddio’r camera yma. Dewiswch lun o’r cod.',
  'verifier.check.private': 'Mae’r llun yn aros ar eich dyfais.',
  'verifier.check.not-sent': 'Ni chafodd ei anfon. Ar eich dyfais chi yn unig y mae o hyd.',
  'verifier.check.person': 'A gafodd ei roi i’r person hwn?',
  'verifier.check.person-text':
    'Mae rhai bathodynnau’n dal enw neu gyfeiriad e-bost wedi’i guddio. Teipiwch yr hyn a wyddoch, ac fe gymharwn. Nid ydym yn ei gadw.',
  'verifier.check.email': 'Cyfeiriad e-bost',
  'verifier.check.name': 'Enw',
  'verifier.check.go': 'Gwirio',
  'verifier.check.busy': 'Yn gwirio. Gall hyn gymryd hyd at {seconds} eiliad.',
  'verifier.check.kept-title': 'Beth sy’n digwydd i’r hyn a anfonwch',
  'verifier.check.kept':
    'Rydym yn ei ddarllen, yn ei wirio ac yn ei anghofio. Nid ydym yn cadw dim.',
  'verifier.check.kept-asked':
    'I wirio bathodyn, gofynnwn i’r lle a’i rhoddodd. Mae’r lle hwnnw’n ein gweld ni, nid chi.',
  'verifier.check.kept-link': 'Os rhowch gyfeiriad gwe i ni, awn yno unwaith i nôl y bathodyn.',
  'verifier.check.kept-share':
    'Mae dolen CV a rannwyd yn dal ei allwedd. Pan bwyswch Gwirio, mae eich porwr yn anfon yr allwedd atom. Agorwn y CV â hi unwaith, ac ni chadwn y naill na’r llall.',

  'verifier.check.pasted': 'Yr hyn a ludwyd gennych',
  'verifier.check.from': 'O {host}',
  'verifier.check.again': 'Gwirio eto',
  'verifier.check.another': 'Gwirio bathodyn arall',
  'verifier.check.not-kept': 'Ni chadwyd yr adroddiad hwn. Argraffwch ef os oes ei angen arnoch.',
  'verifier.check.failed': 'Ni allem wirio hynny',
  'verifier.check.some-failed': {
    zero: 'Ni fethodd dim arall.',
    one: 'Ni ellid gwirio un peth arall.',
    two: 'Ni ellid gwirio dau beth arall.',
    few: 'Ni ellid gwirio {count} pheth arall.',
    many: 'Ni ellid gwirio {count} pheth arall.',
    other: 'Ni ellid gwirio {count} peth arall.',
  },
  'verifier.check.ask-address': 'Mynd i’r cyfeiriad hwn',
} as const satisfies InWelsh<typeof verifierCheckEnglish>
