import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { useText } from '../shell/words.ts'
import type { Asked } from './use-import.ts'

type AskAddressProps = {
  asked: Asked | undefined
  isBusy: boolean
  onYes(asked: Asked): void
  onNo(): void
}

/** An address may belong to anybody: it is asked for a badge only after a yes. */
export function AskAddress({ asked, isBusy, onYes, onNo }: AskAddressProps) {
  const text = useText()
  return (
    <Dialog
      title={text('add.address-title', { host: asked?.host ?? '' })}
      isOpen={asked !== undefined}
      onClose={onNo}
    >
      {asked !== undefined && (
        <>
          <p>
            <WebAddress address={asked.url} />
          </p>
          <p>{text('add.address-text')}</p>
          <div class="button-pair">
            <Button busy={isBusy} onClick={() => onYes(asked)}>
              {text('add.address-yes')}
            </Button>
            <Button kind="second" onClick={onNo}>
              {text('add.address-no')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
