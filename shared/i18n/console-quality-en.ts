import type { Messages } from './messages.ts'

/** The room where the city checks badges, and what stands behind them. */
export const consoleQualityEnglish = {
  'console.quality': 'Quality',
  'console.quality.waiting': 'Badges that wait for a check',
  'console.quality.none':
    'Nothing waits. When a provider sends a badge for a check, you find it here.',
  'console.quality.badge': 'Badge',
  'console.quality.provider': 'Provider',
  'console.quality.since': 'Waits since',
  'console.quality.review': 'Check this badge',
  'console.quality.review-title': 'Check: {name}',
  'console.quality.points': 'Tick what holds',
  'console.quality.point.name-is-clear': 'The name says what the person did or can do.',
  'console.quality.point.criteria-can-be-checked': 'Somebody else could check how it is earned.',
  'console.quality.point.layer-fits': 'The kind of learning and how it is shown fit.',
  'console.quality.point.skills-fit': 'The skills are those that the person shows.',
  'console.quality.point.languages-agree': 'What is there in both languages says the same.',
  'console.quality.point.nobody-is-shut-out': 'It shuts nobody out who could earn it.',
  'console.quality.words': 'What you want to say',
  'console.quality.words-hint': 'The provider reads it. If you ask for changes, say which.',
  'console.quality.approve': 'It is good',
  'console.quality.ask-for-changes': 'Ask for changes',
  'console.quality.approved': 'The badge is good. The provider can publish it.',
  'console.quality.changes-asked': 'The badge is back with the provider, with your words.',
  'console.quality.own':
    'You wrote this yourself. The city asks that somebody else checks it: leave it to them.',
  'console.quality.points-missing': 'Tick every point, or ask for changes.',
  'console.quality.words-missing': 'Say what should change.',
  'console.quality.changed-since':
    'The draft was changed or moved on in the meantime. Nothing was kept. Look at it as it is now.',
  'console.quality.rule': 'What the city asks for',
  'console.quality.needs-check': 'A badge is checked before it is published',
  'console.quality.needs-other-person': 'Nobody checks what they wrote',
  'console.quality.save-rule': 'Save this',
  'console.quality.rule-saved': 'What the city asks for is saved.',
} as const satisfies Messages<'console'>
