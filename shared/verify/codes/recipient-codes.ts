import type { CodeTable } from '../check-names.ts'

export const recipientCodes = {
  not_asked: { result: 'not-applicable', meaning: 'Nobody asked about a person.' },
  matches: { result: 'pass', meaning: 'The badge was awarded to the person asked about.' },
  differs: { result: 'fail', meaning: 'The badge was awarded to another person.' },
  not_stated: {
    result: 'unknown',
    meaning: 'The badge does not say whether it was awarded to the person asked about.',
  },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
