import { useEffect, useState } from 'preact/hooks'
import type { WalletChange } from '../device/open-wallet.ts'
import { useLoaded } from './use-loaded.ts'
import { useWallet } from './wallet-context.ts'

/**
 * Something of the wallet's, read again whenever that changes, here or in another tab. What an older reading brings
 * late is not shown.
 */
export function useChanging<Value>(
  change: WalletChange | readonly WalletChange[],
  read: () => Promise<Value>,
): Value | undefined {
  const wallet = useWallet()
  const [turn, setTurn] = useState(0)
  const [shown, setShown] = useState<Value>()
  useEffect(
    () =>
      wallet.onChange((changed) => {
        if ([change].flat().includes(changed)) setTurn((count) => count + 1)
      }),
    // each caller waits for the same changes all the time
    [wallet],
  )
  const loaded = useLoaded(turn, read)
  useEffect(() => {
    if (loaded !== undefined) setShown(() => loaded)
  }, [loaded])
  // while it is read again the last one stays
  return loaded === undefined ? shown : loaded
}
