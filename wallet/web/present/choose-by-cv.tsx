import type { RequestItem } from '../../core/request-choice.ts'
import { Button } from '../parts/button.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { useLoaded } from '../shell/use-loaded.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

type ChooseByCvProps = { items: readonly RequestItem[]; onChoose(ids: string[]): void }

/** Ticks what one of the learner's CVs has of what fits; only where there is something to choose. */
export function ChooseByCv({ items, onChoose }: ChooseByCvProps) {
  const text = useText()
  const { ports } = useWallet()
  const cvs = useLoaded('cvs', () => ports.store.listCvs()) ?? []
  const free = items.filter(({ isLocked }) => !isLocked).map(({ badge }) => badge.id)
  const fitting = cvs.flatMap(({ id, title, badgeIds }) => {
    const ids = badgeIds.filter((each) => free.includes(each))
    return ids.length === 0 ? [] : [{ id, title, ids }]
  })
  if (fitting.length === 0) return null
  return (
    <Disclosure summary={text('present.by-cv')}>
      <div class="button-row">
        {fitting.map(({ id, title, ids }) => (
          <Button key={id} kind="second" onClick={() => onChoose(ids)}>
            {title}
          </Button>
        ))}
      </div>
    </Disclosure>
  )
}
