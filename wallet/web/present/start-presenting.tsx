import { useState } from 'preact/hooks'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { TextField } from '../parts/text-field.tsx'
import { Link } from '../shell/link.tsx'
import { useText } from '../shell/words.ts'

/** For a learner who comes without a link: scan it or paste it. */
export function StartPresenting({ onLink }: { onLink(link: string): void }) {
  const text = useText()
  const [link, setLink] = useState('')
  const open = (event: SubmitEvent) => {
    event.preventDefault()
    if (link.trim() !== '') onLink(link.trim())
  }
  return (
    <Page title={text('present.title')} back="/">
      <p>{text('present.start-text')}</p>
      <p>
        <Link to="/scan" class="govuk-button">
          {text('present.scan')}
        </Link>
      </p>
      <form onSubmit={open}>
        <TextField
          label={text('present.link')}
          value={link}
          onInput={setLink}
          type="url"
          inputMode="url"
          autocomplete="off"
        />
        <Button kind="second" type="submit">
          {text('present.open')}
        </Button>
      </form>
    </Page>
  )
}
