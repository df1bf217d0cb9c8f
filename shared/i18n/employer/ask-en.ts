import type { Messages } from '../messages.ts'

/** What recruiters read where they ask one person for one more thing. */
export const employerAskEnglish = {
  'employer.ask.ask': 'Ask for one more thing',
  'employer.ask.title': 'Ask {name} for one more thing',
  'employer.ask.lede':
    'You get a link to send to them. What they answer comes to this candidate. The link is good for {days} days.',
  'employer.ask.step': 'A job or step up of yours',
  'employer.ask.step-which': 'Which one?',
  'employer.ask.step-button': 'Ask for this',
  'employer.ask.step-none': 'No other job or step up is open.',
  'employer.ask.badge': 'A badge',
  'employer.ask.purpose': 'What do you ask it for?',
  'employer.ask.purpose-hint': 'They read it before they send.',
  'employer.ask.purpose-usual': 'To choose who we meet.',
  'employer.ask.this-badge': 'Ask for this badge',
  'employer.ask.nothing': 'Choose what to ask for. Nothing was asked yet.',
  'employer.ask.asked': 'Now send {name} the link. It stands under “Asked for”.',
  'employer.ask.list': 'Asked for',
  'employer.ask.state.waiting': 'No answer yet',
  'employer.ask.state.answered': 'Answered',
  'employer.ask.state.declined': 'They said no',
  'employer.ask.state.over': 'The time is over',
  'employer.ask.on': 'Asked on {date}.',
  'employer.ask.until': 'The link is good until {date}.',
  'employer.ask.link': 'Link to send',
  'employer.ask.code': 'Show it as a code',
  'employer.ask.code-label': 'Code that opens the link',
  'employer.ask.mail': 'Write an e-mail with the link',
  'employer.ask.withdraw': 'Take the link back',
  'employer.ask.withdrawn': 'The link does not work any more.',
} as const satisfies Messages<'employer'>
