import type { Messages } from './messages.ts'

/** What every application says, in English. Each sentence stays at reading grade 6 or below. */
export const sharedEnglish = {
  'layout.skip': 'Skip to the main part',
  'layout.languages': 'Language',
} as const satisfies Messages<'layout' | 'error' | 'report' | 'check' | 'stone' | 'part'>
