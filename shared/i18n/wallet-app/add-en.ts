import type { Messages } from '../messages.ts'

/** Bringing badges in by hand, in English. */
export const addEnglish = {
  'add.title': 'Add a badge',
  'add.intro': 'Badges come as links, codes, files and pictures. This page takes them all.',
  'add.scan': 'Scan a code',
  'add.file': 'Pick files',
  'add.file-text':
    'A badge as a picture or a file. Or a file from some other wallet, with all you have there.',
  'add.paste': 'Paste a link or a badge',
  'add.paste-label': 'Link or badge',
  'add.paste-hint': 'A claim link, the web address of a badge, or all the text of one.',
  'add.paste-go': 'Look at it',
  'add.nothing': 'Paste something first.',
  'add.address-title': 'Ask {host} for this badge?',
  'add.address-text': 'They will see that someone asks for it. Nothing else is sent.',
  'add.address-yes': 'Ask them',
  'add.address-no': 'Do not ask',
  'add.shared-title': 'Add what was shared?',
  'add.shared-text':
    'It came from some other app or site. If it was not you who shared it, leave it.',
  'add.shared-yes': 'Add it',
  'add.shared-no': 'Leave it',
  'add.busy': 'Reading and checking',
  'add.done': { one: '{count} badge was added', other: '{count} badges were added' },
  'add.done-none': 'No new badge was added',
  'add.kept': 'Added',
  'add.kept-doubt': 'Added, with a doubt',
  'add.had-it': 'You had it already',
  'add.failed': 'Not added',
  'add.sealed-wallet': 'This file is a sealed wallet. Open it on the page about safety.',
  'add.sealed-wallet-go': 'To that page',
  'add.more': 'Add more',
  'add.old-kind': 'Open Badge of the old kind (2.0)',
  'add.drop': 'You can drop files here too.',
} as const satisfies Messages<'add'>
