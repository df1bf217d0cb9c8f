import type { Messages } from '../messages.ts'

/** Ways in, the sealed copy, the backup file, the recovery card and deleting it all, in English. */
export const safetyEnglish = {
  'safety.title': 'Keep it safe',

  'safety.copy-title': 'Sealed copy',
  'safety.copy-saved': 'A sealed copy was saved on {time}. It is {size} kB.',
  'safety.copy-waiting': 'A new copy will be saved in a moment.',
  'safety.copy-failed': 'The last try to save a copy failed.',
  'safety.copy-failed-older': 'The copy from {time} is still there.',
  'safety.copy-failed-none': 'There is no copy yet. If you lose this device, your badges are lost.',
  'safety.copy-off': 'No copy is kept. If you lose this device, your badges are lost.',
  'safety.copy-where':
    'It is kept on this site ({host}). The site sees no name and cannot open it. It keeps the last three.',
  'safety.copy-now': 'Save a copy now',
  'safety.copy-switch-on': 'Keep a sealed copy',
  'safety.copy-switch-off': 'Delete the copy and keep none',
  'safety.copy-off-title': 'Delete the sealed copy?',
  'safety.copy-off-text':
    'All copies on this site go for good. If you then lose this device, your badges are lost.',

  'safety.ways-title': 'Ways in',
  'safety.ways-text': 'Each of these opens the wallet. Two are safer than one.',
  'safety.way-passkey': 'Passkey',
  'safety.way-passphrase': 'Passphrase',
  'safety.way-added': 'Added on {date}',
  'safety.way-remove-passkey': 'Remove this passkey',
  'safety.way-remove-passphrase': 'Remove the passphrase',
  'safety.way-remove-title': 'Remove this way in?',
  'safety.way-remove-text':
    'It will not open this wallet from now on. Copies and files that were made before still open with it.',
  'safety.way-last': 'This is the only way in, so it stays.',
  'safety.add-passkey': 'Add a passkey',
  'safety.add-passphrase': 'Add a passphrase',
  'safety.change-passphrase': 'Change the passphrase',
  'safety.passphrase-now': 'Your passphrase now',
  'safety.passphrase-new': 'The new passphrase',
  'safety.passphrase-save': 'Keep this passphrase',
  'safety.way-done': 'Done. It opens the wallet from now on.',

  'safety.file-title': 'Backup file',
  'safety.file-text':
    'One sealed file with all that is in your wallet. It opens with the same ways in. Keep it where you will find it.',
  'safety.file-save': 'Save a backup file',
  'safety.file-saved': 'The file {name} was handed to your device.',
  'safety.file-add': 'Add what is in a file',
  'safety.file-add-text': 'What you have here stays. Badges that are new are added.',
  'safety.file-add-now': 'Add with this passphrase',
  'safety.file-added': {
    one: '{count} new badge was added.',
    other: '{count} new badges were added.',
  },

  'safety.card-title': 'Recovery card',
  'safety.card-text':
    'On a new device the code finds your sealed copy. It opens nothing: you need your passphrase too.',
  'safety.card-needs-passphrase':
    'For this you need a passphrase. Add one above. Your passkey needs no card: it finds the copy itself.',
  'safety.card-show': 'Show my card',
  'safety.card-print': 'Print the card',
  'safety.card-heading': 'Waymark recovery card',
  'safety.card-how': 'On a new device, scan this or go to {address} and type the code:',
  'safety.card-qr': 'QR code that leads to your sealed copy',
  'safety.card-passphrase': 'You also need your passphrase. Do not write it on this card.',

  'safety.lock-title': 'Lock when I do nothing for',
  'safety.lock-minutes': { one: '{count} minute', other: '{count} minutes' },

  'safety.delete-title': 'Delete everything',
  'safety.delete-text':
    'Your badges, keys, CVs and history on this device, and the sealed copy. Nobody can bring them back.',
  'safety.delete': 'Delete everything',
  'safety.delete-asked': 'Delete all of it for good?',
  'safety.delete-kept':
    'Those you showed badges to may still have what you sent. A backup file that you saved still opens.',

  'safety.remind-title': 'Your badges are only on this device',
  'safety.remind-text': 'If you lose it, they are lost. Keep a sealed copy or a backup file.',
  'safety.remind-go': 'Keep it safe',
} as const satisfies Messages<'safety'>
