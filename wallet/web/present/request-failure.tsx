import { isAppError } from '../../../shared/errors/app-error.ts'
import { readRequestUri } from '../../../shared/oid4vc/oid4vp-request-uri.ts'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

type RequestFailureProps = { error: unknown; link: string; isBusy: boolean; onRetry(): void }

/** A request that could not be read: why, and what to do. A site that does not answer apps may be asked by the server. */
export function RequestFailure({ error, link, isBusy, onRetry }: RequestFailureProps) {
  const text = useText()
  const wallet = useWallet()
  const mayPass = isAppError(error) && ['fetch_failed', 'rate_limited'].includes(error.code)
  const address = mayPass ? addressIn(link) : undefined
  const canRelay = address !== undefined && !wallet.hasConsent(address)
  const relay = async () => {
    if (address !== undefined) await wallet.consentToHost(address)
    onRetry()
  }
  return (
    <Page title={text('present.title')} back="/">
      <ErrorNotice error={error} />
      {mayPass && (
        <Button onClick={onRetry} busy={isBusy}>
          {text('present.retry')}
        </Button>
      )}
      {canRelay && (
        <>
          <p>{text('present.relay-text')}</p>
          <Button kind="second" onClick={relay} busy={isBusy}>
            {text('present.relay')}
          </Button>
        </>
      )}
      <p>
        <Link to="/">{text('present.home')}</Link>
      </p>
    </Page>
  )
}

function addressIn(link: string): string | undefined {
  try {
    const request = readRequestUri(link)
    return request.kind === 'by-reference' ? request.requestUri : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
