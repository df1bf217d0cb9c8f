import { useEffect, useState } from 'preact/hooks'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import { VerdictWord } from '../parts/check-list.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { Stone } from '../parts/stone.tsx'
import { useLoaded } from '../shell/use-loaded.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText, useWords } from '../shell/words.ts'
import { ChooseBadges } from './choose-badges.tsx'

type BadgesOfCvProps = {
  chosen: readonly string[]
  /** Badges that were read already. */
  known: readonly HeldBadge[]
  onChange(update: (chosen: readonly string[]) => string[]): void
}

/** The badges of a CV in their order, which can be changed, and the list to choose them from. */
export function BadgesOfCv({ chosen, known, onChange }: BadgesOfCvProps) {
  const text = useText()
  const { ports } = useWallet()
  const [read, setRead] = useState<readonly HeldBadge[]>(known)
  // decided once: the list must not close under the finger that ticks
  const [isBegun] = useState(chosen.length === 0)
  const rows = useLoaded('rows', () => ports.store.listRows())
  const badges = chosen.flatMap((id) => read.find((badge) => badge.id === id) ?? [])

  const choose = (id: string, isChosen: boolean) =>
    onChange((ids) => [...ids.filter((each) => each !== id), ...(isChosen ? [id] : [])])

  const readOne = async (id: string) => {
    const badge = await ports.store.findBadge(id)
    if (badge === undefined) return onChange((ids) => ids.filter((each) => each !== id))
    setRead((before) => [...before.filter((each) => each.id !== id), badge])
  }
  // chosen here, or in another tab
  useEffect(() => {
    for (const id of chosen) if (!read.some((badge) => badge.id === id)) void readOne(id)
  }, [chosen])
  return (
    <section class="cv__part">
      <h2>{text('cv.badges')}</h2>
      {badges.length === 0 && <p>{text('cv.badges-none')}</p>}
      <ol class="cv__badges">
        {badges.map((badge, index) => (
          <ChosenBadge
            key={badge.id}
            badge={badge}
            isFirst={index === 0}
            isLast={index === badges.length - 1}
            onMove={(by) => onChange((ids) => moved(ids, badge.id, by))}
            onRemove={() => choose(badge.id, false)}
          />
        ))}
      </ol>
      {rows?.length === 0 ? (
        <p class="second">{text('cv.no-badges-yet')}</p>
      ) : (
        <Disclosure summary={text('cv.choose')} isOpen={isBegun}>
          {rows && <ChooseBadges rows={rows} chosen={chosen} onChoose={choose} />}
        </Disclosure>
      )}
    </section>
  )
}

function moved(ids: readonly string[], id: string, by: number): string[] {
  const place = ids.indexOf(id)
  if (place < 0) return [...ids]
  const others = ids.filter((each) => each !== id)
  others.splice(Math.max(0, place + by), 0, id)
  return others
}

type ChosenBadgeProps = {
  badge: HeldBadge
  isFirst: boolean
  isLast: boolean
  onMove(by: number): void
  onRemove(): void
}

function ChosenBadge({ badge, isFirst, isLast, onMove, onRemove }: ChosenBadgeProps) {
  const { text, language } = useWords()
  const { summary, report } = badge
  const name = displayText(summary.achievement?.name) ?? text('report.badge-unnamed')
  return (
    <li class="cv__badge">
      <Stone stone={stoneOfReport(report, name, language)} size="small" />
      <span class="consent__words">
        <span class="consent__label">{name}</span>
        <span class="consent__detail">{displayText(summary.issuer.name)}</span>
        {report.verdict !== 'valid' && <VerdictWord verdict={report.verdict} />}
      </span>
      <span class="cv__tools">
        <Tool label={text('cv.up', { badge: name })} isOff={isFirst} onClick={() => onMove(-1)}>
          ↑
        </Tool>
        <Tool label={text('cv.down', { badge: name })} isOff={isLast} onClick={() => onMove(1)}>
          ↓
        </Tool>
        <Tool label={text('cv.remove', { badge: name })} onClick={onRemove}>
          ×
        </Tool>
      </span>
    </li>
  )
}

type ToolProps = { label: string; isOff?: boolean; onClick(): void; children: string }

function Tool({ label, isOff = false, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      class="tool"
      aria-label={label}
      aria-disabled={isOff ? true : undefined}
      onClick={isOff ? undefined : onClick}
    >
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
