import type { Messages } from '../messages.ts'

/** What was shown to whom, in English. */
export const historyEnglish = {
  'history.title': 'Who saw what',
  'history.by-link': 'By a link. Anyone who had it could look until {date}.',
  'history.intro': 'Only you have this list. It is sealed with your badges.',
  'history.empty': 'You have not shown a badge yet',
  'history.empty-text': 'When you send badges to someone, it is noted here for you.',
  'history.at': 'On {time}',
  'history.badges': 'Badges',
  'history.purpose': 'What for',
  'history.sent-to': 'Sent to',
  'history.not-confirmed': 'We do not know if it arrived. They may have seen it.',
  'history.not-proven': 'It is not proven who they are.',
  'history.delete': 'Delete this note',
  'history.delete-title': 'Delete this note for good?',
  'history.delete-text':
    'You will no longer know that you showed these badges. What they have stays with them.',
  'history.delete-yes': 'Delete it',
  'history.delete-no': 'Keep it',
  'history.deleted': 'The note is deleted.',
  'history.gone': 'deleted',
} as const satisfies Messages<'history'>
