import { useEffect, useState } from 'preact/hooks'
import { Page } from '../../parts/page.tsx'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'
import { BackupFile } from './backup-file.tsx'
import { DeleteEverything } from './delete-everything.tsx'
import { LockWhen } from './lock-when.tsx'
import { RecoveryCard } from './recovery-card.tsx'
import { SealedCopy } from './sealed-copy.tsx'
import { WaysInList } from './ways-in-list.tsx'

/** What keeps the wallet from being lost, and from being opened by others. */
export function SafetyScreen() {
  const text = useText()
  const version = useSafetyVersion()
  return (
    <Page title={text('safety.title')} back="/you">
      <SealedCopy version={version} />
      <WaysInList version={version} />
      <BackupFile />
      <RecoveryCard version={version} />
      <LockWhen />
      <DeleteEverything />
    </Page>
  )
}

/** Grows whenever ways in or the copy changed, here or in another tab. */
function useSafetyVersion(): number {
  const wallet = useWallet()
  const [version, setVersion] = useState(0)
  useEffect(
    () => wallet.onChange((change) => change === 'safety' && setVersion((before) => before + 1)),
    [wallet],
  )
  return version
}
