import type { Messages } from '../messages.ts'

/** The assessor's queue at the console. */
export const consoleReviewsEnglish = {
  'console.area.reviews': 'Reviews',

  'console.reviews.title': 'Reviews',
  'console.reviews.choose': 'Which to see',
  'console.reviews.state-waiting': 'To look at',
  'console.reviews.state-more': 'Asked for more',
  'console.reviews.state-accepted': 'Accepted',
  'console.reviews.state-declined': 'Declined',
  'console.reviews.newer': 'Newer ones',
  'console.reviews.none': 'There is nothing here.',
  'console.reviews.none-next':
    'On the page of a badge, learners can send in what they did. It comes here for you to look at.',
  'console.reviews.badge': 'Badge',
  'console.reviews.state': 'State',
  'console.reviews.email': 'E-mail address',
  'console.reviews.sent': 'Sent on',
  'console.reviews.text': 'What they wrote',
  'console.reviews.file': 'Save their file. Open it with care',
  'console.reviews.witness': 'Who saw it',
  'console.reviews.witness-yes': 'says yes, they saw it.',
  'console.reviews.witness-no': 'says no, they did not see it.',
  'console.reviews.witness-waits': 'has not answered yet.',
  'console.reviews.reason': 'What you told them',
  'console.reviews.accept': 'Accept and give the badge',
  'console.reviews.ask': 'Ask for more',
  'console.reviews.ask-label': 'What you need from them',
  'console.reviews.ask-button': 'Ask them',
  'console.reviews.decline': 'Decline',
  'console.reviews.decline-label': 'Why. They read this',
  'console.reviews.decline-button': 'Decline it',
  'console.reviews.reason-missing': 'Say what or why, in up to 1,000 letters',
  'console.reviews.accepted': 'The badge was given.',
  'console.reviews.asked': 'They were asked for more.',
  'console.reviews.declined': 'It was declined.',
  'console.reviews.was-decided': 'This was decided before, maybe by someone else.',
  'console.reviews.not-awarded':
    'The badge was not given. Badges of this kind cannot be given at the moment.',
} as const satisfies Messages<'console'>
