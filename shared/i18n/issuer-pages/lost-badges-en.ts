import type { Messages } from '../messages.ts'

/** Where somebody takes a badge again whose wallet is lost. */
export const lostBadgesEnglish = {
  'issuer.lost.title': 'Have you lost a badge?',
  'issuer.lost.lede':
    'If the phone with your badge is gone, you can take the badge again on a new one.',
  'issuer.lost.copy':
    'First try to open your wallet on the new phone. A wallet that kept a copy brings all your badges back.',
  'issuer.lost.email': 'Your e-mail address',
  'issuer.lost.email-hint': 'The one that the link to your badge was sent to.',
  'issuer.lost.send': 'Send me a link',
  'issuer.lost.wrong-email': 'Give an e-mail address, as in sam@mail.example',
  'issuer.lost.mailed': 'Now look at your mail',
  'issuer.lost.mailed-text':
    'If you took a badge with the address {email}, a link is on its way there. It works for an hour.',
  'issuer.lost.mailed-next': 'No mail? Ask the people who gave you the badge.',
  'issuer.lost.choose': 'Take a badge again',
  'issuer.lost.means':
    'The badge that you had stops for good, also on the old phone. You get a new one in its place.',
  'issuer.lost.take': 'Take it again',
  'issuer.lost.none': 'There is no badge here to take again.',
  'issuer.lost.refused':
    'This badge cannot be taken again just now. Nothing was changed. Ask the people who gave it to you.',
  'issuer.lost.reason': 'You took it again on another phone.',
  'issuer.lost.link': 'I have lost a badge',
} as const satisfies Messages<'issuer'>
