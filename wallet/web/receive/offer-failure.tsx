import { isAppError } from '../../../shared/errors/app-error.ts'
import { readCredentialOfferUri } from '../../../shared/oid4vc/oid4vci-credential-offer.ts'
import { Button } from '../parts/button.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

type OfferFailureProps = { error: unknown; link: string; retry(): void }

/** An offer that could not be read: why, and what to do. A site that does not answer apps may be asked by the server. */
export function OfferFailure({ error, link, retry }: OfferFailureProps) {
  const text = useText()
  const wallet = useWallet()
  const address = isAppError(error) && error.code === 'fetch_failed' ? addressIn(link) : undefined
  const canRelay = address !== undefined && !wallet.hasConsent(address)
  const relay = async () => {
    if (address !== undefined) await wallet.consentToHost(address)
    retry()
  }
  return (
    <Page title={text('receive.title')}>
      <ErrorNotice error={error} />
      <div class="button-row">
        <Button onClick={retry}>{text('receive.again')}</Button>
        <Link to="/">{text('receive.home')}</Link>
      </div>
      {canRelay && (
        <>
          <p>{text('receive.relay-text')}</p>
          <Button kind="second" onClick={relay}>
            {text('receive.relay')}
          </Button>
        </>
      )}
    </Page>
  )
}

function addressIn(link: string): string | undefined {
  try {
    const reference = readCredentialOfferUri(`openid-credential-offer://?${link}`)
    return reference.kind === 'value' ? reference.offer.credential_issuer : reference.url
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
