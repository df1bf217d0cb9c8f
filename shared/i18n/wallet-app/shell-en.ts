import type { Messages } from '../messages.ts'

/** What stands around every screen, in English: drawn first, so it stays small. */
export const shellEnglish = {
  'shell.name': 'Waymark wallet',
  'shell.menu': 'Menu',
  'shell.skip': 'Skip to the main part',
  'shell.badges': 'Badges',
  'shell.find': 'Find',
  'shell.scan': 'Scan',
  'shell.cv': 'CV',
  'shell.you': 'You',
  'shell.other-language': 'Cymraeg',
  'shell.loading': 'One moment',
  'shell.offline': 'You are offline. You can read your badges. New ones have to wait.',
  'shell.update': 'A new version of this app is ready.',
  'shell.update-now': 'Use it now',
  'shell.update-later': 'Later',
  'shell.missing-title': 'There is no page here',
  'shell.missing-text': 'The link may be old, or a letter may be wrong. Your badges are safe.',
  'shell.fault-title': 'Something went wrong here',
  'shell.fault-text':
    'It was our fault, not yours. Your badges are still kept. What you did last may not be.',
  'shell.unreached-title': 'This page did not load',
  'shell.unreached-text':
    'We could not fetch it. Your badges are still kept. Check that you are online, then try again.',
  'shell.again': 'Try again',
  'shell.home': 'To your badges',
} as const satisfies Messages<'shell'>
