import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Gate, OpenWallet } from '../device/open-wallet.ts'

export const WalletContext = createContext<OpenWallet | undefined>(undefined)
export const GateContext = createContext<Gate | undefined>(undefined)

/** The open wallet. Only screens behind the gate may ask for it. */
export function useWallet(): OpenWallet {
  const wallet = useContext(WalletContext)
  if (wallet === undefined) throw new Error('this screen stands before the gate')
  return wallet
}

/** The open wallet, or nothing: for screens that are open to all and say more to its owner. */
export function useWalletIfOpen(): OpenWallet | undefined {
  return useContext(WalletContext)
}

export function useGate(): Gate {
  const gate = useContext(GateContext)
  if (gate === undefined) throw new Error('the gate is not there yet')
  return gate
}
