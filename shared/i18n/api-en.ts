import type { Messages } from './messages.ts'

/** The page that tells people what programs can do. */
export const apiEnglish = {
  'api.document': 'The same as a file that programs read (OpenAPI 3.1)',
  'api.permission': 'Needs the right to:',
  'api.details': 'What to send and what comes back',
  'api.parameters': 'In the address and head',
  'api.body': 'What to send (JSON)',
  'api.answer': 'What comes back: {status}',
  'api.name': 'Name',
  'api.kind': 'Kind',
  'api.needed': 'Needed',
  'api.yes': 'Yes',
} as const satisfies Messages<'api'>
