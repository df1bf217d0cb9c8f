import type { BadgeRow } from '../../../../wallet/core/record/badge-row.ts'

/** A good badge of a year ago, checked today. */
export function rowOf(change: Partial<BadgeRow> = {}): BadgeRow {
  return {
    id: 'badge-1',
    name: 'First aid',
    provider: 'Quay Youth Club',
    issuerId: 'did:web:city.example:quay',
    receivedAt: '2026-11-20T09:00:00Z',
    validFrom: '2026-11-01T09:00:00Z',
    hasPicture: false,
    skills: [],
    isEndorsed: false,
    isOldKind: false,
    canBeSent: true,
    verdict: 'valid',
    checkedAt: '2026-11-22T09:00:00Z',
    hasReflection: false,
    ...change,
  }
}
