import { useEffect, useState } from 'preact/hooks'
import { Notice } from '../../parts/notice.tsx'
import { Link } from '../../shell/link.tsx'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'
import { useFresh } from './use-fresh.ts'

/** For the list of badges: says so where they are on this device alone. */
export function SafetyReminder() {
  const text = useText()
  const { backup, onChange } = useWallet()
  const [version, setVersion] = useState(0)
  useEffect(() => onChange((change) => change === 'safety' && setVersion((n) => n + 1)), [onChange])
  const state = useFresh(version, () => backup.copy())
  const isAlone =
    state !== undefined && (!state.isOn || (state.status === 'failed' && !state.savedAt))
  if (!isAlone) return null
  return (
    <Notice kind="doubt" title={text('safety.remind-title')}>
      <p>{text('safety.remind-text')}</p>
      <p>
        <Link to="/you/safety">{text('safety.remind-go')}</Link>
      </p>
    </Notice>
  )
}
