import type { Messages } from './messages.ts'

/** What can be done at an employer, as its record tells it. */
export const employerAuditEnglish = {
  'employer.audit.organisation.made': 'Organisation made',
  'employer.audit.organisation.settings-changed': 'Settings changed',
  'employer.audit.organisation.domain-checked': 'Own domain looked at',
  'employer.audit.city.trusted': 'City trusted',
  'employer.audit.city.not-trusted': 'City not trusted any more',
  'employer.audit.key.retired': 'Keys replaced',
  'employer.audit.key.revoked': 'Stolen keys ended',
} as const satisfies Messages<'employer'>
