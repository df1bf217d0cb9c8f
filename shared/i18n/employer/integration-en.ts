import type { Messages } from '../messages.ts'

/** What a key to the API may do. What its pages say is in console/integration-en.ts. */
export const employerIntegrationEnglish = {
  'employer.can.read': 'See what is there, apart from what candidates sent',
  'employer.can.vacancy.write': 'Write, open and close vacancies',
  'employer.can.candidate.read': 'Read what candidates sent',
  'employer.can.candidate.decide': 'Move candidates on, and delete them',
  'employer.can.report.make': 'Ask for badges and have them checked',
  'employer.can.staff.manage': 'Manage who works here',
  'employer.can.organisation.manage': 'Change settings and trusted cities',
  'employer.can.api.manage': 'Manage keys and webhooks',
  'employer.can.audit.read': 'Read the record',
  'employer.can.host.manage': 'Run this place and say who is hosted here',
} as const satisfies Messages<'employer'>
