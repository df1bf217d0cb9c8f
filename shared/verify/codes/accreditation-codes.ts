import type { CodeTable } from '../check-names.ts'

export const accreditationCodes = {
  ok: {
    result: 'pass',
    meaning: 'A trusted city accredited the issuer for this badge at that time.',
  },
  not_asked: { result: 'not-applicable', meaning: 'The policy names no trusted city.' },
  achievement_of_another: {
    result: 'unknown',
    meaning:
      "The badge's definition belongs to another than its awarder, and no city vouches for that.",
  },
  not_accredited: {
    result: 'fail',
    meaning: 'No trusted city accredited the issuer for this badge at that time.',
  },
  accreditation_ended: {
    result: 'unknown',
    meaning: "The city's log did not know the award while the issuer was accredited for it.",
  },
  awarded_before_accreditation: {
    result: 'fail',
    meaning: 'The award was logged before the issuer was accredited for this badge.',
  },
  not_in_log: {
    result: 'unknown',
    meaning: "The award is not in the city's log, so its time is not known.",
  },
  key_retired: {
    result: 'unknown',
    meaning: 'The signing key was retired before the log knew the award.',
  },
  key_compromised: {
    result: 'unknown',
    meaning: 'The signing key was compromised before the log knew the award.',
  },
  signed_by_escrow: {
    result: 'fail',
    meaning: "The city's escrow key may sign status lists only, and it signed this badge.",
  },
  trust_list_rolled_back: {
    result: 'unknown',
    meaning: "The city's trust list is older than one already seen.",
  },
  trust_list_contradicted: {
    result: 'unknown',
    meaning: 'The city signed two trust lists with one sequence number that say different things.',
  },
  trust_list_unavailable: {
    result: 'unknown',
    meaning: 'The trust list of a trusted city could not be had or has expired.',
  },
  not_checked: { result: 'unknown', meaning: 'An earlier check stood in the way.' },
} as const satisfies CodeTable
