import { useOnline } from './online.ts'
import { applyUpdate, dismissUpdate, useUpdate } from './update.ts'
import { useShellText } from './words.ts'

/** One line each, above the screen: offline, and a new version. Neither takes the focus. */
export function ShellNotices() {
  const text = useShellText()
  const isOnline = useOnline()
  const isUpdateReady = useUpdate()
  return (
    <div class="shell-notices" role="status">
      {!isOnline && <p class="shell-notice">{text('shell.offline')}</p>}
      {isUpdateReady && (
        <p class="shell-notice">
          {text('shell.update')}{' '}
          <button type="button" class="link-button" onClick={applyUpdate}>
            {text('shell.update-now')}
          </button>{' '}
          <button type="button" class="link-button" onClick={dismissUpdate}>
            {text('shell.update-later')}
          </button>
        </p>
      )}
    </div>
  )
}
