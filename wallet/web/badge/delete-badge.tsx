import { useState } from 'preact/hooks'
import type { HeldBadge } from '../../core/held-badge.ts'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { useTask } from '../parts/use-task.ts'
import { navigate } from '../shell/place.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

/** For good, and only after a question that names what goes. */
export function DeleteBadge({ badge, name }: { badge: HeldBadge; name: string }) {
  const text = useText()
  const { ports } = useWallet()
  const task = useTask()
  const [isAsking, setAsking] = useState(false)

  async function remove(): Promise<void> {
    await task.run(async () => {
      await ports.store.removeBadge(badge.id)
      announce(text('badge.deleted'))
      navigate('/', { replace: true })
    })
  }

  return (
    <section>
      <Button kind="warning" onClick={() => setAsking(true)}>
        {text('badge.delete')}
      </Button>
      <Dialog
        title={text('badge.delete-title', { name })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
      >
        <p>{text('badge.delete-text')}</p>
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <div class="button-pair">
          <Button kind="warning" busy={task.isBusy} onClick={remove}>
            {text('badge.delete-yes')}
          </Button>
          <Button kind="second" onClick={() => setAsking(false)}>
            {text('badge.delete-no')}
          </Button>
        </div>
      </Dialog>
    </section>
  )
}
