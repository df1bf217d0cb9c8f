import type { InWelsh } from '../messages.ts'
import type { historyEnglish } from './history-en.ts'

/** What was shown to whom, in Welsh; awaiting a translator's review. */
export const historyWelsh = {
  'history.title': 'Pwy welodd beth',
  'history.by-link': 'Drwy ddolen. Gallai unrhyw un oedd â hi edrych tan {date}.',
  'history.intro': 'Dim ond chi sydd â’r rhestr hon. Mae wedi’i selio gyda’ch bathodynnau.',
  'history.empty': 'Nid ydych wedi dangos bathodyn eto',
  'history.empty-text': 'Pan fyddwch yn anfon bathodynnau at rywun, caiff ei nodi yma i chi.',
  'history.at': 'Ar {time}',
  'history.badges': 'Bathodynnau',
  'history.purpose': 'Ar gyfer beth',
  'history.sent-to': 'Anfonwyd at',
  'history.not-confirmed': 'Ni wyddom a gyrhaeddodd. Efallai eu bod wedi’i weld.',
  'history.not-proven': 'Nid yw’n brofedig pwy ydynt.',
  'history.delete': 'Dileu’r nodyn hwn',
  'history.delete-title': 'Dileu’r nodyn hwn am byth?',
  'history.delete-text':
    'Ni fyddwch yn gwybod mwyach eich bod wedi dangos y bathodynnau hyn. Mae’r hyn sydd ganddynt yn aros gyda nhw.',
  'history.delete-yes': 'Ei ddileu',
  'history.delete-no': 'Ei gadw',
  'history.deleted': 'Mae’r nodyn wedi’i ddileu.',
  'history.gone': 'wedi’i ddileu',
} as const satisfies InWelsh<typeof historyEnglish>
