import type { CodeTable } from '../check-names.ts'

export const endorsementsCodes = {
  ok: { result: 'pass', meaning: 'Every endorsement inside the badge verifies.' },
  none: { result: 'not-applicable', meaning: 'The badge carries no endorsement.' },
  endorsement_invalid: { result: 'fail', meaning: 'An endorsement inside the badge is invalid.' },
  endorsement_unknown: {
    result: 'unknown',
    meaning: 'An endorsement inside the badge could not be checked.',
  },
  endorsement_of_another: {
    result: 'fail',
    meaning: 'An endorsement inside the badge is about something else.',
  },
  too_many: { result: 'fail', meaning: 'The badge carries more endorsements than are read.' },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
