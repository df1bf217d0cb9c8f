import { validityOf } from '../credential/data-model-version.ts'
import { parseDateTime } from '../credential/date-time-stamp.ts'
import type { JsonObject } from '../json/json.ts'
import { check } from './check.ts'
import type { CheckCode } from './check-codes.ts'
import type { Moment } from './moment.ts'
import type { ProofTimes } from './proof-candidate.ts'
import type { Check } from './report.ts'

/** When the document says that it is valid, and the times of its proof. */
export function checkDates(document: JsonObject, proof: ProofTimes, moment: Moment): Check {
  const { from, until } = validityOf(document)
  const starts = [...from.map(readDateTime), readTime(proof.notBefore)]
  const ends = until.map(readDateTime)
  const created = readTime(proof.created)
  const expires = readTime(proof.expires)
  const times = [...starts, ...ends, created, expires]
  if (times.includes('malformed')) return check('dates', 'malformed')
  return check('dates', problemOf())

  function problemOf(): CheckCode<'dates'> {
    if (isFuture(created, moment)) return 'proof_from_future'
    if (starts.some((start) => isFuture(start, moment))) return 'not_yet_valid'
    if (ends.some((end) => isPast(end, moment))) return 'expired'
    return isPast(expires, moment) ? 'proof_expired' : 'ok'
  }
}

type Time = Date | 'malformed' | undefined

function readDateTime(value: unknown): Time {
  return value === undefined ? undefined : (parseDateTime(value) ?? 'malformed')
}

/** A proof's time is a date-time, or seconds since 1970 in a token. */
function readTime(value: unknown): Time {
  if (typeof value !== 'number') return readDateTime(value)
  const date = new Date(value * 1000)
  return Number.isNaN(date.getTime()) ? 'malformed' : date
}

export function isFuture(time: Time, { now, clockSkewSeconds }: Moment): boolean {
  return time instanceof Date && time.getTime() > now.getTime() + clockSkewSeconds * 1000
}

export function isPast(time: Time, { now, clockSkewSeconds }: Moment): boolean {
  return time instanceof Date && time.getTime() < now.getTime() - clockSkewSeconds * 1000
}
