import type { BadgeRow } from './badge-row.ts'
import { type BadgeState, badgeState } from './badge-state.ts'

/** One stretch of the trail: a month, and the badges earned in it, newest first. */
export type TrailMonth = {
  /** `2026-11`. */
  month: string
  rows: BadgeRow[]
}

export type Need = { row: BadgeRow; state: Exclude<BadgeState, 'good' | 'old'> }

const day = 86_400_000
/** What ended long ago asks for nothing any more. */
const askAboutEndedMs = 90 * day

/** When a badge was earned: what it says itself, unless that is no date, or lies ahead of when it came. */
export function earnedAt({
  validFrom,
  receivedAt,
}: Pick<BadgeRow, 'validFrom' | 'receivedAt'>): string {
  const said = Date.parse(validFrom ?? '')
  const came = Date.parse(receivedAt)
  return Number.isNaN(said) || said > came ? receivedAt : new Date(said).toISOString()
}

/** The newest month first. */
export function trailOf(rows: readonly BadgeRow[]): TrailMonth[] {
  const dated = rows
    .map((row) => ({ row, at: earnedAt(row) }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const months: TrailMonth[] = []
  for (const { row, at } of dated) {
    const month = at.slice(0, 7)
    const last = months.at(-1)
    if (last?.month === month) last.rows.push(row)
    else months.push({ month, rows: [row] })
  }
  return months
}

/**
 * Badges that ask something of their owner: what is wrong first, then what is in doubt, then what ends.
 * @param isSettled what the owner has seen already and wants to leave as it is
 */
export function needsYou(
  rows: readonly BadgeRow[],
  now: Date,
  isSettled: (need: Need) => boolean = () => false,
): Need[] {
  const order: Need['state'][] = ['bad', 'doubt', 'ending', 'ended']
  return rows
    .flatMap((row) => needOf(row, now))
    .filter((need) => !isSettled(need))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

/** What a settled need is known by: another trouble with the same badge asks again. */
export function needKey({ row, state }: Need): string {
  return `${row.id} ${state} ${state === 'bad' || state === 'doubt' ? (row.doubt?.code ?? '') : ''}`
}

function needOf(row: BadgeRow, now: Date): Need[] {
  const state = badgeState(row, now)
  if (state === 'good' || state === 'old') return []
  const ended = Date.parse(row.validUntil ?? '')
  const isLongOver = state === 'ended' && now.getTime() - ended > askAboutEndedMs
  return isLongOver ? [] : [{ row, state }]
}
