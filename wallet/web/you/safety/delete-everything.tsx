import { useState } from 'preact/hooks'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { useTask } from '../../parts/use-task.ts'
import { useGate } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'

export function DeleteEverything() {
  const text = useText()
  const gate = useGate()
  const task = useTask()
  const [isAsked, setAsked] = useState(false)
  const close = () => setAsked(false)
  return (
    <section>
      <h2>{text('safety.delete-title')}</h2>
      <p>{text('safety.delete-text')}</p>
      <Button kind="warning" onClick={() => setAsked(true)}>
        {text('safety.delete')}
      </Button>
      <Dialog title={text('safety.delete-asked')} isOpen={isAsked} onClose={close}>
        <p>{text('safety.delete-text')}</p>
        <p>{text('safety.delete-kept')}</p>
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <Button
          kind="warning"
          busy={task.isBusy}
          onClick={() => task.run(() => gate.deleteEverything())}
        >
          {text('safety.delete')}
        </Button>
        <Button kind="second" onClick={close}>
          {text('parts.cancel')}
        </Button>
      </Dialog>
    </section>
  )
}
