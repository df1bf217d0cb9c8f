import type { Messages } from '../messages.ts'

/** The learner's own code, in English. */
export const codeEnglish = {
  'code.title': 'My code',
  'code.link': 'Show my own code',
  'code.how': 'Let the person who runs the session scan this. It works for {city} alone.',
  'code.label': 'My own code',
  'code.waiting': 'Waiting for the scan. The code renews by itself.',
  'code.cut-off': 'The city cannot be reached just now. We keep trying.',
  'code.what': 'What is in this code?',
  'code.what-text':
    'Your wallet’s own mark, and nothing else about you. It works once, for two minutes. To pass it on as text, copy this:',
  'code.as-text': 'My code as text',
  'code.for': 'Which city is it for?',
  'code.scanned': 'Your code was scanned.',
  'code.marked': 'You are marked as here: {activity}, {day}.',
  'code.again': 'Show a new code',
  'code.no-city': 'Which city is it for?',
  'code.no-city-text':
    'Ask the person who runs the session for the code of their city, and scan it first.',
  'code.to-scan': 'Scan a code',
} as const satisfies Messages<'code'>
