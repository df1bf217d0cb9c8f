import { useState } from 'preact/hooks'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'

const choices = ['1', '5', '15', '60'] as const

export function LockWhen() {
  const text = useText()
  const wallet = useWallet()
  const [minutes, setMinutes] = useState(String(wallet.idleMinutes()))
  return (
    <RadioGroup
      isHeading
      legend={text('safety.lock-title')}
      value={minutes}
      options={choices.map((value) => ({
        value,
        label: text('safety.lock-minutes', { count: Number(value) }),
      }))}
      onChoose={(value) => {
        setMinutes(value)
        wallet.setIdleMinutes(Number(value))
      }}
    />
  )
}
