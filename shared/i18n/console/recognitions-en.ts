import type { Messages } from '../messages.ts'

/** Other cities whose word counts here, on the city's console. */
export const consoleRecognitionsEnglish = {
  'console.recognitions.title': 'Other cities',
  'console.recognitions.lede':
    'Badges from these cities count here too. Who checks one sees both names.',
  'console.recognitions.caption': 'Cities whose word counts here',
  'console.recognitions.none': 'No other city counts here yet.',
  'console.recognitions.city': 'City',
  'console.recognitions.all': 'All that they stand behind',
  'console.recognitions.some': { one: '{count} badge', other: '{count} badges' },
  'console.recognitions.new': 'Let one more city count',
  'console.recognitions.means':
    'Their badges count as long as they stand behind them, also those that people have now.',
  'console.recognitions.name': 'Name of the city',
  'console.recognitions.name-hint': 'Or of the scheme, as people know it.',
  'console.recognitions.address': 'Its address or lasting ID',
  'console.recognitions.address-hint': 'As in https://hull.example or did:web:hull.example',
  'console.recognitions.achievements': 'Only these badges',
  'console.recognitions.achievements-hint':
    'Links of badges, one on each line. Leave it out for all of them.',
  'console.recognitions.give': 'Let this city count',
  'console.recognitions.given': 'Badges from {name} count here now.',
  'console.recognitions.sure-title': 'Let {name} count here?',
  'console.recognitions.sure-text': {
    one: 'We read the list of {name}. It says who may give badges: {count} place. The city is known as {id}. Go on if this is the city you mean.',
    other:
      'We read the list of {name}. It says who may give badges: {count} places. The city is known as {id}. Go on if this is the city you mean.',
  },
  'console.recognitions.unread':
    'We found no good list of a city there. Nothing was changed. Check the address, or try again later.',
  'console.recognitions.end-title': 'Let {name} no longer count?',
  'console.recognitions.end-text':
    'No badge of theirs counts here from then on, old ones too. They stay good under their own city.',
  'console.recognitions.end': 'End it now',
  'console.recognitions.ended': 'Badges from {name} no longer count here.',
  'console.recognitions.undo': 'Undo: let {name} count again',
  'console.recognitions.wrong-name': 'Enter the name of the city.',
  'console.recognitions.wrong-city': 'Enter the link of a city that is not this one.',
  'console.recognitions.wrong-achievements': 'Enter links that begin with https://, one a line.',
  'console.recognitions.wrong-until': 'Choose a day that is still to come.',
} as const satisfies Messages<'console'>
