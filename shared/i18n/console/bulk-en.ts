import type { Messages } from '../messages.ts'

/** Awarding a badge to a whole list of people. */
export const consoleBulkEnglish = {
  'console.area.bulk': 'Award from a list',
  'console.bulk.title': 'Award from a list',
  'console.bulk.lede':
    'Send a list of people as a CSV file. You see what will happen before anybody gets a badge.',
  'console.bulk.no-badges': 'There is no badge to award yet. Publish one first.',
  'console.bulk.badge': 'Badge',
  'console.bulk.file': 'List of people (CSV)',
  'console.bulk.file-hint':
    'Each line is one person. A column called email is needed. Columns called name, language, valid until and evidence are read too. At most {rows} people and {size} MB.',
  'console.bulk.example': 'Get an example list',
  'console.bulk.delivery': 'How do people get the badge?',
  'console.bulk.delivery.claim': 'They put it in their wallet with a link',
  'console.bulk.delivery.download': 'We make it now, as a file for their e-mail address',
  'console.bulk.delivery.token':
    'We make it now, as a file with a token (JWT) for systems that need one',
  'console.bulk.notify': 'Tell them',
  'console.bulk.notify.yes': 'Send each of them the link by e-mail',
  'console.bulk.no-mail': 'This city sends no e-mail. You will hand out the links in another way.',
  'console.bulk.read': 'Look at the list',
  'console.bulk.earlier': 'Lists so far',
  'console.bulk.earlier.none': 'No list has been awarded yet.',
  'console.bulk.column.list': 'List',
  'console.bulk.column.badge': 'Badge',
  'console.bulk.column.people': 'People',
  'console.bulk.column.state': 'State',
  'console.bulk.column.line': 'Line',
  'console.bulk.column.email': 'E-mail',
  'console.bulk.column.name': 'Name',
  'console.bulk.column.problem': 'What is wrong',

  'console.bulk.check': 'Check the list',
  'console.bulk.will': {
    one: '{count} person will get the badge {badge}.',
    other: '{count} people will get the badge {badge}.',
  },
  'console.bulk.will-not': {
    one: '{count} line has a problem and is left out.',
    other: '{count} lines have a problem and are left out.',
  },
  'console.bulk.none': 'No line can be awarded. Put the list right and send it again.',
  'console.bulk.by.claim': 'Each of them puts it in a wallet with a link.',
  'console.bulk.by.download': 'Each of them gets it as a file.',
  'console.bulk.by.token': 'Each of them gets it as a file with a token (JWT).',
  'console.bulk.by.mail': 'The link goes to them by e-mail.',
  'console.bulk.by.no-mail': 'No e-mail is sent.',
  'console.bulk.twin':
    'The same file was awarded before with this badge. Those people would get it twice.',
  'console.bulk.first': 'The first lines',
  'console.bulk.faults': 'Lines that are left out',
  'console.bulk.faults.more': 'These are the first {count}.',
  'console.bulk.start': {
    one: 'Award {count} badge',
    other: 'Award {count} badges',
  },
  'console.bulk.discard': 'Throw the list away',
  'console.bulk.discarded': 'The list is gone. Nothing was awarded.',
  'console.bulk.started': 'The badges are being awarded. You can leave this page.',

  'console.bulk.progress': 'Badges awarded',
  'console.bulk.of': '{awarded} of {rows}',
  'console.bulk.state.read': 'Not started',
  'console.bulk.state.running': 'Under way',
  'console.bulk.state.paused': 'Paused',
  'console.bulk.state.failed': 'Stopped',
  'console.bulk.state.done': 'Done',
  'console.bulk.text.running': 'This goes on by itself, also when you leave this page.',
  'console.bulk.text.paused': 'What was awarded stands. The rest waits until you go on.',
  'console.bulk.text.failed': 'What was awarded stands. Nobody got it twice. {why}',
  'console.bulk.text.done': 'Everybody on the list has the badge, apart from lines left out.',
  'console.bulk.why.provider_inactive': 'The city has stopped awards by this provider for now.',
  'console.bulk.why.other':
    'Something went wrong here. Try to go on; if it stops again, tell the city.',
  'console.bulk.moved-on': 'The list had moved on, so nothing was changed. This is how it is now.',
  'console.bulk.pause': 'Pause',
  'console.bulk.resume': 'Go on',
  'console.bulk.receipt': 'Get the receipt (CSV)',
  'console.bulk.back': 'Award another list',

  'console.bulk.receipt.awarded': 'awarded',
  'console.bulk.receipt.waiting': 'not awarded yet',
  'console.bulk.receipt.left-out': 'left out: {why}',
  'console.bulk.receipt.head': 'line,email,name,result,award,awarded at',

  'console.bulk.error.file': 'Choose a file',
  'console.bulk.error.badge': 'Choose a badge',
  'console.bulk.refused.empty': 'There is nobody in this file. Put one person on each line.',
  'console.bulk.refused.too_many_rows':
    'There are more than {rows} people in this file. Cut it into smaller files.',
  'console.bulk.refused.not_utf8':
    'This file is not in UTF-8. Save it as “CSV UTF-8” and send it again.',
  'console.bulk.refused.utf16': 'This file is in UTF-16. Save it as “CSV UTF-8” and send it again.',
  'console.bulk.refused.no_email_column':
    'No column is called email. Call it so in the first line and send it again.',
  'console.bulk.refused.column_twice': 'Two columns mean the same. Take one out and send it again.',
  'console.bulk.refused.quote':
    'A quote mark near line {line} has no partner. Put it right and send it again.',
  'console.bulk.refused.line_too_long':
    'Line {line} is too long. A quote mark before it may have no partner.',

  'console.bulk.fault.email_missing': 'There is no e-mail address.',
  'console.bulk.fault.email_malformed': 'The e-mail address is not right.',
  'console.bulk.fault.name_malformed': 'The name is too long or has hidden signs.',
  'console.bulk.fault.formula': 'A cell begins like a formula, with = + - or @.',
  'console.bulk.fault.language_unknown': 'The badge is not there in this language.',
  'console.bulk.fault.date_malformed': 'The date must look like 2027-12-31.',
  'console.bulk.fault.date_past': 'The date has passed.',
  'console.bulk.fault.evidence_malformed': 'The evidence must be a link with https.',
  'console.bulk.fault.twice': 'This person is on the list twice.',
} as const satisfies Messages<'console'>
