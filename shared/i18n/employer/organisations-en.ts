import type { Messages } from '../messages.ts'

/** Which organisations an installation serves. */
export const employerOrganisationsEnglish = {
  'employer.organisations.title': 'Organisations',
  'employer.organisations.lede':
    'Each one asks in its own name, with its own keys. None sees what is sent to the others.',
  'employer.organisations.limits': 'Limits',
  'employer.organisations.limits-see': 'See and change',
  'employer.organisations.caption': 'Who asks for badges here',
  'employer.organisations.name': 'Name',
  'employer.organisations.home': 'Where its keys are',
  'employer.organisations.home.host': 'At the address of this place',
  'employer.organisations.home.hosted': 'Kept here for it',
  'employer.organisations.home.own-domain': 'On its own domain',
  'employer.organisations.new': 'Add an organisation',
  'employer.organisations.slug': 'Short name',
  'employer.organisations.slug-hint':
    'For links, as in quayside-cycles. It cannot be changed. Leave it empty and we make one.',
  'employer.organisations.domain': 'Its own domain',
  'employer.organisations.domain-hint':
    'As in https://cycles.example. Leave it empty to keep its keys here. It cannot be changed.',
  'employer.organisations.make': 'Add it',
  'employer.organisations.made': '{name} is there. Now ask in who works there.',
  'employer.organisations.error.name': 'Enter a name of up to 200 letters.',
  'employer.organisations.error.slug': 'Use small letters, digits and hyphens, as in my-shop.',
  'employer.organisations.error.domain': 'Enter a link that begins with https://.',
  'employer.organisations.error.taken':
    'This short name or domain is in use here. Nothing was changed. Choose another one.',
} as const satisfies Messages<'employer'>
