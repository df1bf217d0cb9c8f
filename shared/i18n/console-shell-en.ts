import type { Messages } from './messages.ts'

/** What surrounds the pages of the city's console. */
export const consoleShellEnglish = {
  'console.title': 'Where you work',
  'console.city': 'The city',
  'console.room.domain':
    'Some people cannot check your badges. Your own domain no longer has the right file. Copy it once more from:',
  'console.room.draft':
    'You can get ready here. No one else sees it, and you cannot give badges until the city lets you begin.',
  'console.room.suspended':
    'The city has stopped you for now. You cannot give badges. The city says:',
  'console.room.closed':
    'The city has closed this place for good. You can look, but not give badges.',
  'console.room.start': 'Start here',
  'console.room.nothing': 'There is nothing for your role to do here yet.',

  'console.area.people': 'People',
  'console.area.audit': 'Record',

  'console.role.city-admin': 'City admin',
  'console.role.quality-reviewer': 'Quality reviewer',
  'console.role.owner': 'Owner',
  'console.role.author': 'Author',
  'console.role.awarder': 'Awarder',
  'console.role.assessor': 'Assessor',
  'console.role.viewer': 'Viewer',
} as const satisfies Messages<'console'>
