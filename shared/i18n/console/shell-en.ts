import type { Messages } from '../messages.ts'

/** What surrounds the pages of the city's console. */
export const consoleShellEnglish = {
  'console.title': 'Where you work',
  'console.sent-before':
    'This form was sent before, and was done once. This is how things are now.',
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

  'console.room.needs': 'Needs you',
  'console.room.areas': 'What you can do here',
  'console.room.places': 'You work in more than one place. Choose one.',

  'console.group.partners': 'Who gives badges',
  'console.group.quality': 'What badges are like',
  'console.group.make': 'Make badges',
  'console.group.give': 'Give badges',
  'console.group.place': 'This place',

  'console.needs.first-badge': 'Begin here: make your first badge',
  'console.needs.first-provider': 'Begin here: add the first provider',
  'console.needs.session': 'Today: {name}',
  'console.needs.evidence': {
    one: '{count} person sent in what they did',
    other: '{count} people sent in what they did',
  },
  'console.needs.applications': {
    one: '{count} group asks to give badges',
    other: '{count} groups ask to give badges',
  },
  'console.needs.at-least': 'At least {text}',
  'console.needs.unclaimed': {
    one: '{count} badge has not been taken for a week',
    other: '{count} badges have not been taken for a week',
  },
  'console.needs.to-check': {
    one: '{count} badge waits for a check',
    other: '{count} badges wait for a check',
  },
  'console.needs.mail': { one: '{count} mail is stuck', other: '{count} mails are stuck' },
  'console.needs.changes-asked': 'Change asked for: {name}',
  'console.needs.approved': 'Checked, and ready to publish: {name}',

  'console.about.providers': 'Add a provider, stand behind its badges, stop it for a while.',
  'console.about.providers-seen': 'Who gives badges here, and which ones.',
  'console.about.applications': 'Clubs and colleges that ask to award badges here.',
  'console.about.scan': 'Scan the code of a learner to say who came, or give a badge.',
  'console.about.recognitions': 'Other cities whose badges count here too.',
  'console.about.badges': 'Make a badge, publish it, bring out a new version.',
  'console.about.badges-seen': 'All badges of this place, and how far each one is.',
  'console.about.endorsements': 'See and add who says that a badge is good.',
  'console.about.endorsements-seen': 'Who says that a badge is good.',
  'console.about.quality': 'Check badges before they are published.',
  'console.about.standards': 'Kinds of learning and skills that badges can name.',
  'console.about.awards': 'Give one badge. Find, fix or take back what was given.',
  'console.about.awards-seen': 'Who was given which badge, and who has taken it.',
  'console.about.sessions': 'Say who came, and give the badge to all who came enough.',
  'console.about.bulk': 'Give a badge to everyone in a file.',
  'console.about.groups': 'Keep a list of people, and give all of them a badge.',
  'console.about.reviews': 'Look at what people did, and say if it is enough.',
  'console.about.keys': 'Let another system work here, as far as you say.',
  'console.about.webhooks': 'Tell another system when a badge is given or taken back.',
  'console.about.people': 'Ask people in, change what they may do.',
  'console.about.settings': 'The name, colour and logo that all pages show.',
  'console.about.mail': 'Mail that could not be sent.',
  'console.about.audit': 'What was done here, and when.',

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
