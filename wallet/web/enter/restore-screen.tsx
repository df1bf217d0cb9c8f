import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { formatDate } from '../../../shared/i18n/dates.ts'
import type { Restore } from '../device/open-wallet.ts'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useTask } from '../parts/use-task.ts'
import { Link } from '../shell/link.tsx'
import { Loading } from '../shell/loading.tsx'
import { forgetFragment, usePlace } from '../shell/place.ts'
import { useLoaded } from '../shell/use-loaded.ts'
import { useGate } from '../shell/wallet-context.ts'
import { useLanguage, useText } from '../shell/words.ts'
import { FileField, textOfFile } from './file-field.tsx'
import { PassphraseField } from './passphrase-field.tsx'

type Restored = { madeAt: string; badgeCount: number }

/** A wallet comes back: by passkey, by the code on the recovery card, or from a file. */
export function RestoreScreen() {
  const text = useText()
  const gate = useGate()
  const [restored, setRestored] = useState<Restored>()
  const state = useLoaded('state', () => gate.state())
  if (state === undefined) return <Loading />
  if (restored !== undefined) return <RestoredPage restored={restored} />
  const restore = async (input: Restore) => setRestored(await gate.restore(input))
  return (
    <Page title={text('enter.restore-title')} back="/">
      {state === 'absent' ? (
        <>
          <ByPasskey restore={restore} />
          <ByCode restore={restore} />
          <FromFile restore={restore} />
        </>
      ) : (
        <Notice>
          <p>{text('enter.restore-present')}</p>
          <p>
            <Link to="/you/safety">{text('safety.title')}</Link>
          </p>
        </Notice>
      )}
    </Page>
  )
}

function RestoredPage({ restored: { madeAt, badgeCount: count } }: { restored: Restored }) {
  const text = useText()
  const language = useLanguage()
  return (
    <Page title={text('enter.restored-title')}>
      <Notice kind="good">
        <p>{text('enter.restored', { count, date: formatDate(madeAt, language) })}</p>
      </Notice>
      <p>{text('enter.restored-check')}</p>
      <p>
        <Link class="govuk-button" to="/">
          {text('enter.restored-go')}
        </Link>
      </p>
    </Page>
  )
}

type WayProps = { restore(input: Restore): Promise<void> }

function ByPasskey({ restore }: WayProps) {
  const text = useText()
  const task = useTask()
  return (
    <Part title={text('enter.restore-passkey-title')}>
      <p>{text('enter.restore-passkey-text')}</p>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      <Button busy={task.isBusy} onClick={() => task.run(() => restore({ from: 'passkey' }))}>
        {text('enter.restore-passkey')}
      </Button>
    </Part>
  )
}

function ByCode({ restore }: WayProps) {
  const text = useText()
  const task = useTask()
  const { fragment } = usePlace()
  const [code, setCode] = useState(fragment)
  const [passphrase, setPassphrase] = useState('')
  const isMisread = isAppError(task.error) && task.error.code === 'encoding_malformed'

  function submit(event: Event): void {
    event.preventDefault()
    forgetFragment()
    task.run(() => restore({ from: 'recovery-code', code, passphrase }))
  }

  return (
    <Part title={text('enter.restore-code-title')}>
      <form onSubmit={submit} noValidate>
        <TextField
          label={text('enter.restore-code')}
          hint={text('enter.restore-code-hint')}
          error={isMisread ? text('enter.restore-code-wrong') : undefined}
          value={code}
          onInput={setCode}
          autocomplete="off"
          maxLength={80}
        />
        <PassphraseField value={passphrase} onInput={setPassphrase} />
        {task.error !== undefined && !isMisread && <ErrorNotice error={task.error} />}
        <Button type="submit" kind="second" busy={task.isBusy}>
          {text('enter.restore-with-code')}
        </Button>
      </form>
    </Part>
  )
}

function FromFile({ restore }: WayProps) {
  const text = useText()
  const task = useTask()
  const [file, setFile] = useState<File>()
  const [isMissing, setMissing] = useState(false)
  const [passphrase, setPassphrase] = useState('')

  function open(way: Extract<Restore, { from: 'file' }>['way']): void {
    setMissing(file === undefined)
    if (file === undefined) return
    task.run(async () => restore({ from: 'file', text: await textOfFile(file), way }))
  }

  return (
    <Part title={text('enter.restore-file-title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          open({ kind: 'passphrase', passphrase })
        }}
        noValidate
      >
        <FileField
          label={text('enter.restore-file')}
          hint={text('enter.restore-file-hint')}
          error={isMissing ? text('enter.restore-file-none') : undefined}
          onFile={setFile}
        />
        <PassphraseField value={passphrase} onInput={setPassphrase} />
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <div class="govuk-button-group">
          <Button type="submit" kind="second" busy={task.isBusy}>
            {text('enter.restore-with-file')}
          </Button>
          <Button kind="second" busy={task.isBusy} onClick={() => open({ kind: 'passkey' })}>
            {text('enter.restore-file-passkey')}
          </Button>
        </div>
      </form>
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
