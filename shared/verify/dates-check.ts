import { validityOf } from '../credential/data-model-version.ts'
import { parseDateTimeStamp } from '../credential/date-time-stamp.ts'
import type { JsonObject } from '../json/json.ts'
import { check } from './check.ts'
import type { CheckCode } from './check-codes.ts'
import type { Moment } from './moment.ts'
import type { ProofTimes } from './proof-candidate.ts'
import type { Check } from './report.ts'

/** When the document says that it is valid, and the times of its proof. */
export function checkDates(document: JsonObject, proof: ProofTimes, moment: Moment): Check {
  const validity = validityOf(document)
  const starts = [...validity.from.map(readDateTime), readTime(proof.notBefore)]
  const ends = validity.until.map(readDateTime)
  const created = readTime(proof.created)
  const expires = readTime(proof.expires)
  if ([...starts, ...ends, created, expires].includes('malformed')) {
    return check('dates', 'malformed')
  }
  const rules: [CheckCode<'dates'>, boolean][] = [
    ['proof_from_future', isFuture(created, moment)],
    ['not_yet_valid', starts.some((start) => isFuture(start, moment))],
    ['expired', ends.some((end) => isPast(end, moment))],
    ['proof_expired', isPast(expires, moment)],
  ]
  const broken = rules.find(([, isBroken]) => isBroken)
  return check('dates', broken ? broken[0] : 'ok')
}

type Time = Date | 'malformed' | undefined

function readDateTime(value: unknown): Time {
  return value === undefined ? undefined : (parseDateTimeStamp(value) ?? 'malformed')
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
