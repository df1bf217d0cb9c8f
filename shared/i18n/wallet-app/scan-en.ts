import type { Messages } from '../messages.ts'

/** Scanning a code, in English. */
export const scanEnglish = {
  'scan.title': 'Scan a code',
  'scan.intro': 'Point the camera at a code to take a badge, or to show yours to someone who asks.',
  'scan.start': 'Turn the camera on',
  'scan.starting': 'The camera turns on.',
  'scan.running': 'Looking for a code',
  'scan.private': 'The pictures stay on this device.',
  'scan.refused':
    'The camera is not allowed here. You can allow it in your browser, or use a picture.',
  'scan.no-camera': 'There is no camera here that we can use. Use a picture, or paste the link.',
  'scan.picture': 'Use a picture of the code',
  'scan.paste': 'Paste a link',
  'scan.none-in-picture': 'We found no code in this picture. Try one that is sharp and straight.',
  'scan.not-ours': 'This code is not a badge, and no one asks for one in it.',
  'scan.found': 'Found it.',
  'scan.again': 'Scan again',
} as const satisfies Messages<'scan'>
