import type { Messages } from '../messages.ts'

/** Mail that could not be sent, and the mailbox of a demonstration. */
export const consoleMailEnglish = {
  'console.mail.title': 'Mail',
  'console.mail.lede': 'Mail that could not be sent so far. Badges and roles stand all the same.',
  'console.mail.none': 'No mail is stuck.',
  'console.mail.none-text':
    'When a mail cannot be sent, it is tried again for a day. You will see it here.',
  'console.mail.not-set-up':
    'No mail server is set, so no mail is sent. Whoever runs this server can set one: ISSUER_SMTP_URL and ISSUER_MAIL_FROM.',
  'console.mail.demo': 'This is a demonstration: no mail leaves it.',
  'console.mail.demo-link': 'See all mail in the mailbox',
  'console.mail.caption': 'Stuck mail',
  'console.mail.to': 'To',
  'console.mail.about': 'What it is',
  'console.mail.since': 'Since',
  'console.mail.why': 'Why it is stuck',
  'console.mail.next': 'What happens',
  'console.mail.given-up': 'Given up.',
  'console.mail.tried-next': 'Tried again {time}',
  'console.mail.again': 'Try again now',
  'console.mail.again-about': 'the mail to {to}',
  'console.mail.again-all': 'Try again all that were given up',
  'console.mail.tried-again': {
    one: 'The mail is tried again now.',
    other: '{count} mails are tried again now.',
  },
  'console.mail.older': 'Older mail',
  'console.mail.kind.award-offer': 'Link to get a badge',
  'console.mail.kind.award-files': 'Link to a badge as a file',
  'console.mail.kind.staff-invitation': 'Offer to work here',
  'console.mail.kind.staff-reset': 'Link for a new password',
  'console.mail.kind.webhook-disabled': 'Word of a system that takes nothing',
  'console.mail.kind.other': 'Other mail',
  'console.mail.failure.not-set-up': 'No mail server is set.',
  'console.mail.failure.unreachable': 'The mail server could not be reached.',
  'console.mail.failure.sign-in-refused': 'The mail server did not take our password.',
  'console.mail.failure.recipient-refused': 'The mail server knows no such address. Check it.',
  'console.mail.failure.refused': 'The mail server did not take the mail.',
  'console.mail.failure.fault': 'The mail could not be made. Tell whoever runs this server.',

  'console.mailbox.title': 'Demo mailbox',
  'console.mailbox.lede': 'No mail leaves a demonstration. What it would have sent is here.',
  'console.mailbox.none': 'No mail so far. Award a badge, and its mail comes here.',
  'console.mailbox.back': 'Back to the mailbox',
  'console.mailbox.plain': 'The same mail as plain text',
} as const satisfies Messages<'console'>
