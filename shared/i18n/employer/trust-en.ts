import type { Messages } from '../messages.ts'

/** Whose word counts for an employer. */
export const employerTrustEnglish = {
  'employer.trust.title': 'Cities you trust',
  'employer.trust.lede':
    'A city says who may give which badges. Choose the cities whose word you take.',
  'employer.trust.meaning': 'What it means to trust a city',
  'employer.trust.meaning-1':
    'The city keeps a list. It says who may give which badges, from when, and until when. The city signs it.',
  'employer.trust.meaning-2':
    'If you trust the city, we look at its list each time we check a badge. A badge is proven only if the list says that its giver was allowed to give it.',
  'employer.trust.meaning-3':
    'You trust its list, not all it does. You can stop at any time. What you have checked so far stays as it is.',
  'employer.trust.none':
    'You trust no city yet. We can say who gave a badge, and that no one changed it. We cannot say if they were allowed to give it.',
  'employer.trust.id': 'How it is known',
  'employer.trust.number': 'Number of the list',
  'employer.trust.read': 'We read it',
  'employer.trust.signed': 'The city signed it',
  'employer.trust.expires': 'Good until',
  'employer.trust.providers': 'Who may give badges',
  'employer.trust.recognised': 'Other cities it trusts',
  'employer.trust.state.current': 'Its list is here and good',
  'employer.trust.state.expired': 'Its list is too old',
  'employer.trust.state.unread': 'Its list could not be read',
  'employer.trust.state.unasked': 'Its list has not been read yet',
  'employer.trust.tried': 'We last tried on {time}.',
  'employer.trust.refusal.trust_list_unavailable':
    'We found no good list of a city there. Check the address, or try again later.',
  'employer.trust.refusal.trust_list_rolled_back':
    'The list there is older than one we have seen. We do not use it. Ask the city.',
  'employer.trust.refusal.trust_list_contradicted':
    'The city gave two lists with one number. We use neither. Ask the city.',
  'employer.trust.refusal.log_forked':
    'The record of the city was changed after the fact. We do not use its list. Ask the city.',
  'employer.trust.refresh': 'Read the lists now',
  'employer.trust.refreshed': 'All lists were read just now.',
  'employer.trust.refresh-failed': {
    one: '{count} list could not be read. We keep what we had.',
    other: '{count} lists could not be read. We keep what we had.',
  },
  'employer.trust.copy': 'Copies of cities',
  'employer.trust.copy-text':
    'A city can give you a copy of all it says. If it cannot be reached one day, the copy tells what it said up to then. A badge still counts as not checked until the city can be asked.',
  'employer.trust.copy-file': 'The file with the copy',
  'employer.trust.copy-hint': 'Up to 16 MB. It must be of a city you trust.',
  'employer.trust.copy-keep': 'Keep this copy',
  'employer.trust.copy-missing': 'Choose the file first.',
  'employer.trust.copy-kept': 'The copy is kept.',
  'employer.trust.copy-refused':
    'This is not a good copy of a city you trust. Nothing was kept. Ask the city for a new one.',
  'employer.trust.copy-age': {
    one: '{time}. It is {count} day old.',
    other: '{time}. It is {count} days old.',
  },
  'employer.trust.copy-here': 'Copy we keep, from',
  'employer.trust.copy-remove': 'Delete the copy',
  'employer.trust.copy-removed': 'The copy is not kept any more.',
  'employer.trust.add': 'Trust one more city',
  'employer.trust.address': 'Address of the city',
  'employer.trust.address-hint': 'As in city.example. We look at its list first.',
  'employer.trust.address-wrong': 'Write the address like this: city.example.',
  'employer.trust.known': 'You trust this city as it is.',
  'employer.trust.nothing-there': 'There is no list of a city there. Nothing was changed.',
  'employer.trust.look': 'Look at its list',
  'employer.trust.look-at': 'Look at the list of {place}',
  'employer.trust.suggested':
    'The host of this site asks these cities already. You can take their word too.',
  'employer.trust.add-title': 'Trust {name}?',
  'employer.trust.add-text': {
    one: 'We read the list of {name}. It says who may give badges: {count} place. The city is known as {id}. Trust it if you know that this is the city you mean.',
    other:
      'We read the list of {name}. It says who may give badges: {count} places. The city is known as {id}. Trust it if you know that this is the city you mean.',
  },
  'employer.trust.add-button': 'Trust this city',
  'employer.trust.added': 'You trust {name} from now on.',
  'employer.trust.remove': 'Stop trusting',
  'employer.trust.remove-title': 'Stop trusting {name}?',
  'employer.trust.remove-text':
    'New checks will not take the word of {name}. What you have checked so far stays as it is.',
  'employer.trust.remove-button': 'Stop trusting this city',
  'employer.trust.removed': 'You do not trust {name} any more.',
} as const satisfies Messages<'employer'>
