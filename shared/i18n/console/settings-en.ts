import type { Messages } from '../messages.ts'

/** The city's name and look. */
export const consoleSettingsEnglish = {
  'console.settings.title': 'Name and look',
  'console.settings.lede': 'How people see the city on its pages and in its mail.',
  'console.settings.name-en': 'Name in English',
  'console.settings.name-cy': 'Name in Welsh',
  'console.settings.name-missing': 'Give the city a name.',
  'console.settings.hue': 'Colour of buttons and links',
  'console.settings.hue-hint':
    'Pick one from the list, or write your own, as in #0b6e6e. It must be dark.',
  'console.settings.hue-wrong': 'Write the colour like this: #0b6e6e.',
  'console.settings.hue-light':
    'This colour is too light to read: {contrast}. It needs {least} or more. Choose a darker one.',
  'console.settings.logo': 'New logo',
  'console.settings.logo-hint':
    'A PNG, JPEG or SVG of up to 2 MB. We draw it anew as a small picture.',
  'console.settings.logo-now': 'Logo now',
  'console.settings.logo-forget': 'Take it away',
  'console.settings.logo-wrong':
    'This picture cannot be used. Send a PNG, JPEG or plain SVG of up to 2 MB.',
  'console.settings.save': 'Save',
  'console.settings.saved': 'Saved. All pages show it from now on.',
} as const satisfies Messages<'console'>
