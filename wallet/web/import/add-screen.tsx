import { useEffect, useState } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Page } from '../parts/page.tsx'
import { TextField } from '../parts/text-field.tsx'
import { Link } from '../shell/link.tsx'
import { forgetFragment, usePlace } from '../shell/place.ts'
import { useText } from '../shell/words.ts'
import { AskAddress } from './ask-address.tsx'
import { AskShared } from './ask-shared.tsx'
import { FilePicker } from './file-picker.tsx'
import { ImportResults } from './import-results.tsx'
import { takeShared } from './shared-to-app.ts'
import { type Source, useImport } from './use-import.ts'

/** Badges by hand: files, pasted links and texts, and what other apps share to this one. */
export function AddScreen() {
  const text = useText()
  const { fragment } = usePlace()
  const imported = useImport()
  const { task, results, asked, take } = imported
  const [shared, setShared] = useState<Source>()
  const isShared = fragment === 'shared'
  // what was shared is taken once
  useEffect(() => {
    if (!isShared) return
    forgetFragment()
    takeShared().then(setShared)
  }, [isShared])
  if (results !== undefined) return <ImportResults results={results} onMore={imported.clear} />
  return (
    <Page title={text('add.title')} back="/">
      <p>{text('add.intro')}</p>
      {task.isBusy && <p role="status">{text('add.busy')}</p>}
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      <Link class="govuk-button" to="/scan">
        {text('add.scan')}
      </Link>
      <FilePicker
        isBusy={task.isBusy}
        onPick={(files) => take(files.map((file) => ({ name: file.name, input: { file } })))}
      />
      <Paste
        isBusy={task.isBusy}
        onPaste={(words) => take([{ name: '', input: { text: words } }])}
      />
      <AskShared
        shared={shared}
        onYes={(source) => {
          setShared(undefined)
          take([source])
        }}
        onNo={() => setShared(undefined)}
      />
      <AskAddress
        asked={asked}
        isBusy={task.isBusy}
        onYes={imported.ask}
        onNo={imported.doNotAsk}
      />
    </Page>
  )
}

function Paste({ isBusy, onPaste }: { isBusy: boolean; onPaste(words: string): void }) {
  const text = useText()
  const [words, setWords] = useState('')
  const [isEmpty, setEmpty] = useState(false)

  function submit(event: Event): void {
    event.preventDefault()
    setEmpty(words.trim() === '')
    if (words.trim() !== '') onPaste(words)
  }

  return (
    <form onSubmit={submit}>
      <h2>{text('add.paste')}</h2>
      <TextField
        label={text('add.paste-label')}
        hint={text('add.paste-hint')}
        error={isEmpty ? text('add.nothing') : undefined}
        rows={3}
        autocomplete="off"
        value={words}
        onInput={setWords}
      />
      <Button type="submit" kind="second" busy={isBusy}>
        {text('add.paste-go')}
      </Button>
    </form>
  )
}
