import { useMemo } from 'preact/hooks'
import { formatMonth } from '../../../shared/i18n/dates.ts'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import { type TrailMonth, trailOf } from '../../core/record/trail.ts'
import { useLanguage } from '../shell/words.ts'
import { Rows, useGrowing } from './growing-rows.tsx'

type TrailProps = { rows: readonly BadgeRow[]; now: Date; look: 'trail' | 'grid' }

/** Badges by month, newest first: along a line, or as a grid. */
export function Trail({ rows, now, look }: TrailProps) {
  const language = useLanguage()
  const months = useMemo(() => trailOf(rows), [rows])
  const drawn = firstOf(months, useGrowing(rows.length))
  if (look === 'grid') {
    const inOrder = drawn.flatMap(({ rows: inMonth }) => inMonth)
    return <Rows rows={inOrder} now={now} look="grid" language={language} />
  }
  return (
    <div class="trail">
      {drawn.map(({ month, rows: inMonth }) => (
        <section key={month} class="trail__month">
          <h3 class="trail__name">{formatMonth(month, language)}</h3>
          <Rows rows={inMonth} now={now} look="trail" language={language} />
        </section>
      ))}
    </div>
  )
}

/** The months with their first `count` rows in all. */
function firstOf(months: readonly TrailMonth[], count: number): TrailMonth[] {
  const drawn: TrailMonth[] = []
  let left = count
  for (const { month, rows } of months) {
    if (left <= 0) break
    drawn.push({ month, rows: rows.length <= left ? rows : rows.slice(0, left) })
    left -= rows.length
  }
  return drawn
}
