import type { CodeTable } from '../check-names.ts'

export const logCodes = {
  ok: { result: 'pass', meaning: "The award stands in the city's log." },
  not_asked: { result: 'not-applicable', meaning: 'The policy names no trusted city.' },
  not_logged: {
    result: 'unknown',
    meaning: "The city's log did not know the award by the time that matters.",
  },
  log_forked: {
    result: 'unknown',
    meaning: "The city's log contradicts what it said before.",
  },
  log_unavailable: { result: 'unknown', meaning: "The city's log could not be had." },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
