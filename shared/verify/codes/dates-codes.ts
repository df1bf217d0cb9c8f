import type { CodeTable } from '../check-names.ts'

export const datesCodes = {
  ok: { result: 'pass', meaning: 'All dates allow use now.' },
  not_yet_valid: { result: 'fail', meaning: 'validFrom is in the future.' },
  expired: { result: 'fail', meaning: 'validUntil has passed.' },
  malformed: { result: 'fail', meaning: 'A date is not a date-time.' },
  proof_from_future: {
    result: 'fail',
    meaning: 'The proof says that it was made in the future.',
  },
  proof_expired: { result: 'fail', meaning: 'The proof has expired.' },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
