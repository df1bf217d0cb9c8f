import { useEffect, useState } from 'preact/hooks'
import type { Receipt } from '../../core/accept-offer.ts'
import { takeOffer } from '../../core/begun-offer.ts'
import type { OpenOffer } from '../../core/open-offer.ts'
import { didAddress } from '../../core/record/hosts-to-ask.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { useTask } from '../parts/use-task.ts'
import { Link } from '../shell/link.tsx'
import { forgetFragment, usePlace } from '../shell/place.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useText } from '../shell/words.ts'
import { OfferConsent, type TakeAnswer } from './offer-consent.tsx'
import { OfferFailure } from './offer-failure.tsx'
import { ReceiptPage } from './receipt-page.tsx'
import { useOffer } from './use-offer.ts'

/** From a link to a badge: look, say yes or no, see what came of it. */
export function ReceiveScreen() {
  const { fragment } = usePlace()
  // kept when the address lets go of it, which it does once the offer was answered
  const [link, setLink] = useState(fragment)
  useEffect(() => {
    if (fragment !== '') setLink(fragment)
  }, [fragment])
  return link === '' ? <NoOffer /> : <Offered key={link} link={link} />
}

function Offered({ link }: { link: string }) {
  const text = useText()
  const state = useOffer(link)
  if (state.step === 'read') return <Answer offer={state.offer} />
  if (state.step === 'failed') return <OfferFailure {...state} link={link} />
  return (
    <Page title={text('receive.title')}>
      <p role="status">{text('receive.reading')}</p>
    </Page>
  )
}

function Answer({ offer }: { offer: OpenOffer }) {
  const text = useText()
  const wallet = useWallet()
  const task = useTask()
  const [receipt, setReceipt] = useState<Receipt>()
  const [isLeft, setLeft] = useState(false)

  async function take({ txCode, city }: TakeAnswer): Promise<void> {
    await task.run(async () => {
      await wallet.consentToHost(offer.preview.issuer.id)
      const cityAddress = city === undefined ? undefined : didAddress(city)
      if (cityAddress !== undefined) await wallet.consentToHost(cityAddress)
      const options = txCode === undefined ? {} : { txCode }
      setReceipt(await takeOffer(offer, options, wallet.ports, wallet.notes))
      forgetFragment()
    })
  }

  function leave(): void {
    forgetFragment()
    setLeft(true)
  }

  if (receipt !== undefined) return <ReceiptPage receipt={receipt} preview={offer.preview} />
  if (isLeft) {
    return (
      <Page title={text('receive.title')}>
        <p role="status">{text('receive.left')}</p>
        <Link class="govuk-button" to="/">
          {text('receive.home')}
        </Link>
      </Page>
    )
  }
  return <OfferConsent offer={offer} task={task} onTake={take} onLeave={leave} />
}

function NoOffer() {
  const text = useText()
  return (
    <Page title={text('receive.title')}>
      <EmptyState title={text('receive.none')}>
        <p>{text('receive.none-text')}</p>
        <p>
          <Link to="/add">{text('add.paste')}</Link>
        </p>
      </EmptyState>
    </Page>
  )
}
