import { useState } from 'preact/hooks'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'

const choices = ['1', '5', '15', '60'] as const

export function LockWhen() {
  const text = useText()
  const wallet = useWallet()
  const [minutes, setMinutes] = useState(String(wallet.idleMinutes()))
  const [error, setError] = useState<unknown>()

  // one choice may follow the other before it is kept: they are kept in turn, and the last one holds
  async function choose(value: string): Promise<void> {
    setMinutes(value)
    setError(undefined)
    try {
      await wallet.setIdleMinutes(Number(value))
    } catch (cause) {
      setError(cause)
      setMinutes(String(wallet.idleMinutes()))
    }
  }

  return (
    <>
      <RadioGroup
        isHeading
        legend={text('safety.lock-title')}
        value={minutes}
        options={choices.map((value) => ({
          value,
          label: text('safety.lock-minutes', { count: Number(value) }),
        }))}
        onChoose={choose}
      />
      {error !== undefined && <ErrorNotice error={error} />}
    </>
  )
}
