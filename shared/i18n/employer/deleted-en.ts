import type { Messages } from '../messages.ts'

/** What was deleted, and how an employer can show it. */
export const employerDeletedEnglish = {
  'employer.deleted.title': 'Deleted',
  'employer.deleted.lede':
    'What people sent you is deleted when its time is over, or when you say so. You keep a signed proof. It names no one.',
  'employer.deleted.next': 'The next is due on {time}.',
  'employer.deleted.none':
    'Nothing has been deleted yet. You need not do a thing: it is done on time.',
  'employer.deleted.caption': 'What was deleted, the newest first',
  'employer.deleted.what': 'What and when',
  'employer.deleted.proof': 'Proof',
  'employer.deleted.download': 'Save the proof',
  'employer.deleted.unfinished':
    'It is gone from the lists. The disk is being wiped. The proof comes after that.',
  'employer.deleted.why.clock': 'Its time was over',
  'employer.deleted.why.asked': 'Someone asked for it',
  'employer.deleted.count.candidates': { one: '{count} person', other: '{count} people' },
  'employer.deleted.count.evidence': {
    one: '{count} thing they sent',
    other: '{count} things they sent',
  },
  'employer.deleted.count.reports': { one: '{count} report', other: '{count} reports' },
  'employer.deleted.count.batches': { one: '{count} batch', other: '{count} batches' },
  'employer.deleted.older': 'Older ones',
  'employer.deleted.check': 'You can check a proof at any time.',
  'employer.deleted.check-link': 'Check a receipt or a proof',
  'employer.deleted.empty': 'Delete all that people sent',
  'employer.deleted.empty-title': 'Delete all that people sent for {title}?',
  'employer.deleted.empty-text':
    'All people who answered are deleted now, with what they sent and what we found. This cannot be undone. The advert stays as it is.',
  'employer.deleted.emptied': 'All that people sent was deleted.',
} as const satisfies Messages<'employer'>
