import type { Gate } from '../device/open-wallet.ts'
import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

/** Shown in place of any screen while the wallet is absent or locked. The gate tells the shell when it is open. */
export function EnterScreen(_props: { gate: Gate; state: 'absent' | 'locked' }) {
  const text = useText()
  return <Page title={text('enter.title')} />
}
