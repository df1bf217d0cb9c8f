import { useState } from 'preact/hooks'
import { type Need, needKey } from '../../core/record/trail.ts'
import { announce } from '../parts/announcer.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { RowLink } from './row-link.tsx'
import { rowName } from './row-words.ts'

const firstNeeds = 5

/** Badges that ask something of their owner. Seen once, they need not ask again. */
export function NeedsYou({ needs, now }: { needs: readonly Need[]; now: Date }) {
  const text = useText()
  const { notes } = useWallet()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? needs : needs.slice(0, firstNeeds)
  async function settle(need: Need): Promise<void> {
    await notes.settle(needKey(need))
    announce(text('record.settled'))
  }
  return (
    <section>
      <h2>{text('record.needs')}</h2>
      <ul class="needs">
        {shown.map((need) => (
          <li key={needKey(need)} class="needs__item">
            <RowLink row={need.row} now={now} />
            <button type="button" class="link-button needs__settle" onClick={() => settle(need)}>
              {text('record.settle')}
              <span class="visually-hidden">: {rowName(need.row, text)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < needs.length && (
        <button type="button" class="link-button" onClick={() => setWhole(true)}>
          {text('record.needs-all', { count: needs.length })}
        </button>
      )}
    </section>
  )
}
