import { Component } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import { RowLink } from './row-link.tsx'

const firstRows = 40
const rowsAtOnce = 60

/**
 * How many of very many rows are drawn by now: at first what fills a screen, then more whenever the browser has
 * nothing better to do, so that a page of thousands is there at once and whole soon after.
 */
export function useGrowing(total: number): number {
  const [count, setCount] = useState(firstRows)
  const isWhole = count >= total
  useEffect(() => {
    if (isWhole) return
    return whenIdle(() => setCount((before) => before + rowsAtOnce))
  }, [isWhole, count])
  return Math.min(count, total)
}

function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 16)
    return () => clearTimeout(timer)
  }
  const request = requestIdleCallback(work, { timeout: 200 })
  return () => cancelIdleCallback(request)
}

type RowsProps = { rows: readonly BadgeRow[]; now: Date; look: 'trail' | 'grid' }

/** A list that is drawn again only when its rows are other ones: while a long page grows, most of it rests. */
export class Rows extends Component<RowsProps & { language: string }> {
  override shouldComponentUpdate(next: RowsProps & { language: string }): boolean {
    const { rows, look, language } = this.props
    return next.look !== look || next.language !== language || !areSame(next.rows, rows)
  }

  override render() {
    const { rows, now, look } = this.props
    return (
      <ul class={look === 'grid' ? 'badge-grid' : 'badge-rows'}>
        {rows.map((row) => (
          <li key={row.id} class="badge-rows__item">
            <RowLink row={row} now={now} />
          </li>
        ))}
      </ul>
    )
  }
}

function areSame(one: readonly BadgeRow[], other: readonly BadgeRow[]): boolean {
  return one.length === other.length && one.every((row, index) => row === other[index])
}
