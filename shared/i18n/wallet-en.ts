import type { Messages } from './messages.ts'

/** What the wallet says, in English. Each sentence stays at reading grade 6 or below. */
export const walletEnglish = {
  'wallet.service': 'Waymark wallet',

  'wallet.home.title': 'Your badges are yours',
  'wallet.home.text':
    'Links to badges lead here. The badges stay with you. This place does not see them.',
  'wallet.home.private': 'You need no account. We do not note who comes here.',
  'wallet.home.how': 'What to do with a link',
  'wallet.home.receive': 'To take a badge that you have been given:',
  'wallet.home.present': 'To show badges to someone who asks:',

  'wallet.receive.title': 'A badge for you',
  'wallet.receive.text':
    'You have been given a badge. Open the link in your wallet to look at it first.',
  'wallet.receive.from': 'It comes from:',
  'wallet.receive.care': 'Take it only if you know why you got it. Your wallet asks you first.',
  'wallet.receive.broken': 'There is no badge in this link.',

  'wallet.present.title': 'Someone asks to see badges',
  'wallet.present.text': 'Open the link in your wallet to see who asks, and for what.',
  'wallet.present.from': 'The answer goes to:',
  'wallet.present.care': 'Nothing is sent until you say yes in your wallet.',
  'wallet.present.broken': 'There is no question in this link.',

  'wallet.link.open': 'Open in my wallet',
  'wallet.link.command': 'On a computer',
  'wallet.link.scan': 'On another phone',
  'wallet.link.scan-text': 'Scan this with the wallet on that phone.',
  'wallet.link.scan-alt': 'A square code that holds the same link',
  'wallet.link.private': 'The link stays in your browser. It was not sent to us.',
  'wallet.link.broken-next':
    'A part of it may be lost. Copy all of it once more, or ask for a new one.',
  'wallet.link.no-script':
    'This page needs scripts to read the link for you. They are off in your browser.',
  'wallet.link.no-script-next':
    'You can copy the whole link from the top of your browser and give it to your wallet:',
} as const satisfies Messages<'wallet'>
