import { isAppError } from '../../../shared/errors/app-error.ts'
import { badgeRow } from '../../core/record/badge-row.ts'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Rows, useGrowing } from '../record/growing-rows.tsx'
import { Link } from '../shell/link.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useLanguage, useText } from '../shell/words.ts'
import type { ImportResult } from './use-import.ts'

type ImportResultsProps = { results: readonly ImportResult[]; onMore(): void }

type KeptResult = Extract<ImportResult, { kind: 'kept' }>

const outcomes = ['kept', 'kept-with-doubt', 'already-here'] as const

/** What came of everything that was brought: what is here now, in groups, and what is not. */
export function ImportResults({ results, onMore }: ImportResultsProps) {
  const text = useText()
  const kept = results.filter((result) => result.kind === 'kept')
  const added = kept.filter(({ badge }) => badge.outcome !== 'already-here').length
  return (
    <Page title={added === 0 ? text('add.done-none') : text('add.done', { count: added })} back="/">
      {results.map((result, index) => (
        <NotKept key={String(index)} result={result} />
      ))}
      {outcomes.map((outcome) => (
        <Group
          key={outcome}
          outcome={outcome}
          results={kept.filter(({ badge }) => badge.outcome === outcome)}
        />
      ))}
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

function NotKept({ result }: { result: ImportResult }) {
  const text = useText()
  if (result.kind === 'kept') return null
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
  const title = [result.name, text('add.failed')].filter((part) => part !== '').join(': ')
  return <ErrorNotice title={title} error={isAppError(result.error) ? result.error : undefined} />
}

const words = {
  kept: 'add.kept',
  'kept-with-doubt': 'add.kept-doubt',
  'already-here': 'add.had-it',
} as const

type GroupProps = { outcome: (typeof outcomes)[number]; results: readonly KeptResult[] }

function Group({ outcome, results }: GroupProps) {
  const text = useText()
  const language = useLanguage()
  const { ports } = useWallet()
  const count = useGrowing(results.length)
  if (results.length === 0) return null
  const rows = results.slice(0, count).map(({ badge }) => badgeRow(badge.badge))
  return (
    <section>
      <h2>{text(words[outcome])}</h2>
      <Rows rows={rows} now={ports.clock()} look="trail" language={language} />
    </section>
  )
}
