import type { BegunOffer } from '../../core/begun-offer.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { useText } from '../shell/words.ts'
import { BegunOffers } from './begun-offers.tsx'

export function EmptyRecord({ begun }: { begun: readonly BegunOffer[] }) {
  const text = useText()
  return (
    <Page title={text('record.title')}>
      <BegunOffers begun={begun} />
      <EmptyState title={text('record.empty')}>
        <p>{text('record.empty-text')}</p>
        <p>
          <Link class="govuk-button" to="/scan">
            {text('record.scan')}
          </Link>
        </p>
        <p>
          {text('record.empty-old')} <Link to="/add">{text('record.add')}</Link>
        </p>
      </EmptyState>
    </Page>
  )
}
