import type { Messages } from '../messages.ts'

/** Groups of people to award to. */
export const consoleGroupsEnglish = {
  'console.groups.title': 'Groups',
  'console.groups.lede':
    'A group is a list of people, so that you can award to all of them at once.',
  'console.groups.name': 'Name of the group',
  'console.groups.name-hint': 'As in: Friday football.',
  'console.groups.who': 'People',
  'console.groups.people': { one: '{count} person', other: '{count} people' },
  'console.groups.people-hint':
    'One to a line, as in: Sam Jones, sam@mail.example. Add a comma and cy for Welsh.',
  'console.groups.new': 'A new group',
  'console.groups.make': 'Make this group',
  'console.groups.back': 'All groups',
  'console.groups.back-to-one': 'Back to the group',
  'console.groups.empty': 'There is no one in this group yet. Add people below.',
  'console.groups.add': 'Add people',
  'console.groups.act': 'Change',
  'console.groups.take-out': 'Take out',
  'console.groups.taken-out': '{who} is no longer in the group. Their badges stay.',
  'console.groups.remove': 'Delete this group',
  'console.groups.remove.title': 'Delete the group {group}?',
  'console.groups.remove.text': 'The list is gone then. Badges that were awarded stay.',
  'console.groups.removed': 'The group {group} was deleted.',
  'console.groups.award': 'Award a badge to them',
  'console.groups.award.title': 'Award a badge to {group}',
  'console.groups.earners': 'Who earned it',
  'console.groups.notify': 'Send each of them their link by e-mail',
  'console.groups.awarded': {
    one: 'You gave {count} badge.',
    other: 'You gave {count} badges.',
  },
  'console.groups.error.name': 'Give the group a name.',
  'console.groups.error.nobody': 'Add at least one person.',
  'console.groups.error.many': 'Add {most} people at most at a time.',
  'console.groups.error.lines': 'These lines have no good e-mail: {lines}. Nothing was kept.',
  'console.groups.error.members': 'Tick who earned it.',
} as const satisfies Messages<'console'>
