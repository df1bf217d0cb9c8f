import type { Messages } from './messages.ts'

/** What learners read where badges come from a register or a code on a wall. */
export const registersEnglish = {
  'issuer.register.evidence': 'Came to {came} of {held} sessions.',

  'issuer.wall.title': 'Get the badge: {badge}',
  'issuer.wall.from': 'From {provider}. {city} vouches for it.',
  'issuer.wall.name': 'Your name, if you like',
  'issuer.wall.name-hint': 'The people who run the session see it. The badge can show it is yours.',
  'issuer.wall.take': 'Get my badge',
  'issuer.wall.early': 'This code does not work yet. It starts on {at}.',
  'issuer.wall.over': 'This code has ended. Ask the people who ran the session.',
  'issuer.wall.full': 'All the badges of this code are gone. Ask the people who run the session.',
  'issuer.wall.stale': 'This code is a bit old. Nothing was lost. Scan the code once more.',
  'issuer.wall.taken': 'Your badge is ready',
  'issuer.wall.to-wallet': 'Put it in my wallet',
  'issuer.wall.yours': 'Your wallet shows you who it is from, and asks you. You need no account.',
  'issuer.wall.other-wallet': 'Another wallet app',
  'issuer.wall.open-other': 'Open it in my own wallet app',
  'issuer.wall.in-wallet': 'You have put it in your wallet.',
  'issuer.poster.title': 'Get your badge here',
  'issuer.poster.how': 'Point the camera of your phone at the code.',
  'issuer.poster.type': 'Or type this address:',
  'issuer.poster.code': 'Code to scan',
  'issuer.poster.back': 'Back',
  'issuer.wall.evidence': 'Was at the session on {day}.',
} as const satisfies Messages<'issuer'>
