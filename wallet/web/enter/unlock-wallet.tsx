import { useState } from 'preact/hooks'
import type { Gate } from '../device/open-wallet.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Page } from '../parts/page.tsx'
import { useTask } from '../parts/use-task.ts'
import { Loading } from '../shell/loading.tsx'
import { useLoaded } from '../shell/use-loaded.ts'
import { useText } from '../shell/words.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { WaitingOffer } from './waiting-offer.tsx'

export function UnlockWallet({ gate }: { gate: Gate }) {
  const text = useText()
  const task = useTask()
  const [passphrase, setPassphrase] = useState('')
  const ways = useLoaded('ways-in', () => gate.ways())
  if (ways === undefined) return <Loading />

  function submit(event: Event): void {
    event.preventDefault()
    task.run(async () => void (await gate.unlock({ kind: 'passphrase', passphrase })))
  }

  return (
    <Page title={text('enter.open-title')}>
      <WaitingOffer />
      <p>{text('enter.open-text')}</p>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {ways.includes('passkey') && (
        <Button
          busy={task.isBusy}
          onClick={() => task.run(async () => void (await gate.unlock({ kind: 'passkey' })))}
        >
          {text('enter.open-passkey')}
        </Button>
      )}
      {ways.includes('passphrase') && (
        <form onSubmit={submit} noValidate>
          <PassphraseField value={passphrase} onInput={setPassphrase} />
          <Button
            type="submit"
            kind={ways.includes('passkey') ? 'second' : 'primary'}
            busy={task.isBusy}
          >
            {text('enter.open-passphrase')}
          </Button>
        </form>
      )}
      <Disclosure summary={text('enter.cannot-open')}>
        <ClearWallet gate={gate} />
      </Disclosure>
    </Page>
  )
}

function ClearWallet({ gate }: { gate: Gate }) {
  const text = useText()
  const task = useTask()
  const [isAsked, setAsked] = useState(false)
  const close = () => setAsked(false)
  return (
    <>
      <p>{text('enter.cannot-open-text')}</p>
      <Button kind="warning" onClick={() => setAsked(true)}>
        {text('enter.clear')}
      </Button>
      <Dialog title={text('enter.clear-title')} isOpen={isAsked} onClose={close}>
        <p>{text('enter.clear-text')}</p>
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <Button
          kind="warning"
          busy={task.isBusy}
          onClick={() => task.run(() => gate.deleteEverything())}
        >
          {text('enter.clear')}
        </Button>
        <Button kind="second" onClick={close}>
          {text('parts.cancel')}
        </Button>
      </Dialog>
    </>
  )
}
