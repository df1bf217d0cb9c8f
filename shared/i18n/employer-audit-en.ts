import type { Messages } from './messages.ts'

/** What can be done at an employer, as its record tells it. */
export const employerAuditEnglish = {
  'employer.audit.organisation.made': 'Organisation made',
  'employer.audit.organisation.settings-changed': 'Settings changed',
  'employer.audit.organisation.domain-checked': 'Own domain looked at',
  'employer.audit.city.trusted': 'City trusted',
  'employer.audit.city.not-trusted': 'City not trusted any more',
  'employer.audit.candidate.asked': 'Candidate asked',
  'employer.audit.candidate.sent': 'Someone sent badges. They must still say so',
  'employer.audit.candidate.received': 'Someone sent badges or a CV',
  'employer.audit.candidate.withdrawn': 'Candidate took back what they sent',
  'employer.audit.candidate.opened': 'Candidate opened',
  'employer.audit.candidate.file-opened': 'Someone’s file opened',
  'employer.audit.candidate.checked-again': 'Candidate checked again',
  'employer.audit.candidate.joined': 'Made one person of two',
  'employer.audit.candidate.parted': 'Made two people of one',
  'employer.audit.candidate.deleted': 'Candidate deleted',
  'employer.audit.key.retired': 'Keys replaced',
  'employer.audit.key.revoked': 'Stolen keys ended',
  'employer.audit.vacancy.made': 'Advert written',
  'employer.audit.vacancy.changed': 'Advert changed',
  'employer.audit.vacancy.opened': 'Advert opened',
  'employer.audit.vacancy.closed': 'Advert closed',
  'employer.audit.vacancy.archived': 'Advert put away',
  'employer.audit.vacancy.deleted': 'Draft of an advert deleted',
} as const satisfies Messages<'employer'>
