import type { Messages } from './messages.ts'

/** What people read who work here: signing in, their account, who else works here. In English alone so far. */
export const staffEnglish = {
  'staff.menu': 'Menu',
  'staff.other-rooms': 'Also yours',
  'staff.sign-out': 'Sign out',
  'staff.no-go-back': 'No, go back',

  'staff.sign-in.title': 'Sign in',
  'staff.sign-in.ended': 'You were signed out. Sign in, then do it once more: it was not kept.',
  'staff.sign-in.demo': 'Try it as',
  'staff.sign-in.demo-text': 'These people are made up. One press signs you in as one of them.',
} as const satisfies Messages<'staff'>
