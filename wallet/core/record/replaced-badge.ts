import type { HeldBadge } from '../held-badge.ts'
import type { WalletStore } from '../wallet-ports.ts'

/** An older copy of the same award, bound to another key: the same id by the same awarder. */
export async function findReplaced(
  badge: HeldBadge,
  store: Pick<WalletStore, 'listRows' | 'findBadge'>,
): Promise<HeldBadge | undefined> {
  const { id, issuer, achievement } = badge.summary
  if (id === undefined) return undefined
  const rows = await store.listRows()
  const candidates = rows.filter(
    (row) =>
      row.id !== badge.id && row.issuerId === issuer.id && row.achievementId === achievement?.id,
  )
  for (const row of candidates.slice(0, 20)) {
    const other = await store.findBadge(row.id)
    if (other?.summary.id === id && other.summary.subjectId !== badge.summary.subjectId) {
      return other
    }
  }
  return undefined
}
