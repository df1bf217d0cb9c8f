import type { Messages } from '../messages.ts'

/** How an organisation looks and what it keeps. */
export const employerSettingsEnglish = {
  'employer.settings.title': 'Settings',
  'employer.settings.lede':
    'How people see you when you ask for badges, and how long you keep what they send.',
  'employer.settings.name': 'Name',
  'employer.settings.name-hint': 'People see it in their wallet when you ask.',
  'employer.settings.name-wrong': 'Enter a name of up to 200 letters.',
  'employer.settings.hue': 'Colour of buttons and links',
  'employer.settings.hue-hint':
    'Pick one from the list, or write your own, as in #0b6e6e. It must be dark.',
  'employer.settings.hue-wrong': 'Write the colour like this: #0b6e6e.',
  'employer.settings.hue-light':
    'This colour is too light to read: {contrast}. It needs {least} or more. Choose a darker one.',
  'employer.settings.retention': 'Days to keep what people send',
  'employer.settings.retention-hint':
    'Then it is deleted. Each job can have its own time. What was asked for before keeps the time it was asked with.',
  'employer.settings.retention-wrong': 'Enter a number of days from 1 to {most}.',
  'employer.settings.language': 'Language to speak to people in',
  'employer.settings.language-hint': 'They can change it on each page.',
  'employer.settings.language-missing': 'Choose a language.',
  'employer.settings.language.en': 'English',
  'employer.settings.language.cy': 'Welsh',
  'employer.settings.save': 'Save',
  'employer.settings.saved': 'Saved.',
  'employer.settings.identity': 'How wallets know you',
  'employer.settings.identity-text':
    'This name stands in each request and on each receipt. It cannot be changed.',
  'employer.settings.hosted':
    'We keep the file with your keys here. There is nothing for you to do.',
  'employer.settings.domain.publish': 'It is on your own domain. Put this file there, at:',
  'employer.settings.domain.show': 'Show the file',
  'employer.settings.domain.check': 'Check it now',
  'employer.settings.domain.checked': 'Looked at on {time}.',
  'employer.settings.domain.unchecked': 'We have not looked there yet.',
  'employer.settings.domain.same': 'The right file is there.',
  'employer.settings.domain.other':
    'There is some other file. Wallets cannot know you until it is this one.',
  'employer.settings.domain.missing': 'There is no file at that place yet.',
  'employer.settings.domain.unreachable': 'Your domain could not be reached. Try again later.',

  'employer.quota.title': 'How much you can take',
  'employer.quota.text':
    'The host sets these limits. A day starts at midnight, UTC. What a wallet answers is always taken.',
  'employer.quota.of': 'Limits of {name}',
  'employer.quota.lede':
    'So that one place does not take the room of others. A day starts at midnight, UTC. What a wallet answers is always taken.',
  'employer.quota.caption': 'Limits',
  'employer.quota.what': 'What',
  'employer.quota.so-far': 'So far',
  'employer.quota.most': 'At most',
  'employer.quota.full': 'Full',
  'employer.quota.used': 'So far: {used}.',
  'employer.quota.filesPerDay': 'Files and links in a day',
  'employer.quota.rowsPerDay': 'CVs checked by the batch in a day',
  'employer.quota.storageMegabytes': 'Megabytes kept',
  'employer.quota.wrong': 'Enter a number, as in 2,000. Or 0 for none.',
  'employer.quota.saved': 'The limits of {name} were saved.',
} as const satisfies Messages<'employer'>
