import type { Messages } from './messages.ts'

/** What surrounds the pages of the city's console. */
export const consoleShellEnglish = {
  'console.title': 'Where you work',
  'console.city': 'The city',
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
