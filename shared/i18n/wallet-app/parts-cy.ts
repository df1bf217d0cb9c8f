import type { InWelsh } from '../messages.ts'
import type { partsEnglish } from './parts-en.ts'

/** Awaiting a translator's review. */
export const partsWelsh = {
  'parts.back': 'Yn ôl',
  'parts.cancel': 'Canslo',
  'parts.busy': 'Un eiliad…',
  'parts.optional': 'os dymunwch',
  'parts.error': 'Gwall:',
  'parts.who': 'Pwy',
  'parts.what': 'Beth',
  'parts.purpose': 'Ar gyfer beth',
  'parts.retention': 'Pa mor hir y’i cedwir',
  'parts.not-seen': 'Yr hyn na welant',
  'parts.required': 'Mae ei angen',
  'parts.vouched-by': 'Gyda gair da gan',
  'parts.unvouched': 'Nid oes dinas yn rhoi gair drostynt.',
  'parts.checks': 'Beth a wiriwyd',
  'parts.checked-at': 'Gwiriwyd ar {time}',
} as const satisfies InWelsh<typeof partsEnglish>
