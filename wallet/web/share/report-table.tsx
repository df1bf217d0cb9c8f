import type { ComponentChildren } from 'preact'
import type { BadgeRow } from '../../../shared/report/badge-row.ts'
import type { ReportView } from '../../../shared/report/candidate-report-view.ts'
import type { CheckRow } from '../../../shared/report/check-row.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { Mark } from '../parts/mark.tsx'
import { Stone } from '../parts/stone.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { useText } from '../shell/words.ts'

type ReportTableProps = {
  rows: readonly BadgeRow[]
  /** The one that a check link is about, from 1: its checks are open. */
  looksAt?: number | undefined
  /** Where each badge can be checked again, for paper. */
  checkLink?: ((place: number) => string) | undefined
}

/** The recruiter's report: each badge with by whom, how shown, date and result, its checks one click below. */
export function ReportTable({ rows, looksAt, checkLink }: ReportTableProps) {
  const text = useText()
  const columns = ['badge', 'awarder', 'how-shown', 'date', 'result'] as const
  return (
    // the roles are said because on a narrow screen the table is laid out as blocks
    // biome-ignore lint/a11y/noRedundantRoles: see above
    <table class="govuk-table report__table" role="table">
      <caption class="visually-hidden">{text('report.caption')}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <thead class="govuk-table__head" role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <tr role="row">
          {columns.map((column) => (
            // biome-ignore lint/a11y/noRedundantRoles: see above
            <th key={column} class="govuk-table__header" scope="col" role="columnheader">
              {text(`report.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {rows.map((row, index) => (
        // rows of a report have no name of their own and never move
        <Badge
          key={index}
          row={row}
          isLookedAt={looksAt === index + 1}
          checkLink={checkLink?.(index + 1)}
        />
      ))}
    </table>
  )
}

type BadgeProps = { row: BadgeRow; isLookedAt: boolean; checkLink: string | undefined }

function Badge({ row, isLookedAt, checkLink }: BadgeProps) {
  const text = useText()
  const { awarder } = row
  return (
    // biome-ignore lint/a11y/noRedundantRoles: on a narrow screen the table is laid out as blocks
    <tbody role="rowgroup" class={isLookedAt ? 'report__looked-at' : undefined}>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tr role="row">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <th class="govuk-table__header" scope="row" role="rowheader">
          <span class="report__badge">
            <Stone stone={row.stone} size="small" />
            <bdi class="report__name">{row.name}</bdi>
          </span>
          {row.caution && <span class="report__reason report__warning">{row.caution}</span>}
        </th>
        <Cell label={text('report.awarder')}>
          <bdi>{awarder.name}</bdi>
          {awarder.domain && (
            <span class="report__domain">
              <WebAddress address={awarder.domain} />
            </span>
          )}
          {awarder.vouched && <span class="report__reason">{awarder.vouched}</span>}
          {awarder.warning && <span class="report__reason report__warning">{awarder.warning}</span>}
        </Cell>
        <Cell label={text('report.how-shown')}>
          {row.howShown}
          {row.layer && <span class="report__reason">{row.layer}</span>}
        </Cell>
        <Cell label={text('report.date')}>
          {row.date}
          {row.until && <span class="report__reason">{row.until}</span>}
        </Cell>
        <Cell label={text('report.result')}>
          <Result result={row.result} word={row.resultWord} />
          <span class="report__reason">{row.reason}</span>
        </Cell>
      </tr>
      {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
      <tr role="row">
        {/* biome-ignore lint/a11y/noRedundantRoles: see above */}
        <td class="report__checks" role="cell" colSpan={columnCount}>
          <Answers answers={row.answers} />
          <Disclosure
            summary={`${text('report.see-checks')} ${text('report.of-badge', { badge: row.name })}`}
            isOpen={isLookedAt}
          >
            <Checks checks={row.checks} />
            <Facts facts={row.facts} />
          </Disclosure>
          {checkLink !== undefined && (
            <p class="print-only report__reason">
              {text('share.check-at')} <span class="report__link">{checkLink}</span>
            </p>
          )}
        </td>
      </tr>
    </tbody>
  )
}

const columnCount = 5

function Cell({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: on a narrow screen the table is laid out as blocks
    <td class="govuk-table__cell" role="cell" data-label={label}>
      <span>{children}</span>
    </td>
  )
}

export function Result({
  result,
  word,
}: {
  result: CheckRow['result'] | BadgeRow['result']
  word: string
}) {
  return (
    <span class={`result result--${result}`}>
      <Mark result={result} />
      <span>{word}</span>
    </span>
  )
}

function Checks({ checks }: { checks: readonly CheckRow[] }) {
  return (
    <ul class="checks">
      {checks.map(({ title, result, word, sentence }) => (
        <li key={title}>
          <Result result={result} word={title} />
          <span>
            <span class="visually-hidden">{word}. </span>
            {sentence}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What a reader asks of a badge, always in sight. */
function Answers({ answers }: { answers: BadgeRow['answers'] }) {
  return (
    <dl class="answers">
      {answers.map(({ question, answer }) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>{answer}</dd>
        </div>
      ))}
    </dl>
  )
}

function Facts({ facts }: { facts: BadgeRow['facts'] }) {
  if (facts.length === 0) return null
  return (
    <dl class="facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class="code">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The checks of what was shared as a whole, and who shows it. */
export function SentChecks({ sent }: { sent: ReportView['sent'][number] }) {
  const text = useText()
  const holder = sent.holder && [{ label: text('report.holder-id'), value: sent.holder }]
  return (
    <Disclosure summary={text('report.sent-checks')}>
      <Checks checks={sent.checks} />
      {holder && <Facts facts={holder} />}
    </Disclosure>
  )
}
