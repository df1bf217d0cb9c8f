import type { OwnWords } from '../../../shared/cv/own-words.ts'
import { skillEvidence } from '../../../shared/cv/skill-evidence.ts'
import { formatDate } from '../../../shared/i18n/dates.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { type BadgeRow, badgeRow } from '../../../shared/report/badge-row.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import { Stone } from '../parts/stone.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { OwnWordsSection } from '../share/own-words-section.tsx'
import { Result } from '../share/report-table.tsx'
import { SkillList } from '../share/skill-list.tsx'
import { useWords } from '../shell/words.ts'

type CvDocumentProps = {
  words: OwnWords
  badges: readonly HeldBadge[]
  /** Where the badge at this place, from 1, can be checked. */
  checkLink?: (place: number) => string
}

/** A CV on a page or on paper: plain text in reading order, so that any system can read it. */
export function CvDocument({ words, badges, checkLink }: CvDocumentProps) {
  const sentences = useWords()
  const { text, language } = sentences
  const { name, email, phone, place, ...rest } = words
  const reports = badges.map(({ report }) => report)
  const rows = reports.map((report) =>
    badgeRow(report, { words: sentences, sentVerdict: 'valid', sentChecks: [] }),
  )
  const checkedAt = reports.map((report) => report.checkedAt).sort()[0]
  const contact = [email, phone, place].flatMap((line) => displayText(line, 200) ?? [])
  return (
    <article class="cv-paper">
      {name && <h2 class="cv-paper__name">{displayText(name, 200)}</h2>}
      {contact.length > 0 && <p class="cv-paper__contact">{contact.join(' · ')}</p>}
      {rows.length > 0 && (
        <section>
          <h3>{text('cv.badges')}</h3>
          {checkedAt && (
            <p class="second">
              {text('parts.checked-at', { time: formatDate(checkedAt, language) })}
            </p>
          )}
          <ul class="cv-paper__badges">
            {rows.map((row, index) => (
              <Badge key={badges[index]?.id} row={row} link={checkLink?.(index + 1)} />
            ))}
          </ul>
        </section>
      )}
      <SkillList
        skills={skillEvidence(reports, words.skills)}
        nameOf={(index) => rows[index]?.name ?? ''}
      />
      <OwnWordsSection words={{ ...rest, skills: [] }} />
    </article>
  )
}

function Badge({ row, link }: { row: BadgeRow; link: string | undefined }) {
  const { text } = useWords()
  const { awarder } = row
  return (
    <li class="cv-paper__badge">
      <Stone stone={row.stone} size="small" />
      <div>
        <strong>{row.name}</strong>
        <div>
          {text('report.awarder')}: {awarder.name}
          {awarder.domain && (
            <>
              {', '}
              <WebAddress address={awarder.domain} />
            </>
          )}
        </div>
        {awarder.vouched && <div>{awarder.vouched}</div>}
        <div>{[row.date, row.until, row.howShown].filter(Boolean).join(' · ')}</div>
        <Result result={row.result} word={row.resultWord} />
        {link !== undefined && (
          <div class="cv-paper__check">
            {text('share.check-at')}{' '}
            <a class="report__link" href={link}>
              {link}
            </a>
          </div>
        )}
      </div>
    </li>
  )
}
