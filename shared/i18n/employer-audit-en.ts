import type { Messages } from './messages.ts'

/** What can be done at an employer, as its record tells it. */
export const employerAuditEnglish = {
  'employer.audit.organisation.made': 'Organisation made',
  'employer.audit.organisation.settings-changed': 'Settings changed',
  'employer.audit.organisation.domain-checked': 'Own domain looked at',
  'employer.audit.city.trusted': 'City trusted',
  'employer.audit.city.not-trusted': 'City not trusted any more',
  'employer.audit.candidate.asked': 'Candidate asked',
  'employer.audit.candidate.sent': 'Candidate sent something, not yet confirmed',
  'employer.audit.candidate.received': 'Received from a candidate',
  'employer.audit.candidate.opened': 'Candidate opened',
  'employer.audit.candidate.file-opened': 'File of a candidate opened',
  'employer.audit.candidate.checked-again': 'Candidate checked again',
  'employer.audit.candidate.joined': 'Two candidates joined as one person',
  'employer.audit.candidate.parted': 'Candidate parted in two',
  'employer.audit.candidate.deleted': 'Candidate deleted',
  'employer.audit.key.retired': 'Keys replaced',
  'employer.audit.key.revoked': 'Stolen keys ended',
} as const satisfies Messages<'employer'>
