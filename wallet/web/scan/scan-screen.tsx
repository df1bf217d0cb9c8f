import { useState } from 'preact/hooks'
import { readLink } from '../../../shared/given/read-link.ts'
import { appPlace } from '../../core/import/app-place.ts'
import { AskAddress } from '../import/ask-address.tsx'
import { ImportResults } from '../import/import-results.tsx'
import { useImport } from '../import/use-import.ts'
import { announce } from '../parts/announcer.tsx'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { navigate } from '../shell/place.ts'
import { useText } from '../shell/words.ts'
import { PictureOfCode } from './picture-of-code.tsx'
import { type Scanner, useScanner } from './use-scanner.ts'

/** One camera for both: a code that gives a badge, and a code of somebody who asks for some. */
export function ScanScreen() {
  const text = useText()
  const imported = useImport()
  const [isStrange, setStrange] = useState(false)

  function found(words: string): void {
    const link = readLink(words)
    const place = link && appPlace(link)
    setStrange(false)
    announce(text('scan.found'))
    if (place !== undefined) navigate(place)
    else if (link === undefined && !looksLikeBadge(words)) setStrange(true)
    else void imported.take([{ name: '', input: { text: words } }])
  }

  const scanner = useScanner(found)
  const { results, asked, task } = imported
  if (results !== undefined) return <ImportResults results={results} onMore={imported.clear} />
  return (
    <Page title={text('scan.title')}>
      <p>{text('scan.intro')}</p>
      <Camera scanner={scanner} />
      {isStrange && (
        <Notice kind="doubt" isNews>
          <p>{text('scan.not-ours')}</p>
        </Notice>
      )}
      <PictureOfCode onText={found} />
      <p>
        <Link to="/add">{text('scan.paste')}</Link>
      </p>
      <p>
        <Link to="/code">{text('code.link')}</Link>
      </p>
      <AskAddress
        asked={asked}
        isBusy={task.isBusy}
        onYes={imported.ask}
        onNo={imported.doNotAsk}
      />
    </Page>
  )
}

/** A badge that stands in a code itself: JSON, or a token of three parts. */
function looksLikeBadge(words: string): boolean {
  return /^\s*\{/.test(words) || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(words.trim())
}

function Camera({ scanner: { video, state, start } }: { scanner: Scanner }) {
  const text = useText()
  if (state === 'refused' || state === 'no-camera') {
    return (
      <Notice kind="doubt" isNews>
        <p>{text(`scan.${state}`)}</p>
        <Button kind="second" onClick={start}>
          {text('scan.start')}
        </Button>
      </Notice>
    )
  }
  if (state === 'off') {
    return (
      <div class="scanner scanner--off">
        <Button onClick={start}>{text('scan.start')}</Button>
        <p class="second">{text('scan.private')}</p>
      </div>
    )
  }
  return (
    <div class="scanner">
      <video
        ref={video}
        class="scanner__picture"
        muted
        playsInline
        aria-label={text('scan.running')}
      />
      <p role="status" class="second">
        {text(state === 'starting' ? 'scan.starting' : 'scan.running')}
      </p>
    </div>
  )
}
