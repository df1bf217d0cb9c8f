import { checksEnglish } from './checks-en.ts'
import type { Messages } from './messages.ts'
import { reportEnglish } from './report-en.ts'

/** What stands on every page that a server draws, in English. Each sentence stays at reading grade 6 or below. */
const pagesEnglish = {
  'layout.skip': 'Skip to the main part',
  'layout.language': 'Language',
  'layout.navigation': 'Menu',
  'layout.foot': 'More',
  'layout.staff': 'For staff: sign in',
  'layout.made-with': 'Made with Waymark, free and open to all.',

  'part.problem': 'There is a problem',
  'part.copy': 'Copy',
  'part.copied': 'Copied',
  'part.error': 'Error:',

  'error.request.title': 'We could not read that',
  'error.request.text': 'Something in the link or the form was not as it should be.',
  'error.request.next': 'Nothing was changed. Go back and try once more.',
  'error.missing.title': 'There is no page here',
  'error.missing.text': 'The link may be old, or a letter may be wrong.',
  'error.missing.next': 'Check the link, or begin at the start page.',
  'error.fault.title': 'Something went wrong here',
  'error.fault.text': 'It was our fault, not yours. What you did last may not be kept.',
  'error.fault.next': 'Wait a minute and try once more.',
  'error.busy.title': 'Too many tries',
  'error.busy.text': 'Too much was asked from where you are in a short time.',
  'error.busy.next': 'Wait a minute and try once more. Nothing was lost.',
  'error.full.title': 'There is no room for more',
  'error.full.text': 'What may be taken here in a day, or kept, is used up.',
  'error.full.next': 'Nothing was kept. Try again tomorrow, or ask who runs this place for more.',
  'error.unfinished.title': 'This form was sent before',
  'error.unfinished.text': 'We have it, and do not know yet what came of it.',
  'error.unfinished.next':
    'Look if it was done before you send it again. To send it again, open its page anew.',
  'error.large.title': 'That is too large',
  'error.large.text': 'What you sent is larger than what we read here.',
  'error.large.next': 'Nothing was kept. Go back and choose something smaller.',
  'error.refused.title': 'You may not see this',
  'error.refused.text': 'This page is not open to you.',
  'error.refused.next': 'Begin at the start page.',
  'error.start': 'To the start page',
  'error.reference': 'If you ask for help, send this number:',
} as const satisfies Messages<'layout' | 'part' | 'error'>

/** The words beside stones and marks. */
const marksEnglish = {
  'stone.self-stated': 'Self-stated',
  'stone.attended': 'Attended',
  'stone.peer-reviewed': 'Peer-reviewed',
  'stone.assessed': 'Assessed',
  'stone.endorsed': 'Backed by others',
  'stone.revoked': 'Taken back',
  'stone.label': 'Badge stone',

  'result.valid': 'Proven',
  'result.unknown': 'Could not be checked',
  'result.invalid': 'Not valid',
  'result.pass': 'Passed',
  'result.fail': 'Failed',
  'result.not-applicable': 'Not asked',
} as const satisfies Messages<'stone' | 'result'>

/** What tells of badges, in English: wherever they are shown, the wallet's app too. */
export const badgesEnglish = { ...marksEnglish, ...checksEnglish, ...reportEnglish }

/** What every application says, in English. */
export const sharedEnglish = { ...pagesEnglish, ...badgesEnglish }
