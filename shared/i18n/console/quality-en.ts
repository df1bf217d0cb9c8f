import type { Messages } from '../messages.ts'

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
    'You wrote this yourself. The city asks that somebody else checks it: leave it to them. A city admin can change that under “Quality”.',
  'console.quality.points-missing': 'Tick every point, or ask for changes.',
  'console.quality.words-missing': 'Say what should change.',
  'console.quality.changed-since':
    'The draft was changed or moved on in the meantime. Nothing was kept. Look at it as it is now.',
  'console.quality.rule': 'What the city asks for',
  'console.quality.needs-check': 'A badge is checked before it is published',
  'console.quality.needs-other-person': 'No one may check a badge that they wrote',
  'console.quality.save-rule': 'Save this',
  'console.quality.rule-saved': 'What the city asks for is saved.',

  'console.endorsements': 'Who stands behind it',
  'console.endorsements.text':
    'Others can sign that a badge is good, or that you are. Badges carry what they signed.',
  'console.endorsements.none': 'Nobody has signed for these badges yet.',
  'console.endorsements.about': 'What is it about?',
  'console.endorsements.provider': 'All of {name}',
  'console.endorsements.by-city': 'The city signs',
  'console.endorsements.words': 'What the city says of it, if it likes',
  'console.endorsements.endorse': 'Stand behind this',
  'console.endorsements.done': 'The city has signed. Badges from now on carry it.',
  'console.endorsements.outside': 'Somebody else signed',
  'console.endorsements.outside-text':
    'Add the file that they sent you. We check who signed it and what it is about. It must not end, or your badges would end with it.',
  'console.endorsements.file': 'The signed file',
  'console.endorsements.paste': 'Or paste what is in it',
  'console.endorsements.add': 'Check and add it',
  'console.endorsements.added': 'It is good. Badges from now on carry it.',
  'console.endorsements.refused': 'This was not added. Ask who sent it for another.',
  'console.endorsements.again': 'Nothing was added: they stand behind this already.',
  'console.endorsements.end': 'Carry it no more',
  'console.endorsements.ended': 'New badges do not carry it. Those that do keep it.',

  'console.standards': 'Standards and skills',
  'console.standards.text':
    'A standard says which kinds of learning there are. Badges keep the version that they were made with.',
  'console.standards.import': 'Bring in a standard',
  'console.standards.import-text':
    'Send a JSON file. It needs an id, a version, a name and layers. Each layer has a code, a name and a text.',
  'console.standards.imported': 'The standard is here. New badges can use it.',
  'console.standards.not-json':
    'This is not whole JSON. Look for a comma, quote or bracket that is missing.',
  'console.standards.not-csv':
    'This is not CSV that we can read. The first line must be code,en,cy,url,framework. Each quote must be closed.',
  'console.standards.skills': 'Skills',
  'console.standards.skill-count': {
    one: 'There is {count} skill in the list.',
    other: 'There are {count} skills in the list.',
  },
  'console.standards.skills-text':
    'Bring in more as CSV with the headings code, en, cy, url and framework, or as JSON.',
  'console.standards.import-skills': 'Bring in skills',
  'console.standards.skills-imported': '{added} skills are new, {changed} were there before.',
  'console.standards.file': 'The file',
  'console.standards.paste': 'Or paste what is in it',
  'console.standards.example': 'Get an example to fill in',
  'console.standards.find': 'Find a skill by its name or code',
  'console.standards.find-button': 'Find',
  'console.standards.all-skills': 'All skills',
  'console.standards.skill': 'Skill',
  'console.standards.skill-cy': 'In Welsh',
  'console.standards.skill-code': 'Code',
  'console.standards.framework': 'Where it is from',
  'console.standards.more-skills': 'These are the first {count}. Type a word to find the others.',
  'console.standards.no-skill': 'No skill in the list has these words.',
  'console.standards.refused': 'Nothing was brought in. Put this right and try once more:',
} as const satisfies Messages<'console'>
