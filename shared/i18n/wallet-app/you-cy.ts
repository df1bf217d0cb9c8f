import type { InWelsh } from '../messages.ts'
import type { youEnglish } from './you-en.ts'

/** Awaiting a translator's review. */
export const youWelsh = {
  'you.title': 'Chi',
  'you.safety': 'Ei chadw’n ddiogel',
  'you.safety-text': 'Ffyrdd i mewn, copi dan sêl, ffeil wrth gefn',
  'you.history': 'Beth a ddangosoch',
  'you.history-text': 'I bwy, pryd, a pha fathodynnau',
  'you.add': 'Ychwanegu bathodyn',
  'you.add-text': 'O ffeil, dolen neu destun',
  'you.restore': 'Dod â waled yn ôl',
  'you.restore-text': 'O gopi dan sêl neu ffeil wrth gefn',
  'you.lock': 'Cloi nawr',
  'you.lock-text': 'Ni all neb ei hagor ond chi.',
  'you.language': 'Iaith',
  'you.appearance': 'Golau neu dywyll',
  'you.appearance-system': 'Fel y mae’r ddyfais hon',
  'you.appearance-light': 'Golau',
  'you.appearance-dark': 'Tywyll',
  'you.install': 'Ar eich sgrin gartref',
  'you.install-text': 'Mae’n agor fel ap ac yn gweithio pan fyddwch all-lein.',
  'you.install-now': 'Ei roi yno',
  'you.install-menu':
    'Yn newislen eich porwr, dewiswch “Ychwanegu at y Sgrin Gartref” neu “Gosod”. Wedyn mae’n agor fel ap.',
  'you.installed': 'Mae ar eich sgrin gartref.',
  'you.about': 'Am yr ap hwn',
  'you.about-keys':
    'Mae eich bathodynnau a’ch allweddi’n aros ar y ddyfais hon. Ni allwn eu gweld na’u hagor.',
  'you.about-account': 'Nid oes cyfrif, ac nid oes neb yn cyfrif yr hyn a wnewch yma.',
  'you.about-free': 'Mae Waymark yn rhydd, a gall pawb weld sut y’i gwneir.',
  'you.about-version': 'Fersiwn {version}',

  'you.find-title': 'Chwilio',
  'you.find-text': 'Bydd pethau i’w gwneud a lleoedd i ddysgu yn eich ardal yma.',
  'you.find-now':
    'Nid oes yr un o’r dinasoedd y mae gennych fathodynnau ganddynt yn eu rhestru eto.',
  'you.find-privacy':
    'Pan fyddant, gwneir y chwilio ar y ddyfais hon. Ni fydd neb arall yn dod i wybod.',
  'you.find-earn': 'Bathodynnau y gallwch eu hennill',
} as const satisfies InWelsh<typeof youEnglish>
