import type { BadgeRow } from '../../core/record/badge-row.ts'
import { type BadgeState, badgeState } from '../../core/record/badge-state.ts'
import { Mark } from '../parts/mark.tsx'
import { Link } from '../shell/link.tsx'
import { useLanguage, useText } from '../shell/words.ts'
import { RowStone } from './row-stone.tsx'
import { rowName, rowProvider, stateWords } from './row-words.ts'

/** A badge in a list: stone, name, provider, how it was shown; its state only where something is the matter. */
export function RowLink({ row, now }: { row: BadgeRow; now: Date }) {
  const [text, language] = [useText(), useLanguage()]
  const state = badgeState(row, now)
  const trouble = stateWords(row, state, { text, language })
  return (
    <Link class="badge-row" to={`/badges/${encodeURIComponent(row.id)}`}>
      <RowStone row={row} />
      <span class="badge-row__words">
        <span class="badge-row__name">{rowName(row, text)}</span>
        <span class="badge-row__line">{rowProvider(row, text)}</span>
        {row.howShown && <span class="badge-row__line">{text(`stone.${row.howShown}`)}</span>}
        {row.isOldKind && <span class="badge-row__line">{text('add.old-kind')}</span>}
        {trouble !== undefined && <Trouble state={state} words={trouble} />}
      </span>
    </Link>
  )
}

const marks = { bad: 'invalid', ended: 'invalid', doubt: 'unknown' } as const

/** What ends soon is good until then, and has no mark of doubt. */
function Trouble({ state, words }: { state: BadgeState; words: string }) {
  if (state === 'ending' || state === 'good' || state === 'old') {
    return <strong class="badge-row__state">{words}</strong>
  }
  const mark = marks[state]
  return (
    <span class={`badge-row__state verdict verdict--${mark}`}>
      <Mark result={mark} />
      {words}
    </span>
  )
}
