import { useState } from 'preact/hooks'
import type { Did } from '../../../shared/did/did.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { hueFor } from '../../../shared/look/stone.ts'
import type { OfferedBadge, OfferPreview, OpenOffer } from '../../core/open-offer.ts'
import { ConsentPage } from '../parts/consent-page.tsx'
import type { ConsentItem } from '../parts/consent-row.tsx'
import type { Party } from '../parts/consent-who.tsx'
import { ErrorNotice } from '../parts/error-notice.tsx'
import { Stone } from '../parts/stone.tsx'
import type { Task } from '../parts/use-task.ts'
import { type Text, useText } from '../shell/words.ts'
import { TxCodeField } from './tx-code-field.tsx'
import { type KnownVoucher, useVoucher } from './use-voucher.ts'

export type TakeAnswer = {
  txCode?: string
  /** The city whose word was asked for on this page: it may be asked again about the badge. */
  city?: Did
}

type OfferConsentProps = {
  offer: OpenOffer
  task: Task
  onTake(answer: TakeAnswer): void
  onLeave(): void
}

/** Who offers what: taking it is one tap, leaving it another. */
export function OfferConsent({
  offer: { preview, secret },
  task,
  onTake,
  onLeave,
}: OfferConsentProps) {
  const text = useText()
  const voucher = useVoucher(preview.issuer.did)
  const [code, setCode] = useState('')
  const [isCodeMissing, setCodeMissing] = useState(false)
  // an offer that was begun has used its code up already
  const needsCode = preview.txCode !== undefined && secret.token === undefined
  // one answer of the issuer stands for a wrong code and for a link that is used up
  const isCodeRefused =
    needsCode && isAppError(task.error) && task.error.code === 'offer_not_redeemable'
  const refusedError = isCodeRefused ? 'receive.code-refused' : undefined
  const codeError = isCodeMissing ? 'receive.code-missing' : refusedError

  function take(): void {
    setCodeMissing(needsCode && code.trim() === '')
    const city = voucher === undefined || voucher.outcome === 'none' ? undefined : voucher.city.did
    const answer = city === undefined ? {} : { city }
    if (!needsCode) onTake(answer)
    else if (code.trim() !== '') onTake({ ...answer, txCode: code.trim() })
  }

  return (
    <ConsentPage
      title={text('receive.title')}
      who={partyOf(preview, voucher, text)}
      what={preview.badges.map((badge) => itemOf(badge, preview))}
      purpose={text('receive.purpose')}
      retention={text('receive.retention')}
      notSeen={text('receive.not-seen')}
      yes={text(task.error === undefined ? 'receive.yes' : 'receive.again')}
      no={text('receive.no')}
      onYes={take}
      onNo={onLeave}
      busy={task.isBusy}
    >
      {preview.unavailable.length > 0 && (
        <p class="second">{text('receive.unavailable', { count: preview.unavailable.length })}</p>
      )}
      {voucher?.outcome === 'listed' && voucher.isNewCity && (
        <p class="second">{text('receive.new-city')}</p>
      )}
      {needsCode && (
        <TxCodeField
          preview={preview}
          value={code}
          onInput={setCode}
          error={codeError && text(codeError)}
        />
      )}
      {task.error !== undefined && !isCodeRefused && <ErrorNotice error={task.error} />}
      {task.error !== undefined && <p>{text('receive.kept-wait')}</p>}
    </ConsentPage>
  )
}

function partyOf({ issuer }: OfferPreview, voucher: KnownVoucher | undefined, text: Text): Party {
  const doubt = doubtOf(voucher, text)
  return {
    name: issuer.name ?? text('receive.unnamed'),
    domain: issuer.domain,
    ...(voucher !== undefined && doubt === undefined && { vouchedBy: vouchersOf(voucher) }),
    ...(doubt !== undefined && { doubt }),
  }
}

function vouchersOf(voucher: KnownVoucher): string[] {
  return voucher.outcome === 'listed' ? [cityName(voucher.city)] : []
}

function doubtOf(voucher: KnownVoucher | undefined, text: Text): string | undefined {
  if (voucher?.outcome === 'not-listed') {
    return text('receive.not-vouched', { city: cityName(voucher.city) })
  }
  return voucher?.outcome === 'unknown'
    ? text('receive.vouch-unknown', { city: cityName(voucher.city) })
    : undefined
}

/** Anybody may call themselves a city, so its address stands beside. */
function cityName({ name, place }: { name?: string; place: string }): string {
  return name === undefined ? place : `${name} (${place})`
}

function itemOf(badge: OfferedBadge, { issuer }: OfferPreview): ConsentItem {
  const { hue = hueFor(issuer.did ?? ''), glyph = 'spark' } = badge.look ?? {}
  return {
    id: badge.configurationId,
    label: badge.name,
    ...(badge.description !== undefined && { detail: badge.description }),
    picture: <Stone stone={{ name: badge.name, hue, glyph }} size="small" />,
    isChosen: true,
  }
}
