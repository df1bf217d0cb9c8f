import type { Messages } from '../messages.ts'

/** What people read who answer a vacancy or a step up. */
export const verifierVacanciesEnglish = {
  'verifier.need.badge': 'The badge “{name}”.',
  'verifier.need.skill': 'A badge that shows the skill “{name}”.',
  'verifier.need.strength.attended': 'You took part in it, or did more.',
  'verifier.need.strength.peer-reviewed': 'People who know the work looked at it, or more.',
  'verifier.need.strength.assessed': 'It was assessed, or others back it.',
  'verifier.need.strength.endorsed': 'Others back it.',
  'verifier.need.any': 'Any badges that you choose.',

  'verifier.advert.vacancy': 'A job at {name}',
  'verifier.advert.step-up': 'A step up at {name}',
  'verifier.advert.who': 'Who asks',
  'verifier.advert.purpose': 'What for',
  'verifier.advert.needed': 'What you need',
  'verifier.advert.required': 'You need this',
  'verifier.advert.welcome': 'Good to have',
  'verifier.advert.welcome-hint': 'You may leave these out.',
  'verifier.advert.trust': 'Whose word counts',
  'verifier.advert.trust-text': 'A badge counts if one of these cities stands behind its giver:',
  'verifier.advert.how-long': 'Kept for',
  'verifier.advert.retention': {
    one: '{count} day. Then all of it is deleted.',
    other: '{count} days. Then all of it is deleted.',
  },
  'verifier.advert.not-seen': 'What they will not see',
  'verifier.advert.not-seen-text':
    'They see the badges you send, and no others. They do not see what else you have, where you show it, or your e-mail.',
  'verifier.advert.until': 'Open until {date}.',
  'verifier.advert.answer': 'Show your badges',
  'verifier.advert.answer-text':
    'Nothing is sent yet. Your wallet asks you first. It can be here or on your phone.',
  'verifier.advert.here': 'Begin',
  'verifier.advert.no-wallet': 'I have no wallet',
  'verifier.advert.no-wallet-text': 'You can send a link to your CV, or files.',
  'verifier.advert.no-wallet-link': 'Send a CV link or files',
  'verifier.advert.scan-this': 'Or scan this with a phone to read it there.',
  'verifier.advert.page-code': 'Code that leads to this page',
  'verifier.advert.closed': 'This is closed',
  'verifier.advert.closed-text': '{name} takes no more answers to “{title}”. Nothing can be sent.',
  'verifier.advert.early': 'This is not open yet',
  'verifier.advert.early-text': '“{title}” at {name} opens on {date}. Come back then.',
  'verifier.advert.early-draft': 'It will open soon. Come back later.',
  'verifier.advert.unknown': 'There is no such page',
  'verifier.advert.unknown-text':
    'The link may be old, or a letter is wrong. Ask who gave it to you.',
  'verifier.advert.poster': 'Show us your badges',
  'verifier.advert.poster-scan': 'Scan to begin',
  'verifier.advert.print': 'Print this page to put it up.',
  'verifier.advert.embed': 'See what is needed',

  'verifier.advert.waiting': 'Open your wallet',
  'verifier.advert.waiting-text': 'It shows what is asked, and you choose. Then come back here.',
} as const satisfies Messages<'verifier'>
