import type { Disclosure } from '../../core/held-badge.ts'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { useTask } from '../parts/use-task.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { askerName } from './asker-name.ts'

type DeleteNoteProps = { disclosure: Disclosure | undefined; onDone(): void }

export function DeleteNote({ disclosure, onDone }: DeleteNoteProps) {
  const text = useText()
  const { ports } = useWallet()
  const task = useTask()

  async function remove(id: string): Promise<void> {
    await task.run(async () => {
      await ports.store.removeDisclosure(id)
      announce(text('history.deleted'))
      onDone()
    })
  }

  return (
    <Dialog title={text('history.delete-title')} isOpen={disclosure !== undefined} onClose={onDone}>
      {disclosure !== undefined && (
        <>
          <p>
            <strong>{askerName(disclosure)}</strong>
          </p>
          <p>{text('history.delete-text')}</p>
          {task.error !== undefined && <ErrorNotice error={task.error} />}
          <div class="button-pair">
            <Button kind="warning" busy={task.isBusy} onClick={() => remove(disclosure.id)}>
              {text('history.delete-yes')}
            </Button>
            <Button kind="second" onClick={onDone}>
              {text('history.delete-no')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
