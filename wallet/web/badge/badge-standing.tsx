import { useState } from 'preact/hooks'
import { sentenceOfCheck, wordOfVerdict } from '../../../shared/i18n/check-words.ts'
import { formatDateTime } from '../../../shared/i18n/dates.ts'
import { decisiveCheck } from '../../../shared/verify/decisive-check.ts'
import type { Verdict } from '../../../shared/verify/report.ts'
import { isUnreached } from '../../../shared/verify/unreached.ts'
import { type HeldBadge, isPresentable } from '../../core/held-badge.ts'
import { type BadgeRow, badgeRow } from '../../core/record/badge-row.ts'
import { type BadgeState, badgeState } from '../../core/record/badge-state.ts'
import { hostsToAsk } from '../../core/record/hosts-to-ask.ts'
import { type Recheck, recheckBadge } from '../../core/record/recheck-badge.ts'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Notice, type NoticeKind } from '../parts/notice.tsx'
import { useTask } from '../parts/use-task.ts'
import { stateWords } from '../record/row-words.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useLanguage, useText, useWords } from '../shell/words.ts'

type StandingProps = { badge: HeldBadge; row: BadgeRow }

/** How the badge stands, as of when, and why; and asking again. */
export function BadgeStanding({ badge, row }: StandingProps) {
  const text = useText()
  const words = useWords()
  const language = useLanguage()
  const wallet = useWallet()
  const [now] = useState(() => wallet.ports.clock())
  const state = badgeState(row, now)
  const { report } = badge
  const decisive =
    report.verdict === 'valid' ? undefined : decisiveCheck(report.verdict, report.checks)
  const trouble = stateWords(row, state, words)
  const newHosts = hostsToAsk(badge).filter((host) => !wallet.hasConsent(host))
  const isUnasked = isUnreached(report) && newHosts.length > 0
  const time = formatDateTime(report.checkedAt, language)
  return (
    <>
      <Notice kind={kinds[state]} title={titleOf(report.verdict, state, { words, trouble })}>
        {state === 'ending' && <p>{trouble}</p>}
        {decisive !== undefined && (
          <p>{isUnasked ? text('badge.not-asked') : sentenceOfCheck(decisive, words)}</p>
        )}
        {state === 'old' && <p>{text('badge.old-check')}</p>}
        <p class="second">{text('badge.as-of', { time })}</p>
        <CheckAgain badge={badge} newHosts={newHosts} />
      </Notice>
      {badge.holder === undefined && (
        <Notice kind={isPresentable(badge) ? 'doubt' : 'info'}>
          <p>{text(isPresentable(badge) ? 'badge.not-yours' : 'badge.old-kind')}</p>
        </Notice>
      )}
    </>
  )
}

/** What was proven long ago is not shown as proven now. */
const kinds = {
  good: 'good',
  ending: 'good',
  old: 'doubt',
  ended: 'bad',
  doubt: 'doubt',
  bad: 'bad',
} as const satisfies Record<BadgeState, NoticeKind>

function titleOf(
  verdict: Verdict,
  state: BadgeState,
  { words, trouble }: { words: ReturnType<typeof useWords>; trouble: string | undefined },
): string {
  if (state === 'old') return words.text('badge.old-title')
  if (state === 'ended' && trouble !== undefined) return trouble
  return wordOfVerdict(verdict, words)
}

function CheckAgain({ badge, newHosts }: { badge: HeldBadge; newHosts: readonly string[] }) {
  const text = useText()
  const language = useLanguage()
  const wallet = useWallet()
  const task = useTask()
  const [again, setAgain] = useState<Recheck>()

  async function check(): Promise<void> {
    await task.run(async () => {
      for (const host of newHosts) await wallet.consentToHost(host)
      const checked = await recheckBadge(badge, wallet.ports)
      setAgain(checked)
      await wallet.pictures.keep(badgeRow(checked.badge).picture)
    })
  }

  return (
    <div class="check-again">
      <Button kind="second" busy={task.isBusy} onClick={check}>
        {text('badge.check')}
      </Button>
      {newHosts.length > 0 && (
        <p class="second">
          {text('badge.check-asks', {
            hosts: newHosts.map((host) => new URL(host).host).join(', '),
          })}
        </p>
      )}
      {again?.outcome === 'checked' && <p role="status">{text('badge.checked')}</p>}
      {again?.outcome === 'unreachable' && (
        <p role="status">
          {text('badge.unreached', { time: formatDateTime(badge.report.checkedAt, language) })}
        </p>
      )}
      {task.error !== undefined && <ErrorNotice error={task.error} />}
    </div>
  )
}
