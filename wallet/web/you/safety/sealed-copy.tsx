import { useState } from 'preact/hooks'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { formatDateTime } from '../../../../shared/i18n/dates.ts'
import type { CopyState } from '../../device/open-wallet.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorNotice } from '../../parts/error-notice.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useTask } from '../../parts/use-task.ts'
import { useWallet } from '../../shell/wallet-context.ts'
import { useLanguage, useText } from '../../shell/words.ts'
import { useFresh } from './use-fresh.ts'

export function SealedCopy({ version }: { version: number }) {
  const text = useText()
  const { backup } = useWallet()
  const task = useTask()
  const [isAsked, setAsked] = useState(false)
  const state = useFresh(version, () => backup.copy())
  if (state === undefined) return null
  const close = () => setAsked(false)
  const run = (work: () => Promise<unknown>) => task.run(async () => void (await work()))
  return (
    <section>
      <h2>{text('safety.copy-title')}</h2>
      <CopyNotice state={state} />
      <p>{text('safety.copy-where', { host: location.host })}</p>
      {task.error !== undefined && <ErrorNotice error={task.error} />}
      {state.isOn ? (
        <div class="govuk-button-group">
          {state.status !== 'saved' && (
            <Button busy={task.isBusy} onClick={() => run(() => backup.saveCopy())}>
              {text('safety.copy-now')}
            </Button>
          )}
          <Button kind="second" onClick={() => setAsked(true)}>
            {text('safety.copy-switch-off')}
          </Button>
        </div>
      ) : (
        <Button busy={task.isBusy} onClick={() => run(() => backup.switchCopy(true))}>
          {text('safety.copy-switch-on')}
        </Button>
      )}
      <Dialog title={text('safety.copy-off-title')} isOpen={isAsked} onClose={close}>
        <p>{text('safety.copy-off-text')}</p>
        {task.error !== undefined && <ErrorNotice error={task.error} />}
        <Button
          kind="warning"
          busy={task.isBusy}
          onClick={() => run(() => backup.switchCopy(false).then(close))}
        >
          {text('safety.copy-switch-off')}
        </Button>
        <Button kind="second" onClick={close}>
          {text('parts.cancel')}
        </Button>
      </Dialog>
    </section>
  )
}

function CopyNotice({ state }: { state: CopyState }) {
  const text = useText()
  const language = useLanguage()
  const { status, savedAt, byteCount = 0, failure } = state
  const time = savedAt === undefined ? undefined : formatDateTime(savedAt, language)
  if (status === 'failed') {
    return (
      <>
        <Notice kind="bad" title={text('safety.copy-failed')}>
          <p>
            {time === undefined
              ? text('safety.copy-failed-none')
              : text('safety.copy-failed-older', { time })}
          </p>
        </Notice>
        {failure !== undefined && (
          <ErrorNotice error={new AppError(failure, 'the copy could not be saved')} />
        )}
      </>
    )
  }
  if (!state.isOn) {
    return (
      <Notice kind="doubt">
        <p>{text('safety.copy-off')}</p>
      </Notice>
    )
  }
  if (status === 'saved' && time !== undefined) {
    const size = Math.max(1, Math.round(byteCount / 1000))
    return (
      <Notice kind="good">
        <p>{text('safety.copy-saved', { time, size })}</p>
      </Notice>
    )
  }
  return (
    <Notice>
      <p>{text('safety.copy-waiting')}</p>
    </Notice>
  )
}
