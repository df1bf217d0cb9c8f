import { displayText } from '../../../shared/i18n/display-text.ts'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import type { PresentOutcome } from '../../core/answer-request.ts'
import type { DeclineOutcome } from '../../core/decline-request.ts'
import type { OpenRequest } from '../../core/open-request.ts'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { Stone } from '../parts/stone.tsx'
import { Link } from '../shell/link.tsx'
import { useText, useWords } from '../shell/words.ts'

type SentProps = { request: OpenRequest; outcome: PresentOutcome }

/** What was sent to whom, and where to go on. Nothing opens by itself. */
export function Sent({ request: { preview }, outcome: { shared, redirectUri } }: SentProps) {
  const { text, language } = useWords()
  const badges = new Map(shared.map(({ badge }) => [badge.id, badge]))
  const name = preview.asker.name ?? preview.asker.domain
  return (
    <Page title={text('present.sent')}>
      <Notice kind="good" isNews>
        <p>{text('present.sent-to', { name })}</p>
        <p>
          <code class="consent__domain">{preview.sentTo}</code>
        </p>
      </Notice>
      <ul class="consent__items present__sent">
        {[...badges.values()].map(({ id, summary, report }) => {
          const badge = displayText(summary.achievement?.name) ?? text('report.badge-unnamed')
          return (
            <li key={id} class="consent__item">
              <Stone stone={stoneOfReport(report, badge, language)} size="small" />
              <span class="consent__label">{badge}</span>
            </li>
          )
        })}
      </ul>
      {redirectUri !== undefined && <p>{text('present.go-on-text')}</p>}
      <GoOn redirectUri={redirectUri} />
    </Page>
  )
}

export function Declined({ outcome: { isTold, redirectUri } }: { outcome: DeclineOutcome }) {
  const text = useText()
  return (
    <Page title={text('present.declined')}>
      <p>{text(isTold ? 'present.declined-told' : 'present.declined-silent')}</p>
      <GoOn redirectUri={redirectUri} />
    </Page>
  )
}

function GoOn({ redirectUri }: { redirectUri: string | undefined }) {
  const text = useText()
  return (
    <>
      {redirectUri !== undefined && (
        <p>
          <a class="govuk-button" href={redirectUri} rel="noreferrer">
            {text('present.go-on', { host: new URL(redirectUri).host })}
          </a>
        </p>
      )}
      <p>
        <Link to="/history">{text('present.history')}</Link>
      </p>
      <p>
        <Link to="/">{text('present.home')}</Link>
      </p>
    </>
  )
}
