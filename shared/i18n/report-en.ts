import type { Messages } from './messages.ts'

/** The recruiter's report, in English. */
export const reportEnglish = {
  'report.title': 'Report on badges',
  'report.as-of': 'As of {time}',
  'report.proven-all': {
    one: 'The badge is proven.',
    other: 'All {count} badges are proven.',
  },
  'report.proven-some': {
    one: '{count} of {total} badges is proven.',
    other: '{count} of {total} badges are proven.',
  },
  'report.proven-none': {
    one: 'The badge is not proven.',
    other: 'None of the {count} badges is proven.',
  },
  'report.single-invalid': 'The badge is not valid.',
  'report.single-unknown': 'The badge could not be checked.',
  'report.invalid': { one: '{count} is not valid.', other: '{count} are not valid.' },
  'report.unknown': {
    one: '{count} could not be checked.',
    other: '{count} could not be checked.',
  },
  'report.nothing-shown': 'No badge was shown.',
  'report.several-holders':
    'These badges were shown with {count} different identities. Check that they belong to one person.',
  'report.sent-invalid': 'What was sent did not pass our checks as a whole.',
  'report.sent-unknown': 'What was sent could not be checked as a whole.',
  'report.meaning-unknown':
    'If a badge could not be checked, that does not make it false. Try again.',
  'report.retry': 'Check again',

  'report.caption': 'What was checked',
  'report.badge': 'Badge',
  'report.awarder': 'Given by',
  'report.how-shown': 'How it was shown',
  'report.said-by-awarder': 'Said by the awarder: {what}',
  'report.layer-own': '{layer} (the city’s own kind, from “{standard}”)',
  'report.date': 'Date',
  'report.result': 'Result',
  'report.until': 'Good until {date}',
  'report.not-stated': 'Not stated',
  'report.badge-unnamed': 'A badge with no name',
  'report.badge-unreadable': 'A file that we could not read',
  'report.awarder-unproven': 'It is not proven that it is from them.',
  'report.awarder-unnamed': 'No name given',
  'report.no-address': 'No web address. Anyone could use this name.',
  'report.vouched': 'Vouched for by {city}',
  'report.vouched-through': 'Vouched for by {other}, and {other} by {city}',
  'report.from-copy': 'Their web address is gone. {city} kept a copy of their keys on {date}.',

  'report.see-checks': 'See each check',
  'report.of-badge': 'of {badge}',
  'report.sent-checks': 'See the checks of what was sent as a whole',
  'report.check': 'Check',
  'report.meaning': 'What we found',
  'report.issuer-id': 'DID of the awarder',
  'report.credential-id': 'Id of the badge',
  'report.secured-with': 'Signed with',
  'report.log-position': 'Place in the city’s log',
  'report.log-place': '{place} of {count}',
  'report.holder-id': 'DID of the one who showed it',

  'report.self-title': 'Said by the candidate, not checked',
  'report.own-words': 'Own words',
  'report.self-text': 'These are their own words. No one else signed them.',

  'report.person-matches': 'Awarded to a person of this name: matches.',
  'report.person-differs': 'Awarded to a person of this name: differs.',
  'report.person-not-stated': 'Awarded to a person of this name: not stated.',
  'report.person-next': 'Check who they are when you meet.',
} as const satisfies Messages<'report'>
