import type { BadgeRow } from './badge-row.ts'

/**
 * How a kept badge stands today, from what the last check said and what the clock says since.
 * `good`; `ending` soon; `ended`, which is no fault of it; `old`: good when it was last checked, which is long ago;
 * `doubt`: not all could be checked; `bad`: known not to be valid.
 */
export type BadgeState = 'good' | 'ending' | 'ended' | 'old' | 'doubt' | 'bad'

const day = 86_400_000
const endingSoonMs = 30 * day
const oldCheckMs = 30 * day

type Judged = Pick<BadgeRow, 'verdict' | 'doubt' | 'validUntil' | 'checkedAt'>

export function badgeState(row: Judged, now: Date): BadgeState {
  const at = now.getTime()
  const end = row.validUntil === undefined ? Number.NaN : Date.parse(row.validUntil)
  const hasEnded = end <= at
  const isFault = row.verdict === 'invalid' && row.doubt?.code !== 'expired'
  if (isFault) return 'bad'
  if (hasEnded || row.verdict === 'invalid') return 'ended'
  if (row.verdict === 'unknown') return 'doubt'
  if (end - at <= endingSoonMs) return 'ending'
  const age = at - Date.parse(row.checkedAt)
  // a check that claims to be from the future, or from no time at all, is not fresh
  return age >= -day && age <= oldCheckMs ? 'good' : 'old'
}
