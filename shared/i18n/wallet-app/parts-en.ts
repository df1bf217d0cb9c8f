import type { Messages } from '../messages.ts'

/** What the parts say that every screen is made of, in English. */
export const partsEnglish = {
  'parts.back': 'Back',
  'parts.cancel': 'Cancel',
  'parts.busy': 'One moment…',
  'parts.optional': 'if you like',
  'parts.error': 'Error:',
  'parts.room': { one: '{count} more letter fits.', other: '{count} more letters fit.' },
  'parts.full': 'It is full: {count} letters fit here. If you put in more, the end was left out.',
  'parts.who': 'Who',
  'parts.what': 'What',
  'parts.purpose': 'What for',
  'parts.retention': 'Kept how long',
  'parts.not-seen': 'What they will not see',
  'parts.required': 'Needed',
  'parts.vouched-by': 'Vouched for by',
  'parts.unvouched': 'No city vouches for them.',
  'parts.checks': 'What was checked',
  'parts.checked-at': 'Checked on {time}',
} as const satisfies Messages<'parts'>
