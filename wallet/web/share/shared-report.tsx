import { badgeLink } from '../../../shared/cv/share-link.ts'
import { skillEvidence } from '../../../shared/cv/skill-evidence.ts'
import { formatDate } from '../../../shared/i18n/dates.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { reportView } from '../../../shared/report/report-view.ts'
import { Button } from '../parts/button.tsx'
import { useWords } from '../shell/words.ts'
import { OwnWordsSection } from './own-words-section.tsx'
import type { OpenedShare } from './read-share.ts'
import { ReportTable, SentChecks } from './report-table.tsx'
import { SkillList } from './skill-list.tsx'

type SharedReportProps = {
  opened: OpenedShare
  isChecking: boolean
  onRetry(): void
}

/** What a share holds, as a document: the verdict first, then the badges, then what is only said. */
export function SharedReport({ opened, isChecking, onRetry }: SharedReportProps) {
  const words = useWords()
  const { text, language } = words
  const { report, ownWords, expiresAt, link, looksAt } = opened
  const view = reportView(report, words)
  const badges = report.credentials.filter((each) => each.credential?.achievement !== undefined)
  const isUnknown = view.rows.some(({ result }) => result === 'unknown')
  return (
    <article class="report">
      <p class="report__as-of">{view.asOf}</p>
      <h1 class="report__verdict" tabIndex={-1}>
        {view.sentence}
      </h1>
      {view.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <p class="second">
        {text('share.until', { date: formatDate(expiresAt, language) })} {text('share.private')}
      </p>
      <div class="button-row no-print">
        {isUnknown && (
          <Button kind="second" onClick={onRetry} busy={isChecking}>
            {text('share.retry')}
          </Button>
        )}
        <Button kind="second" onClick={() => print()}>
          {text('share.print')}
        </Button>
      </div>
      {isUnknown && <p class="second no-print">{text('share.retry-text')}</p>}
      {view.rows.length > 0 && (
        <ReportTable
          rows={view.rows}
          looksAt={looksAt}
          checkLink={(place) => badgeLink(link, place)}
        />
      )}
      {view.rows.some(({ awarder }) => awarder.vouched) && (
        <p class="second">{text('share.cities')}</p>
      )}
      {view.sent.map((sent, index) => (
        // what was sent has no name of its own and never moves
        <SentChecks key={index} sent={sent} />
      ))}
      <SkillList
        skills={skillEvidence(badges)}
        nameOf={(index) => displayText(badges[index]?.credential?.achievement?.name) ?? ''}
      />
      {ownWords && <OwnWordsSection words={ownWords} />}
    </article>
  )
}
