import type { Messages } from './messages.ts'

/** What the issuer says, in English. Each sentence stays at reading grade 6 or below. */
export const issuerEnglish = {
  'issuer.home.title': 'Badges you can earn here',
  'issuer.home.lede': 'Learn by doing, in a club, at work or in class. Keep what you earned.',
  'issuer.home.badges': 'Badges',
  'issuer.home.no-badges': 'No badges are here yet. Come back soon.',
  'issuer.home.more': 'More badges',
  'issuer.home.providers': 'Who gives badges',
  'issuer.home.no-providers': 'No one gives badges here yet.',
  'issuer.home.proof-title': 'Badges that can be checked',
  'issuer.home.proof':
    'Each badge is signed. You keep it in your own wallet. Anyone you show it to can check it, with no help from us.',

  'issuer.provider.badges': 'Badges from {name}',
  'issuer.provider.no-badges': 'There are no badges from here yet.',

  'issuer.badge.criteria': 'What you do to earn it',
  'issuer.badge.skills': 'Skills it shows',
  'issuer.badge.about': 'About this badge',
  'issuer.badge.by': 'Given by',
  'issuer.badge.layer': 'Kind of learning',
  'issuer.badge.how-shown': 'How it is shown',
  'issuer.badge.how-shown.self-stated': 'The learner says so.',
  'issuer.badge.how-shown.attended': 'The learner was there.',
  'issuer.badge.how-shown.peer-reviewed': 'Other people saw it and agreed.',
  'issuer.badge.how-shown.assessed': 'It was checked and passed.',
  'issuer.badge.lasts': 'How long it lasts',
  'issuer.badge.lasts-months': { one: '{count} month', other: '{count} months' },
  'issuer.badge.lasts-for-good': 'It does not end.',
  'issuer.badge.suspendable': 'This is a licence. It can be stopped for a time.',
  'issuer.badge.version': 'Version',
  'issuer.badge.older': 'There is a newer version of this badge.',
  'issuer.badge.newest': 'See the newest one',
  'issuer.badge.retired': 'This badge is given no more. Who has it keeps it.',
  'issuer.badge.renewal': 'How to renew it',
  'issuer.badge.leads-to': 'What it leads to',
  'issuer.badge.checked': 'Checked for quality by {city} on {date}.',
  'issuer.badge.endorsed': 'Who stands behind it',
  'issuer.badge.id': 'Its lasting address',
  'issuer.badge.data': 'This page as data',
  'issuer.badge.in-english': 'This badge in English',
  'issuer.badge.in-welsh': 'This badge in Welsh',

  'issuer.skill.title': 'Badges that show: {name}',
} as const satisfies Messages<'issuer'>
