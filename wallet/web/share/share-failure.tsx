import { isAppError } from '../../../shared/errors/app-error.ts'
import type { ErrorCode } from '../../../shared/errors/error-codes.ts'
import { Button } from '../parts/button.tsx'
import { Page } from '../parts/page.tsx'
import { useText } from '../shell/words.ts'

type Reason = 'expired' | 'withdrawn' | 'missing' | 'damaged' | 'unreached'

const reasons: { [code in ErrorCode]?: Reason } = {
  share_expired: 'expired',
  share_withdrawn: 'withdrawn',
  not_found: 'missing',
  share_link_malformed: 'damaged',
  share_damaged: 'damaged',
  fetch_failed: 'unreached',
  fetch_too_large: 'unreached',
  fetch_redirected: 'unreached',
  rate_limited: 'unreached',
}

type ShareFailureProps = { error: unknown; isBusy: boolean; onRetry(): void }

/** Why a link opens nothing, and what to do. A fault of our own is the error boundary's to tell. */
export function ShareFailure({ error, isBusy, onRetry }: ShareFailureProps) {
  const text = useText()
  const reason = isAppError(error) ? reasons[error.code] : undefined
  if (reason === undefined) throw error
  return (
    <Page title={text(`share.${reason}-title`)}>
      <p>{text(`share.${reason}-text`)}</p>
      {reason === 'unreached' ? (
        <Button onClick={onRetry} busy={isBusy}>
          {text('shell.again')}
        </Button>
      ) : (
        <p>{text('share.ask-again')}</p>
      )}
    </Page>
  )
}
