import type { Messages } from '../messages.ts'

/** Making, opening and bringing back a wallet, in English. */
export const enterEnglish = {
  'enter.make-title': 'Make your wallet',
  'enter.make-text': 'Your badges stay with you. Only you can open them. You need no account.',
  'enter.make-passkey': 'Make my wallet',
  'enter.make-passkey-text':
    'Your device asks for your finger, your face or the code that unlocks it. It opens the wallet from now on.',
  'enter.no-passkey':
    'This device has no safe key that we can use. So pick some words that only you know.',
  'enter.use-passphrase': 'Use a passphrase instead',
  'enter.passphrase': 'Your passphrase',
  'enter.passphrase-hint':
    'Four or five words that do not go together work well. At least 12 letters.',
  'enter.passphrase-lost':
    'We do not know it and cannot reset it. Write it down and keep it in a safe place.',
  'enter.passphrase-again': 'Type it again',
  'enter.passphrase-differs': 'The two are not the same. Type them again.',
  'enter.make-with-passphrase': 'Make my wallet',
  'enter.show': 'Show what I type',
  'enter.copy-title': 'If you lose this device',
  'enter.copy-text':
    'A sealed copy of your wallet is kept on this site ({host}). Nobody but you can open it, not even us. You can switch it off when you like.',
  'enter.had-one': 'I have had a wallet: bring it back',
  'enter.waiting': 'First you need a wallet that is open. Then you see what it is.',

  'enter.open-title': 'Open your wallet',
  'enter.open-text': 'It is locked, so that nobody else can look.',
  'enter.open-passkey': 'Open with my passkey',
  'enter.open-passphrase': 'Open',
  'enter.cannot-open': 'I cannot open it',
  'enter.cannot-open-text':
    'Without a way in, nobody can open this wallet. You can clear it from this device and bring it back from a sealed copy or a file that you can open.',
  'enter.clear': 'Clear this wallet from the device',
  'enter.clear-title': 'Clear this wallet?',
  'enter.clear-text':
    'What is only on this device is gone for good. A sealed copy on this site stays.',

  'enter.restore-title': 'Bring back a wallet',
  'enter.restore-present':
    'There is a wallet on this device. To add badges from a file, open it and go to “Keep it safe”.',
  'enter.restore-passkey-title': 'With your passkey',
  'enter.restore-passkey-text':
    'Did your passkey come over from your old phone? Then it finds your sealed copy and opens it.',
  'enter.restore-passkey': 'Bring it back with my passkey',
  'enter.restore-code-title': 'With the card that you printed',
  'enter.restore-code': 'Recovery code',
  'enter.restore-code-hint': '28 letters and numbers from your card',
  'enter.restore-code-wrong':
    'This is not a recovery code. Look at each letter again. Nothing was changed.',
  'enter.restore-with-code': 'Bring it back with my code',
  'enter.restore-file-title': 'From a backup file',
  'enter.restore-file': 'Your backup file',
  'enter.restore-file-hint': 'Its name ends in .waymark-wallet. Use only a file that you made.',
  'enter.restore-file-none': 'Pick the file first.',
  'enter.restore-with-file': 'Bring it back from the file',
  'enter.restore-file-passkey': 'Open the file with my passkey',
  'enter.restored-title': 'Your wallet is back',
  'enter.restored': {
    one: '{count} badge is back. The copy was made on {date}.',
    other: '{count} badges are back. The copy was made on {date}.',
  },
  'enter.restored-check':
    'Is something missing? It may have come after the copy was made. Ask for it once more.',
  'enter.restored-go': 'To your badges',
} as const satisfies Messages<'enter'>
