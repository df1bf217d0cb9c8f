import type { Messages } from '../messages.ts'

/** The city's room for its providers: who they are, and what they may award in its name. */
export const consoleProvidersEnglish = {
  'console.providers.title': 'Providers',
  'console.providers.caption': 'Who gives badges here',
  'console.providers.name': 'Name',
  'console.providers.none': 'No one gives badges here yet. Add the first provider.',
  'console.providers.more': 'More providers',
  'console.providers.add': 'Add a provider',
  'console.providers.added': '{name} was added. Now let people in to work there.',
  'console.providers.back': 'All providers',
  'console.providers.id': 'Lasting ID',
  'console.providers.public': 'See their public page',
  'console.providers.because': 'The city says:',
  'console.providers.room': 'Go to their room',
  'console.providers.people': 'Who works there',
  'console.providers.state.draft': 'Draft',
  'console.providers.state.active': 'Active',
  'console.providers.state.suspended': 'Stopped for now',
  'console.providers.state.closed': 'Closed',

  'console.providers.new.title': 'Add a provider',
  'console.providers.new.name-en': 'Name',
  'console.providers.new.name-cy': 'Name in Welsh',
  'console.providers.new.cy-hint': 'If you leave it out, the English stands there too.',
  'console.providers.new.slug': 'Short name',
  'console.providers.new.slug-hint': 'Part of web links, for good. As in: harbour-youth',
  'console.providers.new.description-en': 'What they do, in one line',
  'console.providers.new.description-cy': 'The same in Welsh',
  'console.providers.new.state': 'When do they begin?',
  'console.providers.new.active': 'Now: they can give badges, and people see them',
  'console.providers.new.draft': 'Later: they can get ready, and no one else sees them',
  'console.providers.new.domain': 'Their own domain',
  'console.providers.new.domain-hint':
    'Only if they want badges to name it, as in https://college.example. They must put a file there.',

  'console.providers.domain': 'Their own domain',
  'console.providers.domain.publish': 'They put this file at:',
  'console.providers.domain.show': 'Show the file',
  'console.providers.domain.check': 'Check it now',
  'console.providers.domain.never': 'No one has looked there yet. We look once a day.',
  'console.providers.domain.checked': 'Last looked at:',
  'console.providers.domain.ok': 'It was right until:',
  'console.providers.domain.broken': 'Domain to look at',
  'console.providers.domain.same': 'The right file is there.',
  'console.providers.domain.other':
    'There is another file, or it is old. Ask them to copy it once more.',
  'console.providers.domain.missing': 'There is no file at that place yet.',
  'console.providers.domain.unreachable': 'Their domain could not be reached. Try again later.',

  'console.providers.accreditation': 'What the city stands behind',
  'console.providers.accreditation-caption': 'The city stands behind these badges',
  'console.providers.not-accredited': 'The city does not stand behind their badges yet.',
  'console.providers.for': 'Badges',
  'console.providers.open-end': 'no end set',
  'console.providers.has-ended': 'ended',
  'console.providers.end-short': 'End it',
  'console.providers.accredit-for': 'Stand behind more badges',
  'console.providers.layer': 'All badges of the kind: {layer}',
  'console.providers.skill': 'All badges with the skill: {skill}',
  'console.providers.no-badges': 'They have no badges yet. Come back when there is one.',
  'console.providers.accredit-means':
    'This holds from now on. Badges that were awarded before do not change.',
  'console.providers.narrow': 'Make it less',
  'console.providers.narrow.title': 'Stand behind less of {name}',
  'console.providers.narrow.text':
    'Take off the ticks that no longer hold, or choose a day that comes before the end.',
  'console.providers.narrow.means':
    'Badges that were awarded until now keep the city behind them. New ones do not, where you took the tick off.',
  'console.providers.narrow.for': 'Still stand behind',
  'console.providers.narrow.until-hint': 'It can be earlier than now set, not later.',
  'console.providers.narrow.button': 'Stand behind less',
  'console.providers.narrowed': 'Done. Badges that were awarded before did not change.',
  'console.providers.until': 'Until',
  'console.providers.until-hint': 'Leave it out if it has no end.',
  'console.providers.accredit': 'Stand behind these badges',
  'console.providers.accredited': 'From now on the city stands behind these badges.',
  'console.providers.end.title': 'No longer stand behind these badges of {name}?',
  'console.providers.end.text':
    'Badges that were awarded until now stay good. New ones will not have the city behind them.',
  'console.providers.end': 'End it now',
  'console.providers.end.undo': 'Undo: stand behind them again',
  'console.providers.ended': 'It has ended. Badges that were awarded before stay good.',

  'console.providers.act.activate': 'Let {name} begin',
  'console.providers.act.suspend': 'Stop {name} for now',
  'console.providers.act.resume': 'Let {name} go on',
  'console.providers.act.close': 'Close {name} for good',
  'console.providers.ask.activate': 'Let {name} begin?',
  'console.providers.ask.suspend': 'Stop {name} for now?',
  'console.providers.ask.resume': 'Let {name} go on?',
  'console.providers.ask.close': 'Close {name} for good?',
  'console.providers.means.activate':
    'They can give badges from now on, and anyone can see their page.',
  'console.providers.means.suspend':
    'Use this when something is wrong. You can let them go on at any time.',
  'console.providers.means.suspend-badges': 'Badges that people have stay good.',
  'console.providers.means.suspend-links':
    'No new badges. Links that no one has used yet wait, and work again later.',
  'console.providers.means.suspend-keys':
    'Their signing key is kept, but signs no badge. Other systems of theirs can look, but not award.',
  'console.providers.means.suspend-people': 'Their people can still sign in, and read why.',
  'console.providers.means.resume': 'They can award again, and people can take their badges.',
  'console.providers.means.close':
    'This is for good. You cannot undo it. To stop them for a while, go back and stop them for now.',
  'console.providers.means.close-badges':
    'Badges that people have stay good. The city keeps them alive in their place.',
  'console.providers.means.close-links':
    'No new badges, ever. Links that no one has used stop for good.',
  'console.providers.means.close-keys':
    'Their signing key ends. The city stops standing behind new badges of theirs.',
  'console.providers.means.close-people': 'Their people can still sign in and look.',
  'console.providers.reason': 'Why?',
  'console.providers.reason-hint': 'Their people read it when they sign in.',
  'console.providers.done.activate': 'They can give badges now.',
  'console.providers.done.suspend': 'They are stopped for now.',
  'console.providers.done.resume': 'They can award again.',
  'console.providers.done.close': 'They are closed. The city keeps their badges alive.',
  'console.providers.undo': 'Undo: let them go on',

  'console.providers.error.slug': 'Use small letters, as in harbour-youth.',
  'console.providers.error.taken': 'This short name is taken. Choose another one.',
  'console.providers.error.name': 'Enter a name.',
  'console.providers.error.description': 'Say in one line what they do.',
  'console.providers.error.domain': 'Enter a link that begins with https://.',
  'console.providers.error.state': 'Choose when they begin.',
  'console.providers.error.day': 'Choose a day that is still to come.',
  'console.providers.error.scope': 'Tick at least one.',
  'console.providers.error.narrow-scope':
    'This is more than before. To add, go back and tick it there.',
  'console.providers.error.narrow-until':
    'Choose a day to come that is earlier than the end now set.',
  'console.providers.error.reason': 'Say why, in up to 500 letters.',
  'console.providers.error.state-changed':
    'This can no longer be done. Look at how they stand now.',
  'console.providers.error.closed': 'This provider has closed. That is for good.',
} as const satisfies Messages<'console'>
