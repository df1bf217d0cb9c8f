import type { Disclosure, HeldBadge } from '../../core/held-badge.ts'
import { useChanging } from '../shell/use-changing.ts'
import { useWallet } from '../shell/wallet-context.ts'

export type KeptBadge = { badge: HeldBadge; shownTo: Disclosure[] }

/** A badge and to whom it was shown; null where it is not here. @param id stays the same while the screen is shown */
export function useBadge(id: string): KeptBadge | null | undefined {
  const { store } = useWallet().ports
  return useChanging(['badges', 'history'], async () => {
    const [badge, disclosures] = await Promise.all([store.findBadge(id), store.listDisclosures()])
    if (badge === undefined) return null
    const isOfThis = ({ badges }: Disclosure) => badges.some((shown) => shown.id === id)
    return { badge, shownTo: disclosures.filter(isOfThis) }
  })
}
