import { useState } from 'preact/hooks'
import type { MergeOutcome, Way } from '../../device/open-wallet.ts'
import { saveFile } from '../../device/save-file.ts'
import { FileField, textOfFile } from '../../enter/file-field.tsx'
import { PassphraseField } from '../../enter/passphrase-field.tsx'
import { Button } from '../../parts/button.tsx'
import { Disclosure } from '../../parts/disclosure.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useTask } from '../../parts/use-task.ts'
import { useWallet } from '../../shell/wallet-context.ts'
import { useText } from '../../shell/words.ts'

export function BackupFile() {
  const text = useText()
  const { backup } = useWallet()
  const task = useTask()
  const [name, setName] = useState<string>()

  const save = () =>
    task.run(async () => {
      const { fileName, text: content } = await backup.file()
      saveFile(fileName, new Blob([content], { type: 'application/octet-stream' }))
      setName(fileName)
    })

  return (
    <section>
      <h2>{text('safety.file-title')}</h2>
      <p>{text('safety.file-text')}</p>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {name !== undefined && (
        <Notice kind="good" isNews>
          <p>{text('safety.file-saved', { name })}</p>
        </Notice>
      )}
      <Button kind="second" busy={task.isBusy} onClick={save}>
        {text('safety.file-save')}
      </Button>
      <Disclosure summary={text('safety.file-add')}>
        <AddFromFile />
      </Disclosure>
    </section>
  )
}

function AddFromFile() {
  const text = useText()
  const { backup } = useWallet()
  const task = useTask()
  const [file, setFile] = useState<File>()
  const [isMissing, setMissing] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [merged, setMerged] = useState<MergeOutcome>()

  function add(way: Way): void {
    setMerged(undefined)
    setMissing(file === undefined)
    if (file === undefined) return
    task.run(async () => setMerged(await backup.mergeFile(await textOfFile(file), way)))
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        add({ kind: 'passphrase', passphrase })
      }}
      noValidate
    >
      <p>{text('safety.file-add-text')}</p>
      <FileField
        label={text('enter.restore-file')}
        hint={text('enter.restore-file-hint')}
        error={isMissing ? text('enter.restore-file-none') : undefined}
        onFile={setFile}
      />
      <PassphraseField value={passphrase} onInput={setPassphrase} />
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {merged !== undefined && (
        <Notice kind="good" isNews>
          <p>{text('safety.file-added', { count: merged.newBadgeCount })}</p>
        </Notice>
      )}
      <div class="govuk-button-group">
        <Button type="submit" kind="second" busy={task.isBusy}>
          {text('safety.file-add-now')}
        </Button>
        <Button kind="second" busy={task.isBusy} onClick={() => add({ kind: 'passkey' })}>
          {text('enter.restore-file-passkey')}
        </Button>
      </div>
    </form>
  )
}
