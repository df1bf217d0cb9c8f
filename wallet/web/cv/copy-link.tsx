import { useId, useState } from 'preact/hooks'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { useText } from '../shell/words.ts'

/** A link to be passed on: to copy, or straight to another app. */
export function CopyLink({ link, title }: { link: string; title: string }) {
  const text = useText()
  const id = useId()
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      setOutcome('copied')
      announce(text('cv.link-copied'))
    } catch {
      setOutcome('failed')
    }
  }
  // the person may think better of it: then nothing was sent, and nothing is to be said
  const send = () => navigator.share({ title, url: link }).catch(() => undefined)
  return (
    <>
      <label class="visually-hidden" for={id}>
        {text('cv.link')}
      </label>
      <input
        id={id}
        class="govuk-input shares__link"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div class="button-row">
        <Button onClick={copy}>
          {text(outcome === 'copied' ? 'cv.link-copied' : 'cv.link-copy')}
        </Button>
        {'share' in navigator && (
          <Button kind="second" onClick={send}>
            {text('cv.link-send')}
          </Button>
        )}
      </div>
      {outcome === 'failed' && <p role="alert">{text('cv.link-copy-failed')}</p>}
    </>
  )
}
