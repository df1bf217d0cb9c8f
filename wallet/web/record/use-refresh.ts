import { useEffect } from 'preact/hooks'
import { type BadgeRow, badgeRow } from '../../core/record/badge-row.ts'
import { refreshDue } from '../../core/record/refresh-due.ts'
import type { OpenWallet } from '../device/open-wallet.ts'
import { announce } from '../parts/announcer.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

/** Once for each opening of the wallet: coming back to the trail asks nobody again. */
const refreshed = new WeakSet<OpenWallet>()
const restMs = 1_500

/** Checks again what was not checked for long, while the person looks at the trail and the network is cheap. */
export function useRefresh(rows: readonly BadgeRow[] | undefined): void {
  const wallet = useWallet()
  const text = useText()
  const isThere = rows !== undefined && rows.length > 0
  // the rows of the first moment are enough
  useEffect(() => {
    if (!isThere || refreshed.has(wallet) || !isNetworkCheap()) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      refreshed.add(wallet)
      const { changed } = await refreshDue(rows, wallet.ports, {
        ...{ signal: stop.signal, pause },
        onChecked: (badge) => wallet.pictures.keep(badgeRow(badge).picture),
      })
      if (changed > 0) announce(text('record.changed', { count: changed }))
    }, restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [wallet, isThere])
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}

/** Not every browser says what its network costs. */
type Connection = { saveData?: boolean; type?: string }

function isNetworkCheap(): boolean {
  if (!navigator.onLine) return false
  // sound: where the member is missing, so are its own
  const { connection = {} } = navigator as Navigator & { connection?: Connection }
  return connection.saveData !== true && connection.type !== 'cellular'
}
