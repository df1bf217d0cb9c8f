import type { InWelsh } from '../messages.ts'
import type { shellEnglish } from './shell-en.ts'

/** Awaiting a translator's review. */
export const shellWelsh = {
  'shell.name': 'Waled Waymark',
  'shell.menu': 'Dewislen',
  'shell.skip': 'Neidio i’r brif ran',
  'shell.badges': 'Bathodynnau',
  'shell.find': 'Chwilio',
  'shell.scan': 'Sganio',
  'shell.cv': 'CV',
  'shell.you': 'Chi',
  'shell.other-language': 'English',
  'shell.loading': 'Un eiliad',
  'shell.offline':
    'Rydych chi all-lein. Gallwch ddarllen eich bathodynnau. Rhaid i rai newydd aros.',
  'shell.update': 'Mae fersiwn newydd o’r ap hwn yn barod.',
  'shell.update-now': 'Ei ddefnyddio nawr',
  'shell.update-later': 'Wedyn',
  'shell.missing-title': 'Nid oes tudalen yma',
  'shell.missing-text':
    'Efallai bod y ddolen yn hen, neu fod llythyren yn anghywir. Mae eich bathodynnau’n ddiogel.',
  'shell.fault-title': 'Aeth rhywbeth o’i le yma',
  'shell.fault-text':
    'Ein bai ni oedd hyn, nid eich bai chi. Mae eich bathodynnau’n dal wedi’u cadw. Efallai na chadwyd y peth diwethaf a wnaethoch.',
  'shell.unreached-title': 'Ni lwythodd y dudalen hon',
  'shell.unreached-text':
    'Ni allem ei nôl. Mae eich bathodynnau’n dal wedi’u cadw. Gwiriwch eich bod ar-lein, yna rhowch gynnig arall arni.',
  'shell.again': 'Rhoi cynnig arall arni',
  'shell.home': 'I’ch bathodynnau',
} as const satisfies InWelsh<typeof shellEnglish>
