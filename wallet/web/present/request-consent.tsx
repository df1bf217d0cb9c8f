import { useMemo, useState } from 'preact/hooks'
import { wordOfVerdict } from '../../../shared/i18n/check-words.ts'
import { formatDate } from '../../../shared/i18n/dates.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import type { OpenRequest } from '../../core/open-request.ts'
import {
  answeringChoice,
  firstChoice,
  missingBadges,
  type RequestItem,
  requestItems,
  toggleBadge,
} from '../../core/request-choice.ts'
import type { BadgeChoice } from '../../core/requested-badges.ts'
import { Button } from '../parts/button.tsx'
import { ConsentPage } from '../parts/consent-page.tsx'
import type { ConsentItem } from '../parts/consent-row.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice } from '../parts/notice.tsx'
import { Stone } from '../parts/stone.tsx'
import { useText, useWords } from '../shell/words.ts'
import { ChooseByCv } from './choose-by-cv.tsx'
import { MissingBadges } from './missing-badges.tsx'

type RequestConsentProps = {
  request: OpenRequest
  error: unknown
  isBusy: boolean
  onSend(choice: BadgeChoice): void
  onDecline(): void
}

/** Who asks, for what, what for, kept how long, what they will not see; two equal answers. */
export function RequestConsent({ request, error, isBusy, onSend, onDecline }: RequestConsentProps) {
  const words = useWords()
  const { text } = words
  const { preview, selection } = request
  const [chosen, setChosen] = useState(() => firstChoice(selection))
  const [isIncomplete, setIncomplete] = useState(false)
  const [isSureAsked, setSureAsked] = useState(false)
  const items = useMemo(() => requestItems(selection), [selection])
  const missing = missingBadges(selection)
  const doubts = useDoubts(request)
  const name = preview.asker.name

  const choose = (id: string, isChosen: boolean) => {
    setIncomplete(false)
    setChosen(toggleBadge(selection, chosen, id, isChosen))
  }
  const send = (isSure: boolean) => {
    const choice = answeringChoice(selection, chosen)
    setIncomplete(choice === undefined)
    setSureAsked(choice !== undefined && doubts.length > 0 && !isSure)
    if (choice !== undefined && (doubts.length === 0 || isSure)) onSend(choice)
  }

  return (
    <ConsentPage
      title={name ? text('present.asks', { name }) : text('present.asks-unknown')}
      who={{
        name: name ?? preview.asker.domain,
        domain: preview.asker.domain,
        ...(!preview.asker.isProven && { doubt: text('present.unproven') }),
      }}
      what={items.map((item) => consentItem(item, chosen, words))}
      onChoose={choose}
      purpose={preview.purpose ?? text('present.no-purpose')}
      retention={preview.retention ?? text('present.no-retention')}
      notSeen={
        <>
          <p>{text('present.not-seen')}</p>
          {preview.isEncrypted && <p>{text('present.sealed')}</p>}
        </>
      }
      yes={preview.canBeAnswered ? text('present.send') : undefined}
      no={text('present.decline')}
      onYes={() => send(false)}
      onNo={onDecline}
      busy={isBusy}
    >
      <MissingBadges missing={missing} canBeAnswered={preview.canBeAnswered} />
      <ChooseByCv
        items={items}
        onChoose={(ids) => {
          const wanted = ids.filter((id) => !chosen.includes(id))
          setIncomplete(false)
          setChosen(wanted.reduce((now, id) => toggleBadge(selection, now, id, true), chosen))
        }}
      />
      {doubts.map((doubt) => (
        <Notice key={doubt} kind="doubt">
          <p>{doubt}</p>
        </Notice>
      ))}
      {isIncomplete && (
        <Notice kind="bad" isNews>
          <p>{text('present.choose-more')}</p>
        </Notice>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
      <Dialog
        title={text('present.sure-title')}
        isOpen={isSureAsked}
        onClose={() => setSureAsked(false)}
      >
        {doubts.map((doubt) => (
          <p key={doubt}>{doubt}</p>
        ))}
        <div class="button-pair">
          <Button onClick={() => send(true)}>{text('present.sure-send')}</Button>
          <Button kind="second" onClick={() => setSureAsked(false)}>
            {text('parts.cancel')}
          </Button>
        </div>
      </Dialog>
    </ConsentPage>
  )
}

/** What is worth a question of its own before anything is sent. */
function useDoubts({ preview }: OpenRequest): string[] {
  const text = useText()
  return [
    ...(preview.asksAsPerson ? [text('present.as-person')] : []),
    ...(preview.sendsElsewhere ? [text('present.elsewhere', { host: preview.sentTo })] : []),
  ]
}

function consentItem(
  { badge, isLocked, isRequired, purpose }: RequestItem,
  chosen: readonly string[],
  words: ReturnType<typeof useWords>,
): ConsentItem {
  const { text, language } = words
  const { summary, report } = badge
  const name = displayText(summary.achievement?.name) ?? text('report.badge-unnamed')
  const issuer = displayText(summary.issuer.name)
  const date = summary.validFrom && formatDate(summary.validFrom, language)
  const wordOf = wordOfVerdict(report.verdict, words)
  const lines = [
    [issuer, date].filter(Boolean).join(', '),
    report.verdict === 'valid' ? undefined : text('present.doubt', { word: wordOf }),
    isLocked ? undefined : text(isRequired ? 'present.needed' : 'present.welcome'),
    purpose,
  ].filter((line) => line !== undefined && line !== '')
  return {
    id: badge.id,
    label: name,
    detail: lines.map((line) => (
      <span key={line} class="consent__line">
        {line}
      </span>
    )),
    picture: <Stone stone={stoneOfReport(report, name, language)} size="small" />,
    isChosen: chosen.includes(badge.id),
    ...(isLocked && { requiredBecause: text('present.locked') }),
  }
}
