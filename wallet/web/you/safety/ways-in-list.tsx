import { useState } from 'preact/hooks'
import { formatDate } from '../../../../shared/i18n/dates.ts'
import type { WayIn } from '../../device/open-wallet.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { useTask } from '../../parts/use-task.ts'
import { useWallet } from '../../shell/wallet-context.ts'
import { useLanguage, useText } from '../../shell/words.ts'
import { AddWay } from './add-way.tsx'
import { useFresh } from './use-fresh.ts'

export function WaysInList({ version }: { version: number }) {
  const text = useText()
  const { ways } = useWallet()
  const list = useFresh(version, () => ways.list())
  if (list === undefined) return null
  return (
    <section>
      <h2>{text('safety.ways-title')}</h2>
      <p>{text('safety.ways-text')}</p>
      <ul class="plain-list">
        {list.map((way) => (
          <li key={way.id}>
            <OneWay way={way} isLast={list.length === 1} />
          </li>
        ))}
      </ul>
      <AddWay kinds={list.map(({ kind }) => kind)} />
    </section>
  )
}

function OneWay({ way, isLast }: { way: WayIn; isLast: boolean }) {
  const text = useText()
  const language = useLanguage()
  const { ways } = useWallet()
  const task = useTask()
  const [isAsked, setAsked] = useState(false)
  const { id, kind, addedAt } = way
  const close = () => setAsked(false)
  return (
    <>
      <p>
        <strong>{text(`safety.way-${kind}`)}</strong>
        <br />
        <span class="second">
          {text('safety.way-added', { date: formatDate(addedAt, language) })}
        </span>
      </p>
      {isLast ? (
        <p class="second">{text('safety.way-last')}</p>
      ) : (
        <Button kind="second" onClick={() => setAsked(true)}>
          {text(`safety.way-remove-${kind}`)}
        </Button>
      )}
      <Dialog title={text('safety.way-remove-title')} isOpen={isAsked} onClose={close}>
        <p>{text('safety.way-remove-text')}</p>
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <Button
          kind="warning"
          busy={task.isBusy}
          onClick={() => task.run(() => ways.remove(id).then(close))}
        >
          {text(`safety.way-remove-${kind}`)}
        </Button>
        <Button kind="second" onClick={close}>
          {text('parts.cancel')}
        </Button>
      </Dialog>
    </>
  )
}
