import { useState } from 'preact/hooks'
import type { Way, WayKind } from '../../device/open-wallet.ts'
import { PassphraseField } from '../../enter/passphrase-field.tsx'
import { Button } from '../../parts/button.tsx'
import { Disclosure } from '../../parts/disclosure.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useTask } from '../../parts/use-task.ts'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'

/** One more way in. One that is there opens the wallet first: a passkey where there is one, else the passphrase. */
export function AddWay({ kinds }: { kinds: readonly WayKind[] }) {
  const text = useText()
  const hasPassphrase = kinds.includes('passphrase')
  return (
    <>
      <Disclosure
        summary={text(hasPassphrase ? 'safety.change-passphrase' : 'safety.add-passphrase')}
      >
        <AddPassphrase kinds={kinds} />
      </Disclosure>
      <Disclosure summary={text('safety.add-passkey')}>
        <AddPasskey kinds={kinds} />
      </Disclosure>
    </>
  )
}

function AddPassphrase({ kinds }: { kinds: readonly WayKind[] }) {
  const text = useText()
  const { ways } = useWallet()
  const task = useTask()
  const [now, setNow] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [differs, setDiffers] = useState(false)
  const [isDone, setDone] = useState(false)

  function submit(event: Event): void {
    event.preventDefault()
    setDone(false)
    setDiffers(passphrase !== again)
    if (passphrase !== again) return
    task.run(async () => {
      await ways.add({ opensNow: opening(kinds, now), added: { kind: 'passphrase', passphrase } })
      for (const clear of [setNow, setPassphrase, setAgain]) clear('')
      setDone(true)
    })
  }

  return (
    <form onSubmit={submit} noValidate>
      <NowField kinds={kinds} value={now} onInput={setNow} />
      <PassphraseField
        isNew
        label={text('safety.passphrase-new')}
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
      <Outcome error={task.error} isDone={isDone} />
      <Button type="submit" busy={task.isBusy}>
        {text('safety.passphrase-save')}
      </Button>
    </form>
  )
}

function AddPasskey({ kinds }: { kinds: readonly WayKind[] }) {
  const text = useText()
  const { ways } = useWallet()
  const task = useTask()
  const [now, setNow] = useState('')
  const [isDone, setDone] = useState(false)

  function submit(event: Event): void {
    event.preventDefault()
    setDone(false)
    task.run(async () => {
      await ways.add({ opensNow: opening(kinds, now), added: { kind: 'passkey' } })
      setNow('')
      setDone(true)
    })
  }

  return (
    <form onSubmit={submit} noValidate>
      <NowField kinds={kinds} value={now} onInput={setNow} />
      <Outcome error={task.error} isDone={isDone} />
      <Button type="submit" busy={task.isBusy}>
        {text('safety.add-passkey')}
      </Button>
    </form>
  )
}

type NowFieldProps = { kinds: readonly WayKind[]; value: string; onInput(value: string): void }

function NowField({ kinds, ...field }: NowFieldProps) {
  const text = useText()
  if (kinds.includes('passkey')) return null
  return <PassphraseField {...field} label={text('safety.passphrase-now')} />
}

function Outcome({ error, isDone }: { error: unknown; isDone: boolean }) {
  const text = useText()
  if (error !== undefined) return <ErrorNotice error={error} />
  if (!isDone) return null
  return (
    <Notice kind="good" isNews>
      <p>{text('safety.way-done')}</p>
    </Notice>
  )
}

function opening(kinds: readonly WayKind[], passphrase: string): Way {
  return kinds.includes('passkey') ? { kind: 'passkey' } : { kind: 'passphrase', passphrase }
}
