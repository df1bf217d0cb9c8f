import { useState } from 'preact/hooks'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { useTask } from '../../parts/use-task.ts'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'

const choices = ['1', '5', '15', '60'] as const

export function LockWhen() {
  const text = useText()
  const wallet = useWallet()
  const task = useTask()
  const [minutes, setMinutes] = useState(String(wallet.idleMinutes()))

  function choose(value: string): void {
    task.run(async () => {
      await wallet.setIdleMinutes(Number(value))
      setMinutes(value)
    })
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
      {task.error !== undefined && <ErrorNotice error={task.error} />}
    </>
  )
}
