import { useEffect, useState } from 'preact/hooks'
import type { OfferPreview } from '../../core/open-offer.ts'
import { Notice } from '../parts/notice.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { usePlace } from '../shell/place.ts'
import { useLanguage, useText } from '../shell/words.ts'
import { TrailPicture } from './trail-picture.tsx'

/** What a claim link holds, shown before there is a wallet to take it with; where no link was followed, what a wallet is for. */
export function WaitingOffer() {
  const text = useText()
  const { path } = usePlace()
  // an offer that was answered is gone from the address, and from there alone
  const fragment = location.hash.slice(1)
  const isOffer = path === '/receive' && /(?:^|&)credential_offer(?:_uri)?=/.test(fragment)
  const preview = usePreview(isOffer ? fragment : '')
  if (!isOffer) return <TrailPicture />
  return (
    <Notice title={text('record.begun')}>
      {/* as high before as after, so that no button moves away from under a finger */}
      <div class="waiting-offer">
        {preview === undefined && <p>{text('enter.waiting')}</p>}
        {preview !== undefined && (
          <>
            <p>
              <strong>{preview.badges.map(({ name }) => name).join(', ')}</strong>
            </p>
            <p>
              {preview.issuer.name !== undefined && (
                <>{text('badge.given-by', { provider: preview.issuer.name })} </>
              )}
              <WebAddress address={preview.issuer.domain} />
            </p>
          </>
        )}
      </div>
    </Notice>
  )
}

/** What cannot be read now is told once the wallet is open. */
function usePreview(fragment: string): OfferPreview | undefined {
  const language = useLanguage()
  const [preview, setPreview] = useState<OfferPreview>()
  useEffect(() => {
    if (fragment === '') return
    let isWanted = true
    import('../receive/ahead.ts')
      .then(({ readAhead }) => readAhead(fragment, language))
      .then(
        (read) => isWanted && setPreview(read),
        () => undefined,
      )
    return () => {
      isWanted = false
    }
  }, [fragment])
  return preview
}
