import type { Messages } from '../messages.ts'

/** The page that a share link opens: whoever has the link reads it, with no wallet. */
export const shareEnglish = {
  'share.title': 'A shared CV',
  'share.opening': 'Opening and checking what was shared',
  'share.checking': 'We ask those who gave the badges if they still stand. It takes a few seconds.',
  'share.until': 'This link opens until {date}.',
  'share.private': 'This page was opened in your browser. The place that keeps it cannot read it.',
  'share.cities':
    'We asked the city that each awarder names. Make sure that it is a city you know.',
  'share.retry': 'Check again',
  'share.retry-text':
    'On a new try, the wallet’s server may ask for you. It sees which places are asked, and no badge.',
  'share.check-at': 'Check it at',
  'share.print': 'Print or save as PDF',
  'share.skills': 'Skills, and what stands behind each',
  'share.skills-text':
    'Only proven badges count here. This says what kind of proof there is, not how good the person is.',
  'share.from-badges': 'from {badges}',

  'share.expired-title': 'The time of this link is over',
  'share.expired-text': 'It was shared for a time, and that time has passed.',
  'share.withdrawn-title': 'This was taken back',
  'share.withdrawn-text': 'The one who shared it has closed the link.',
  'share.missing-title': 'There is nothing under this link',
  'share.missing-text': 'It may have ended a while ago, or a part of the link may be lost.',
  'share.damaged-title': 'This link does not open',
  'share.damaged-text':
    'A letter of it may be wrong or lost. Copy all of it once more, right to the end.',
  'share.unreached-title': 'We could not fetch what was shared',
  'share.unreached-text': 'It may still be there. Check that you are online, then try again.',
  'share.ask-again': 'You can ask the person who sent it for a new link.',

  'share.self-name': 'Name',
  'share.self-contact': 'How to reach them',
  'share.self-about': 'About them',
  'share.self-work': 'Work',
  'share.self-education': 'School and courses',
  'share.self-skills': 'Skills they name',

  'share.has-badge': 'Has a badge',
} as const satisfies Messages<'share'>
