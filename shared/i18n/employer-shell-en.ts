import type { Messages } from './messages.ts'

/** What surrounds the pages of the employer's console. */
export const employerShellEnglish = {
  'employer.home.title': 'Where you work',
  'employer.host': 'All organisations',
  'employer.room.start': 'Start here',
  'employer.room.nothing': 'There is nothing for your role to do here yet.',

  'employer.area.people': 'People',
  'employer.area.audit': 'Record',

  'employer.role.host-admin': 'Host admin',
  'employer.role.owner': 'Owner',
  'employer.role.recruiter': 'Recruiter',
  'employer.role.viewer': 'Viewer',
} as const satisfies Messages<'employer'>
