import type { Messages } from '../messages.ts'

/** The person's own page and the place where things to do will stand, in English. */
export const youEnglish = {
  'you.title': 'You',
  'you.safety': 'Keep it safe',
  'you.safety-text': 'Ways in, sealed copy, backup file',
  'you.history': 'What you showed',
  'you.history-text': 'To whom, when, and which badges',
  'you.add': 'Add a badge',
  'you.add-text': 'From a file, a link or some text',
  'you.restore': 'Bring back a wallet',
  'you.restore-text': 'From a sealed copy or a backup file',
  'you.lock': 'Lock now',
  'you.lock-text': 'Nobody can open it but you.',
  'you.language': 'Language',
  'you.appearance': 'Light or dark',
  'you.appearance-system': 'As this device is set',
  'you.appearance-light': 'Light',
  'you.appearance-dark': 'Dark',
  'you.install': 'On your home screen',
  'you.install-text': 'It opens like an app and works when you are offline.',
  'you.install-now': 'Put it there',
  'you.install-menu':
    'In your browser’s menu, pick “Add to Home Screen” or “Install”. It then opens like an app.',
  'you.installed': 'It is on your home screen.',
  'you.about': 'About this app',
  'you.about-keys':
    'Your badges and your keys stay on this device. We cannot see them and cannot open them.',
  'you.about-account': 'There is no account, and nobody counts what you do here.',
  'you.about-free': 'Waymark is free, and all may see how it is made.',
  'you.about-version': 'Version {version}',

  'you.find-title': 'Find',
  'you.find-text': 'Things to do and places to learn near you will stand here.',
  'you.find-now': 'None of the cities you have badges from lists them yet.',
  'you.find-privacy': 'When they do, the search is done on this device. No one else learns of it.',
  'you.find-earn': 'Badges you can earn',
} as const satisfies Messages<'you'>
