import { useEffect, useState } from 'preact/hooks'
import type { WalletChange } from '../device/open-wallet.ts'
import { useLoaded } from '../shell/use-loaded.ts'
import { useWallet } from '../shell/wallet-context.ts'

/** Something of the wallet's, read again whenever that changes, here or in another tab. */
export function useChanging<Value>(
  change: WalletChange,
  read: () => Promise<Value>,
): Value | undefined {
  const wallet = useWallet()
  const [turn, setTurn] = useState(0)
  const [shown, setShown] = useState<Value>()
  useEffect(
    () => wallet.onChange((changed) => changed === change && setTurn((count) => count + 1)),
    [wallet, change],
  )
  const loaded = useLoaded(turn, read)
  useEffect(() => {
    if (loaded !== undefined) setShown(loaded)
  }, [loaded])
  // while it is read again the last one stays
  return loaded ?? shown
}
