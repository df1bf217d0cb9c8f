import type { InWelsh } from '../messages.ts'
import type { addEnglish } from './add-en.ts'

/** Bringing badges in by hand, in Welsh; awaiting a translator's review. */
export const addWelsh = {
  'add.title': 'Ychwanegu bathodyn',
  'add.intro':
    'Mae bathodynnau’n dod fel dolenni, codau, ffeiliau a lluniau. Mae’r dudalen hon yn cymryd pob un.',
  'add.scan': 'Sganio cod',
  'add.file': 'Dewis ffeiliau',
  'add.file-text': 'Bathodyn fel llun neu ffeil, neu ffeil o bopeth sydd gennych mewn waled arall.',
  'add.paste': 'Gludo dolen neu fathodyn',
  'add.paste-label': 'Dolen neu fathodyn',
  'add.paste-hint': 'Dolen hawlio, cyfeiriad gwe bathodyn, neu holl destun un.',
  'add.paste-go': 'Edrych arno',
  'add.nothing': 'Gludwch rywbeth yn gyntaf.',
  'add.address-title': 'Gofyn i {host} am y bathodyn hwn?',
  'add.address-text':
    'Byddant yn gweld bod rhywun yn gofyn amdano. Nid oes dim arall yn cael ei anfon.',
  'add.address-yes': 'Gofyn iddynt',
  'add.address-no': 'Peidio â gofyn',
  'add.shared-title': 'Ychwanegu’r hyn a rannwyd?',
  'add.shared-text': 'Daeth o ryw ap neu wefan arall. Os nad chi a’i rhannodd, gadewch ef.',
  'add.shared-yes': 'Ei ychwanegu',
  'add.shared-no': 'Ei adael',
  'add.busy': 'Yn darllen ac yn gwirio',
  'add.done': {
    zero: 'Ni chafodd bathodyn ei ychwanegu',
    one: 'Cafodd {count} bathodyn ei ychwanegu',
    two: 'Cafodd {count} fathodyn eu hychwanegu',
    few: 'Cafodd {count} bathodyn eu hychwanegu',
    many: 'Cafodd {count} bathodyn eu hychwanegu',
    other: 'Cafodd {count} bathodyn eu hychwanegu',
  },
  'add.done-none': 'Ni chafodd bathodyn newydd ei ychwanegu',
  'add.kept': 'Ychwanegwyd',
  'add.kept-doubt': 'Ychwanegwyd, gydag amheuaeth',
  'add.had-it': 'Roedd hwn gennych yn barod',
  'add.failed': 'Heb ei ychwanegu',
  'add.sealed-wallet': 'Waled wedi’i selio yw’r ffeil hon. Agorwch hi ar y dudalen am ddiogelwch.',
  'add.sealed-wallet-go': 'I’r dudalen honno',
  'add.more': 'Ychwanegu rhagor',
  'add.old-kind': 'Bathodyn Agored o’r hen fath (2.0)',
  'add.drop': 'Gallwch ollwng ffeiliau yma hefyd.',
} as const satisfies InWelsh<typeof addEnglish>
