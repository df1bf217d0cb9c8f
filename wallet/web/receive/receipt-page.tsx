import type { Receipt, ReceiveOutcome } from '../../core/accept-offer.ts'
import type { OfferPreview } from '../../core/open-offer.ts'
import { Page } from '../parts/page.tsx'
import { Link } from '../shell/link.tsx'
import { type Text, useText } from '../shell/words.ts'
import { ReceiptOutcome } from './receipt-outcome.tsx'
import { WhatNext } from './what-next.tsx'

/** What came of an offer, badge by badge, and where it leads. */
export function ReceiptPage({ receipt, preview }: { receipt: Receipt; preview: OfferPreview }) {
  const text = useText()
  const { outcomes } = receipt
  const kept = outcomes.filter((outcome) => outcome.outcome !== 'refused')
  const [first] = kept
  return (
    <Page title={titleOf(outcomes, text)}>
      {outcomes.map((outcome, index) => (
        <ReceiptOutcome key={String(index)} outcome={outcome} preview={preview} />
      ))}
      {first !== undefined && <WhatNext badge={first.badge} />}
      <p>
        <Link to="/">{text('receive.home')}</Link>
      </p>
    </Page>
  )
}

function titleOf(outcomes: readonly ReceiveOutcome[], text: Text): string {
  const kept = outcomes.filter(({ outcome }) => outcome !== 'refused')
  if (kept.length === 0) return text('receive.done-refused')
  return kept.every(({ outcome }) => outcome === 'kept')
    ? text('receive.done', { count: kept.length })
    : text('receive.done-doubt')
}
