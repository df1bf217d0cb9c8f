import type { ComponentChildren } from 'preact'
import { useText } from '../shell/words.ts'

/** One thing that would be taken or sent. */
export type ConsentItem = {
  id: string
  label: ComponentChildren
  /** A line under the label. */
  detail?: ComponentChildren
  /** Stands before the label: a stone. */
  picture?: ComponentChildren
  isChosen: boolean
  /** Why it cannot be left out; absent where it can. */
  requiredBecause?: string
}

type ConsentRowProps = {
  item: ConsentItem
  onChoose: ((id: string, isChosen: boolean) => void) | undefined
}

/** A row of the tick list. A required one is locked, with its reason. */
export function ConsentRow({ item, onChoose }: ConsentRowProps) {
  const text = useText()
  const { id, label, detail, picture, isChosen, requiredBecause } = item
  const isLocked = requiredBecause !== undefined
  const words = (
    <span class="consent__words">
      <span class="consent__label">{label}</span>
      {detail !== undefined && <span class="consent__detail">{detail}</span>}
      {isLocked && (
        <span class="consent__detail">
          <strong>{text('parts.required')}.</strong> {requiredBecause}
        </span>
      )}
    </span>
  )
  if (onChoose === undefined) {
    return (
      <li class="consent__item">
        {picture}
        {words}
      </li>
    )
  }
  return (
    <li>
      <label class="consent__item consent__item--choice">
        <input
          type="checkbox"
          class="consent__box"
          checked={isChosen || isLocked}
          disabled={isLocked}
          onChange={(event) => onChoose(id, event.currentTarget.checked)}
        />
        {picture}
        {words}
      </label>
    </li>
  )
}
