import { useState } from 'preact/hooks'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import { VerdictWord } from '../parts/check-list.tsx'
import { TextField } from '../parts/text-field.tsx'
import { RowStone } from '../record/row-stone.tsx'
import { useText } from '../shell/words.ts'

type ChooseBadgesProps = {
  rows: readonly BadgeRow[]
  chosen: readonly string[]
  onChoose(id: string, isChosen: boolean): void
}

/** From so many on, looking for one by name is faster than by eye. */
const searchableFrom = 8
const maxShown = 100

export function ChooseBadges({ rows, chosen, onChoose }: ChooseBadgesProps) {
  const text = useText()
  const [sought, setSought] = useState('')
  const key = sought.trim().toLocaleLowerCase()
  const found = rows.filter(({ name, provider }) =>
    `${name} ${provider}`.toLocaleLowerCase().includes(key),
  )
  return (
    <>
      {rows.length >= searchableFrom && (
        <TextField
          label={text('cv.choose-find')}
          value={sought}
          onInput={setSought}
          type="search"
          inputMode="search"
        />
      )}
      {found.length === 0 && <p role="status">{text('cv.choose-nothing')}</p>}
      <ul class="consent__items">
        {found.slice(0, maxShown).map((row) => {
          const { id, name, provider, verdict } = row
          return (
            <li key={id}>
              <label class="consent__item consent__item--choice">
                <input
                  type="checkbox"
                  class="consent__box"
                  checked={chosen.includes(id)}
                  onChange={(event) => onChoose(id, event.currentTarget.checked)}
                />
                <RowStone row={row} />
                <span class="consent__words">
                  <span class="consent__label">{name || text('report.badge-unnamed')}</span>
                  <span class="consent__detail">{provider}</span>
                  {verdict !== 'valid' && <VerdictWord verdict={verdict} />}
                </span>
              </label>
            </li>
          )
        })}
      </ul>
    </>
  )
}
