import type { Messages } from './messages.ts'

/** What surrounds the pages of the employer's console. */
export const employerShellEnglish = {
  'employer.home.title': 'Where you work',
  'employer.host': 'All organisations',
  'employer.room.start': 'Start here',
  'employer.room.needs': 'Needs you',
  'employer.room.first': 'You can begin in three steps.',
  'employer.room.first-1': 'Choose the cities whose word you take.',
  'employer.room.first-2': 'Say what a job needs. Put its link or code in your advert.',
  'employer.room.first-3': 'Read what people answer, in plain words.',
  'employer.room.newest': 'Newest answers',
  'employer.room.newest-caption': 'Who sent something last',
  'employer.room.all-candidates': 'All candidates',
  'employer.room.asked': 'Open now and in draft',
  'employer.room.asks-nothing': 'You ask for nothing at the moment.',
  'employer.room.check-files': 'Check CVs that you have as files',
  'employer.room.areas': 'What you can do here',
  'employer.needs.no-city':
    'You trust no city yet. So no one can say who may give a badge. Choose one.',
  'employer.needs.city': 'The list of {name} could not be read. See what that means for checks.',
  'employer.needs.draft': 'Not open yet: {title}',
  'employer.needs.closes': 'Closes on {time}: {title}',
  'employer.needs.batch-running': 'Files are being checked: {name}',
  'employer.needs.batch-paused': 'A check of files waits for you to go on: {name}',
  'employer.needs.batch-failed': 'A check of files stopped half way: {name}',
  'employer.room.nothing': 'There is nothing for your role to do here yet.',

  'employer.area.people': 'People',
  'employer.area.audit': 'Record',

  'employer.about.organisations': 'Who asks for badges here. Add one.',
  'employer.about.vacancies': 'Say what a job or a step up needs. Get the link for your advert.',
  'employer.about.candidates': 'Who sent badges or a CV, and what was found.',
  'employer.about.batches': 'Bring many files at once and see which are good.',
  'employer.about.trust': 'Whose word you take on who may give a badge.',
  'employer.about.people': 'Who works here, and what they may do.',
  'employer.about.settings': 'Your name, your colour, and how long you keep things.',
  'employer.about.keys': 'Keys for your other systems.',
  'employer.about.webhooks': 'Tell your other systems when something comes.',
  'employer.about.deleted': 'Signed proofs of what was deleted.',
  'employer.about.audit': 'Who did what, and when.',

  'employer.role.host-admin': 'Host admin',
  'employer.role.owner': 'Owner',
  'employer.role.recruiter': 'Recruiter',
  'employer.role.viewer': 'Viewer',
} as const satisfies Messages<'employer'>
