import type { InWelsh } from '../messages.ts'
import type { safetyEnglish } from './safety-en.ts'

/** Awaiting a translator's review. */
export const safetyWelsh = {
  'safety.title': 'Ei chadw’n ddiogel',

  'safety.copy-title': 'Copi dan sêl',
  'safety.copy-saved': 'Cadwyd copi dan sêl ar {time}. Mae’n {size} kB.',
  'safety.copy-waiting': 'Bydd copi newydd yn cael ei gadw ymhen eiliad.',
  'safety.copy-failed': 'Methodd y cynnig diwethaf i gadw copi.',
  'safety.copy-failed-older': 'Mae’r copi o {time} yno o hyd.',
  'safety.copy-failed-none':
    'Nid oes copi eto. Os collwch y ddyfais hon, bydd eich bathodynnau ar goll.',
  'safety.copy-off': 'Ni chedwir copi. Os collwch y ddyfais hon, bydd eich bathodynnau ar goll.',
  'safety.copy-where':
    'Fe’i cedwir ar y wefan hon ({host}). Nid yw’r wefan yn gweld enw ac ni all ei agor. Mae’n cadw’r tri diwethaf.',
  'safety.copy-now': 'Cadw copi nawr',
  'safety.copy-switch-on': 'Cadw copi dan sêl',
  'safety.copy-switch-off': 'Dileu’r copi a chadw dim',
  'safety.copy-off-title': 'Dileu’r copi dan sêl?',
  'safety.copy-off-text':
    'Mae pob copi ar y wefan hon yn mynd am byth. Os collwch y ddyfais hon wedyn, bydd eich bathodynnau ar goll.',

  'safety.ways-title': 'Ffyrdd i mewn',
  'safety.ways-text': 'Mae pob un o’r rhain yn agor y waled. Mae dwy’n fwy diogel nag un.',
  'safety.way-passkey': 'Cyfrinallwedd',
  'safety.way-passphrase': 'Cyfrinymadrodd',
  'safety.way-added': 'Ychwanegwyd ar {date}',
  'safety.way-remove-passkey': 'Tynnu’r gyfrinallwedd hon',
  'safety.way-remove-passphrase': 'Tynnu’r cyfrinymadrodd',
  'safety.way-remove-title': 'Tynnu’r ffordd hon i mewn?',
  'safety.way-remove-text':
    'Ni fydd yn agor y waled hon o hyn ymlaen. Mae copïau a ffeiliau a wnaed o’r blaen yn dal i agor â hi.',
  'safety.way-last': 'Dyma’r unig ffordd i mewn, felly mae’n aros.',
  'safety.add-passkey': 'Ychwanegu cyfrinallwedd',
  'safety.add-passphrase': 'Ychwanegu cyfrinymadrodd',
  'safety.change-passphrase': 'Newid y cyfrinymadrodd',
  'safety.passphrase-now': 'Eich cyfrinymadrodd nawr',
  'safety.passphrase-new': 'Y cyfrinymadrodd newydd',
  'safety.passphrase-save': 'Cadw’r cyfrinymadrodd hwn',
  'safety.way-done': 'Wedi’i wneud. Mae’n agor y waled o hyn ymlaen.',

  'safety.file-title': 'Ffeil wrth gefn',
  'safety.file-text':
    'Un ffeil dan sêl gyda phopeth sydd yn eich waled. Mae’n agor â’r un ffyrdd i mewn. Cadwch hi lle byddwch yn dod o hyd iddi.',
  'safety.file-save': 'Cadw ffeil wrth gefn',
  'safety.file-saved': 'Rhoddwyd y ffeil {name} i’ch dyfais.',
  'safety.file-add': 'Ychwanegu’r hyn sydd mewn ffeil',
  'safety.file-add-text': 'Mae’r hyn sydd gennych yma yn aros. Ychwanegir bathodynnau sy’n newydd.',
  'safety.file-add-now': 'Ychwanegu â’r cyfrinymadrodd hwn',
  'safety.file-added': {
    zero: 'Nid oedd bathodyn newydd ynddi.',
    one: 'Ychwanegwyd {count} bathodyn newydd.',
    two: 'Ychwanegwyd {count} fathodyn newydd.',
    few: 'Ychwanegwyd {count} bathodyn newydd.',
    many: 'Ychwanegwyd {count} bathodyn newydd.',
    other: 'Ychwanegwyd {count} bathodyn newydd.',
  },

  'safety.card-title': 'Cerdyn adfer',
  'safety.card-text':
    'Ar ddyfais newydd mae’r cod yn dod o hyd i’ch copi dan sêl. Nid yw’n agor dim: mae angen eich cyfrinymadrodd hefyd.',
  'safety.card-needs-passphrase':
    'Ar gyfer hyn mae angen cyfrinymadrodd. Ychwanegwch un uchod. Nid oes angen cerdyn ar eich cyfrinallwedd: mae’n dod o hyd i’r copi ei hun.',
  'safety.card-show': 'Dangos fy ngherdyn',
  'safety.card-print': 'Argraffu’r cerdyn',
  'safety.card-heading': 'Cerdyn adfer Waymark',
  'safety.card-how': 'Ar ddyfais newydd, sganiwch hwn neu ewch i {address} a theipio’r cod:',
  'safety.card-qr': 'Cod QR sy’n arwain at eich copi dan sêl',
  'safety.card-passphrase':
    'Mae angen eich cyfrinymadrodd hefyd. Peidiwch â’i ysgrifennu ar y cerdyn hwn.',

  'safety.lock-title': 'Cloi pan na fyddaf yn gwneud dim am',
  'safety.lock-minutes': {
    zero: '{count} munud',
    one: '{count} funud',
    two: '{count} funud',
    few: '{count} munud',
    many: '{count} munud',
    other: '{count} munud',
  },

  'safety.delete-title': 'Dileu popeth',
  'safety.delete-text':
    'Eich bathodynnau, eich allweddi, eich CVs a’ch hanes ar y ddyfais hon, a’r copi dan sêl. Ni all neb ddod â nhw yn ôl.',
  'safety.delete': 'Dileu popeth',
  'safety.delete-asked': 'Dileu’r cyfan am byth?',
  'safety.delete-kept':
    'Efallai bod yr hyn a anfonoch gan y rhai y dangosoch fathodynnau iddynt o hyd. Mae ffeil wrth gefn a gadwoch yn dal i agor.',

  'safety.remind-title': 'Mae eich bathodynnau ar y ddyfais hon yn unig',
  'safety.remind-text': 'Os collwch hi, byddant ar goll. Cadwch gopi dan sêl neu ffeil wrth gefn.',
  'safety.remind-go': 'Ei chadw’n ddiogel',
} as const satisfies InWelsh<typeof safetyEnglish>
