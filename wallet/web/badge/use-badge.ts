import { useEffect, useState } from 'preact/hooks'
import type { Disclosure, HeldBadge } from '../../core/held-badge.ts'
import { useWallet } from '../shell/wallet-context.ts'

export type KeptBadge = { badge: HeldBadge; shownTo: Disclosure[] }

/** A badge and to whom it was shown, read again whenever it changes; null where it is not here. */
export function useBadge(id: string): KeptBadge | null | undefined {
  const wallet = useWallet()
  const [kept, setKept] = useState<KeptBadge | null>()
  useEffect(() => {
    let isWanted = true
    async function load(): Promise<void> {
      const { store } = wallet.ports
      const [badge, disclosures] = await Promise.all([store.findBadge(id), store.listDisclosures()])
      if (!isWanted) return
      const shownTo = disclosures.filter(({ badges }) => badges.some((shown) => shown.id === id))
      setKept(badge === undefined ? null : { badge, shownTo })
    }
    const end = wallet.onChange((change) => {
      if (change === 'badges' || change === 'history') void load()
    })
    void load()
    return () => {
      isWanted = false
      end()
    }
  }, [id, wallet])
  return kept
}
