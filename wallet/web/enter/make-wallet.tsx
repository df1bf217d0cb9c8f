import { useState } from 'preact/hooks'
import type { Gate } from '../device/open-wallet.ts'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { useTask } from '../parts/use-task.ts'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import { useLoaded } from '../shell/use-loaded.ts'
import { useText } from '../shell/words.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { WaitingOffer } from './waiting-offer.tsx'

/** The first wallet on this device: one tap where it has a passkey, a passphrase where it has none. */
export function MakeWallet({ gate }: { gate: Gate }) {
  const text = useText()
  const task = useTask()
  const passkey = useLoaded('can-use-passkey', async () => ({
    isUsable: await gate.canUsePasskey(),
  }))
  if (passkey === undefined) return <Loading />
  return (
    <Page title={text('enter.make-title')}>
      <WaitingOffer />
      <p>{text('enter.make-text')}</p>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {passkey.isUsable ? (
        <>
          <Button
            busy={task.isBusy}
            onClick={() => task.run(async () => void (await gate.create({ kind: 'passkey' })))}
          >
            {text('enter.make-passkey')}
          </Button>
          <p class="second">{text('enter.make-passkey-text')}</p>
          <Disclosure summary={text('enter.use-passphrase')}>
            <NewPassphrase gate={gate} />
          </Disclosure>
        </>
      ) : (
        <>
          <p>{text('enter.no-passkey')}</p>
          <NewPassphrase gate={gate} />
        </>
      )}
      <Notice title={text('enter.copy-title')}>
        <p>{text('enter.copy-text', { host: location.host })}</p>
      </Notice>
      <p>
        <Link to="/restore">{text('enter.had-one')}</Link>
      </p>
    </Page>
  )
}

function NewPassphrase({ gate }: { gate: Gate }) {
  const text = useText()
  const task = useTask()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)

  function submit(event: Event): void {
    event.preventDefault()
    setDiffers(passphrase !== again)
    if (passphrase !== again) return
    task.run(async () => void (await gate.create({ kind: 'passphrase', passphrase })))
  }

  return (
    <form onSubmit={submit} noValidate>
      <PassphraseField
        isNew
        hint={text('enter.passphrase-hint')}
        value={passphrase}
        onInput={setPassphrase}
      />
      <PassphraseField
        isNew
        label={text('enter.passphrase-again')}
        error={differs ? text('enter.passphrase-differs') : undefined}
        value={again}
        onInput={setAgain}
      />
      <p>{text('enter.passphrase-lost')}</p>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      <Button type="submit" busy={task.isBusy}>
        {text('enter.make-with-passphrase')}
      </Button>
    </form>
  )
}
