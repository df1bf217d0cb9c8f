import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useText } from '../shell/words.ts'
import type { Source } from './use-import.ts'

type AskSharedProps = {
  shared: Source | undefined
  onYes(source: Source): void
  onNo(): void
}

/** Any website can send a form to the address that other apps share to, so nothing is read before a yes. */
export function AskShared({ shared, onYes, onNo }: AskSharedProps) {
  const text = useText()
  return (
    <Dialog title={text('add.shared-title')} isOpen={shared !== undefined} onClose={onNo}>
      <p>{text('add.shared-text')}</p>
      <div class="button-pair">
        <Button onClick={() => shared !== undefined && onYes(shared)}>
          {text('add.shared-yes')}
        </Button>
        <Button kind="second" onClick={onNo}>
          {text('add.shared-no')}
        </Button>
      </div>
    </Dialog>
  )
}
