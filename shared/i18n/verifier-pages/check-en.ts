import type { Messages } from '../messages.ts'

/** The page where anyone checks anything, in English. */
export const verifierCheckEnglish = {
  'verifier.check.title': 'Check a badge',
  'verifier.check.lede': 'Anyone can check any badge here. You need no account.',
  'verifier.check.link': 'Check a badge',
  'verifier.check.paste': 'Paste a badge or a link',
  'verifier.check.paste-hint':
    'The text of a badge, the web address of a badge, or the link of a shared CV.',
  'verifier.check.files': 'Or choose files',
  'verifier.check.files-hint':
    'Badge pictures (PNG or SVG) or badge files. Up to {count} files, and {size} MB in all.',
  'verifier.check.drop': 'You can drop files on this page, too.',
  'verifier.check.dropped': 'Files are ready. Now press Check.',
  'verifier.check.scan': 'Or scan a code',
  'verifier.check.camera': 'Use the camera',
  'verifier.check.stop': 'Stop the camera',
  'verifier.check.picture': 'Choose a picture of a code',
  'verifier.check.running': 'Hold the code in front of the camera.',
  'verifier.check.scanned': 'The code was read. Now press Check.',
  'verifier.check.no-code': 'We found no code in this picture. Try one that is sharp and straight.',
  'verifier.check.no-camera': 'There is no camera to use here. Choose a picture of the code.',
  'verifier.check.refused': 'The camera may not be used here. Choose a picture of the code.',
  'verifier.check.private': 'The picture stays on your device.',
  'verifier.check.not-sent': 'It was not sent. It is still on your device alone.',
  'verifier.check.person': 'Was it given to this person?',
  'verifier.check.person-text':
    'Some badges hold a scrambled name or e-mail address. Type what you know, and we compare. We do not keep it.',
  'verifier.check.email': 'E-mail address',
  'verifier.check.name': 'Name',
  'verifier.check.go': 'Check',
  'verifier.check.busy': 'Checking. This can take up to {seconds} seconds.',
  'verifier.check.kept-title': 'What happens to what you send',
  'verifier.check.kept': 'We read it, check it and forget it. We store nothing.',
  'verifier.check.kept-asked':
    'To check a badge, we ask the place that gave it. That place sees us, not you.',
  'verifier.check.kept-link': 'If you give us a web address, we go there once for the badge.',
  'verifier.check.kept-share':
    'The link of a shared CV holds its key. When you press Check, your browser sends us the key. We open the CV with it once, and keep neither.',

  'verifier.check.pasted': 'What you pasted',
  'verifier.check.from': 'From {host}',
  'verifier.check.again': 'Check again',
  'verifier.check.another': 'Check another badge',
  'verifier.check.not-kept': 'We did not keep this report. Print it if you need it.',
  'verifier.check.failed': 'We could not check that',
  'verifier.check.some-failed': {
    one: 'One more thing could not be checked.',
    other: '{count} more things could not be checked.',
  },
  'verifier.check.ask-address': 'Go to this address',
} as const satisfies Messages<'verifier'>
