import type { HeldBadge } from '../held-badge.ts'
import type { WalletPorts } from '../wallet-ports.ts'
import type { BadgeRow } from './badge-row.ts'
import { recheckBadge } from './recheck-badge.ts'

export type Refresh = { checked: number; changed: number; unreachable: number }

export type RefreshOptions = {
  /** So many badges at one time. */
  maxBadges?: number
  /** What was checked later than this is left alone. */
  olderThanMs?: number
  signal?: AbortSignal
  /** Lets a person's own work go first, between two badges. */
  pause?: () => Promise<void>
  /** After each badge that could be checked. */
  onChecked?: (badge: HeldBadge) => Promise<void>
}

const hour = 3_600_000

/**
 * Checks again what was not checked for longest: a bounded number, one after the other. An awarder that does not
 * answer is left alone for the rest of the time.
 */
export async function refreshDue(
  rows: readonly BadgeRow[],
  ports: Parameters<typeof recheckBadge>[1] & Pick<WalletPorts, 'clock'>,
  options: RefreshOptions = {},
): Promise<Refresh> {
  const { maxBadges = 40, signal, pause, onChecked } = options
  const refresh: Refresh = { checked: 0, changed: 0, unreachable: 0 }
  const silent = new Set<string>()
  for (const row of dueRows(rows, ports.clock(), options.olderThanMs).slice(0, maxBadges)) {
    await pause?.()
    if (signal?.aborted) return refresh
    if (silent.has(row.issuerId)) continue
    const badge = await ports.store.findBadge(row.id)
    if (badge === undefined) continue
    const again = await recheckBadge(badge, ports)
    if (again.outcome === 'unreachable') {
      silent.add(row.issuerId)
      refresh.unreachable += 1
      continue
    }
    refresh.checked += 1
    await onChecked?.(again.badge)
    if (again.badge.report.verdict !== row.verdict) refresh.changed += 1
  }
  return refresh
}

/** Those that are due, the longest unchecked first. What is invalid for good need not be asked about again. */
export function dueRows(rows: readonly BadgeRow[], now: Date, olderThanMs = 20 * hour): BadgeRow[] {
  return rows
    .filter((row) => !isSettledForGood(row) && isOlder(row, now, olderThanMs))
    .sort((a, b) => (a.checkedAt < b.checkedAt ? -1 : 1))
}

function isSettledForGood({ verdict, doubt }: BadgeRow): boolean {
  return verdict === 'invalid' && (doubt?.code === 'revoked' || doubt?.code === 'signature_invalid')
}

function isOlder({ checkedAt }: BadgeRow, now: Date, olderThanMs: number): boolean {
  const age = now.getTime() - Date.parse(checkedAt)
  return !(age >= 0 && age < olderThanMs)
}
