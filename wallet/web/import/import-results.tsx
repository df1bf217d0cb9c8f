import { isAppError } from '../../../shared/errors/app-error.ts'
import { badgeRow } from '../../core/record/badge-row.ts'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { RowLink } from '../record/row-link.tsx'
import { Link } from '../shell/link.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import type { ImportResult } from './use-import.ts'

type ImportResultsProps = { results: readonly ImportResult[]; onMore(): void }

/** What came of everything that was brought: one line for each. */
export function ImportResults({ results, onMore }: ImportResultsProps) {
  const text = useText()
  const added = results.filter(
    (result) => result.kind === 'kept' && result.badge.outcome !== 'already-here',
  ).length
  return (
    <Page title={added === 0 ? text('add.done-none') : text('add.done', { count: added })} back="/">
      <ul class="badge-rows">
        {results.map((result, index) => (
          <li key={String(index)} class="badge-rows__item">
            <ResultLine result={result} />
          </li>
        ))}
      </ul>
      <div class="button-row">
        <Link class="govuk-button" to="/">
          {text('receive.home')}
        </Link>
        <Button kind="second" onClick={onMore}>
          {text('add.more')}
        </Button>
      </div>
    </Page>
  )
}

function ResultLine({ result }: { result: ImportResult }) {
  const text = useText()
  const { ports } = useWallet()
  if (result.kind === 'sealed-wallet') {
    return (
      <Notice title={result.name}>
        <p>{text('add.sealed-wallet')}</p>
        <p>
          <Link to="/you/safety">{text('add.sealed-wallet-go')}</Link>
        </p>
      </Notice>
    )
  }
  if (result.kind === 'failed') {
    const title = [result.name, text('add.failed')].filter((part) => part !== '').join(': ')
    const error = isAppError(result.error) ? result.error : undefined
    return <ErrorNotice title={title} error={error} />
  }
  const { badge } = result
  return (
    <>
      <p class="second result-word">{text(words[badge.outcome])}</p>
      <RowLink row={badgeRow(badge.badge)} now={ports.clock()} />
    </>
  )
}

const words = {
  kept: 'add.kept',
  'kept-with-doubt': 'add.kept-doubt',
  'already-here': 'add.had-it',
} as const
