import type { BegunOffer } from '../../core/begun-offer.ts'
import { Button } from '../parts/button.tsx'
import { Notice } from '../parts/notice.tsx'
import { navigate } from '../shell/place.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'

/** Badges that were said yes to and did not arrive. */
export function BegunOffers({ begun }: { begun: readonly BegunOffer[] }) {
  const text = useText()
  const { notes } = useWallet()
  return begun.map(({ id, domain }) => (
    <Notice key={id} kind="doubt" title={text('record.begun')}>
      <p>{text('record.begun-text', { domain })}</p>
      <div>
        <Button onClick={() => navigate(`/receive#begun=${encodeURIComponent(id)}`)}>
          {text('record.begun-finish')}
        </Button>
        <button type="button" class="link-button" onClick={() => void notes.removeBegunOffer(id)}>
          {text('record.begun-forget')}
        </button>
      </div>
    </Notice>
  ))
}
