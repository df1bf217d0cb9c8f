import type { Messages } from '../messages.ts'

/** What candidates read when they send something, in English. */
export const verifierSendingEnglish = {
  'verifier.sent.arrived-title': 'Is this you?',
  'verifier.sent.arrived':
    'A wallet sent these badges. Say if it was you. Until then {employer} does not see them.',
  'verifier.sent.code': 'Code:',
  'verifier.sent.code-text': 'If your phone shows a code, it must be the same one.',
  'verifier.sent.yes': 'Yes, send them',
  'verifier.sent.no': 'No, that was not me',
  'verifier.sent.phone-title': 'One more step',
  'verifier.sent.phone-text': 'Go back to the screen where you scanned the code. Say yes there.',
  'verifier.sent.phone-after': 'The code must be the same there. Then you can close this page.',
  'verifier.sent.title': 'Sent',
  'verifier.sent.text': '{employer} has these now:',
  'verifier.sent.kept-title': 'How long it is kept',
  'verifier.sent.kept': 'It will be deleted on {date}, and sooner if you say so.',
  'verifier.sent.pseudonym': 'They see this name for you until you tell them yours:',
  'verifier.sent.withdraw-title': 'Take it back',
  'verifier.sent.withdraw-text':
    'You can take it back here, in this browser, for one day. After that, ask {employer}.',
  'verifier.sent.withdraw': 'Take back what I sent',
  'verifier.sent.sure-title': 'Take back what you sent?',
  'verifier.sent.sure-text':
    'What you sent to {employer} here will be deleted now. It cannot be undone.',
  'verifier.sent.sure-yes': 'Yes, take it back',
  'verifier.sent.sure-no': 'No, go back',
  'verifier.sent.with-them': '{employer} has them now, with the others who sent theirs.',
  'verifier.sent.back-title': 'Taken back',
  'verifier.sent.back-text': 'What you sent was deleted. You can send something else.',

  'verifier.send.title': 'Send your CV',
  'verifier.send.lede': 'You can send badges and a CV to {employer} here. You need no account.',
  'verifier.send.for': 'For: {title}',
  'verifier.send.link': 'Link to a CV you share from your wallet',
  'verifier.send.link-hint': 'It has a # in it. Copy all of it.',
  'verifier.send.files': 'Files',
  'verifier.send.files-hint':
    'Badges as picture, JSON or token. A CV as PDF, Word, ODT or text. A zip with many. At most {count} files, and {megabytes} MB in all.',
  'verifier.send.name': 'Your name (if you want)',
  'verifier.send.name-hint': 'We check if your badges were given to this name.',
  'verifier.send.contact': 'E-mail or phone (if you want)',
  'verifier.send.contact-hint': 'So that they can answer you.',
  'verifier.send.consent':
    '{employer} will see what you send. It is kept for {days}, and then it is deleted. No one else gets it.',
  'verifier.send.days': { one: '{count} day', other: '{count} days' },
  'verifier.send.button': 'Send',
  'verifier.send.closed-title': 'This is closed',
  'verifier.send.closed': 'No one can send anything for it any more. Nothing was sent.',
  'verifier.send.nothing': 'Choose a file or paste a link. Nothing was sent yet.',
  'verifier.send.full-today':
    '{employer} cannot take more files today. Nothing was sent. Try again tomorrow, or answer with your wallet.',
  'verifier.send.full-later':
    '{employer} has no room for more files now. Nothing was sent. Answer with your wallet, or try again in some days.',
  'verifier.send.result-all': 'All of it was sent',
  'verifier.send.result-some': 'Some of it was sent, some was not',
  'verifier.send.result-none': 'Nothing was sent',
  'verifier.send.result-title': 'What came of it',
  'verifier.send.what': 'What',
  'verifier.send.outcome': 'Outcome',
  'verifier.send.a-link': 'The link',
  'verifier.send.files-alike': { one: '{count} file', other: '{count} files' },
  'verifier.send.outcome.badges': { one: 'Sent: {count} badge', other: 'Sent: {count} badges' },
  'verifier.send.outcome.unknown': {
    one: 'Sent: {count} badge. Not all could be checked',
    other: 'Sent: {count} badges. Not all could be checked',
  },
  'verifier.send.outcome.invalid': {
    one: 'Sent: {count} badge. Not all are good',
    other: 'Sent: {count} badges. Not all are good',
  },
  'verifier.send.outcome.plain': 'Sent: a plain CV. Nothing in it can be checked',
  'verifier.send.outcome.again': 'You had sent this before',
  'verifier.send.outcome.too-many': 'Not sent: too many files. Send the rest on their own',
  'verifier.send.outcome.too-large': 'Not sent: too large. A file may have up to 8 MB',
  'verifier.send.outcome.zip-refused':
    'Not sent: this zip is damaged, too large when it is opened, or has a zip in it. Send the files without a zip',
  'verifier.send.outcome.too-slow': 'Not sent: it took too long to check. Try again later',
  'verifier.send.outcome.link-gone':
    'Not sent: this link is over, or was taken back. Share your CV once more in your wallet, and paste the new link',
  'verifier.send.outcome.link-damaged':
    'Not sent: a part of the link is lost. Copy all of it, with what comes after the #',
  'verifier.send.outcome.not-a-link':
    'Not sent: this is not the link of a shared CV. In your wallet, open your CV, share it, and copy the link',
  'verifier.send.outcome.unreachable': 'Not sent: the place it leads to did not answer. Try later',
  'verifier.send.outcome.secret':
    'Not sent, for your safety: this is your whole wallet. Send one badge of it, or share a CV',
  'verifier.send.outcome.unreadable':
    'Not sent: we found no badge and no CV in it. Send a badge as PNG, SVG or JSON, or a CV as PDF',
  'verifier.send.again': 'Send something more',
  'verifier.send.try-again': 'Try once more',
  'verifier.send.gone-title': 'This page is not here any more',
  'verifier.send.gone':
    'Only the browser that sent it sees this page, and only for one day. They still have what you sent.',

  'verifier.asked.title': '{employer} asks you for one more thing',
  'verifier.asked.lede': 'You sent them something before. Now they ask for this:',
  'verifier.asked.start-text':
    'Only badges that you choose are sent. You can say no in your wallet.',
  'verifier.asked.until': 'You can answer until {date}.',
  'verifier.asked.over-title': 'This is over',
  'verifier.asked.over':
    'The time to answer is over, or they took the link back. Nothing was sent. Ask them for a new link.',
} as const satisfies Messages<'verifier'>
