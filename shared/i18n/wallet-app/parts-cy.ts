import type { InWelsh } from '../messages.ts'
import type { partsEnglish } from './parts-en.ts'

/** Awaiting a translator's review. */
export const partsWelsh = {
  'parts.back': 'Yn ôl',
  'parts.cancel': 'Canslo',
  'parts.busy': 'Un eiliad…',
  'parts.optional': 'os dymunwch',
  'parts.error': 'Gwall:',
  'parts.room': {
    zero: 'Nid oes lle i ragor o lythrennau.',
    one: 'Mae lle i {count} llythyren arall.',
    two: 'Mae lle i {count} lythyren arall.',
    few: 'Mae lle i {count} llythyren arall.',
    many: 'Mae lle i {count} llythyren arall.',
    other: 'Mae lle i {count} llythyren arall.',
  },
  'parts.full':
    'Mae’n llawn: mae lle i {count} llythyren yma. Os rhoesoch fwy i mewn, gadawyd y diwedd allan.',
  'parts.who': 'Pwy',
  'parts.what': 'Beth',
  'parts.purpose': 'Ar gyfer beth',
  'parts.retention': 'Pa mor hir y’i cedwir',
  'parts.not-seen': 'Yr hyn na welant',
  'parts.required': 'Mae ei angen',
  'parts.vouched-by': 'Pwy sy’n tystio drostynt',
  'parts.unvouched': 'Nid oes dinas yn tystio drostynt.',
  'parts.checks': 'Beth a wiriwyd',
  'parts.checked-at': 'Gwiriwyd ar {time}',
} as const satisfies InWelsh<typeof partsEnglish>
