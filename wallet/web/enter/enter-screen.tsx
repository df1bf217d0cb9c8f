import type { Gate } from '../device/open-wallet.ts'
import { MakeWallet } from './make-wallet.tsx'
import { UnlockWallet } from './unlock-wallet.tsx'

/** Shown in place of any screen while the wallet is absent or locked. The gate tells the shell when it is open. */
export function EnterScreen({ gate, state }: { gate: Gate; state: 'absent' | 'locked' }) {
  return state === 'absent' ? <MakeWallet gate={gate} /> : <UnlockWallet gate={gate} />
}
