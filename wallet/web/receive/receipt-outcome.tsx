import { useEffect, useState } from 'preact/hooks'
import { sentenceOfCheck } from '../../../shared/i18n/check-words.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import { stoneOfReport } from '../../../shared/look/report-stone.ts'
import { decisiveCheck } from '../../../shared/verify/decisive-check.ts'
import type { ReceiveOutcome } from '../../core/accept-offer.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import type { OfferPreview } from '../../core/open-offer.ts'
import { badgeRow, vouchingCity } from '../../core/record/badge-row.ts'
import { issuerPlace } from '../../core/record/issuer-place.ts'
import { findReplaced } from '../../core/record/replaced-badge.ts'
import { Button } from '../parts/button.tsx'
import { VerdictWord } from '../parts/check-list.tsx'
import { Notice } from '../parts/notice.tsx'
import { Stone } from '../parts/stone.tsx'
import { usePicture } from '../record/use-picture.ts'
import { useWallet } from '../shell/wallet-context.ts'
import { useLanguage, useText, useWords } from '../shell/words.ts'

type OutcomeProps = { outcome: ReceiveOutcome; preview: OfferPreview }

export function ReceiptOutcome({ outcome, preview }: OutcomeProps) {
  const text = useText()
  if (outcome.outcome === 'refused') {
    const name = preview.badges.find(
      ({ configurationId }) => configurationId === outcome.configurationId,
    )?.name
    return (
      <Notice kind="bad" isNews title={name ?? text('receive.done-refused')}>
        <p>{text('receive.refused-text')}</p>
      </Notice>
    )
  }
  return <KeptBadge outcome={outcome} preview={preview} />
}

type KeptProps = {
  outcome: Exclude<ReceiveOutcome, { outcome: 'refused' }>
  preview: OfferPreview
}

function KeptBadge({ outcome, preview }: KeptProps) {
  const text = useText()
  const language = useLanguage()
  const { badge, isNew, issuerIsOfferer } = outcome
  const { report, summary } = badge
  const name = displayText(summary.achievement?.name) ?? text('record.no-name')
  const city = vouchingCity(report)
  const issuer = displayText(summary.issuer.name) ?? issuerPlace(summary.issuer.id)
  const picture = usePicture(badgeRow(badge).picture, { isAsked: true })
  const stone = stoneOfReport({ ...report, credential: summary }, name, language)
  return (
    <section class="receipt">
      <Stone stone={picture === undefined ? stone : { ...stone, picture }} isNew />
      <h2 class="receipt__name">{name}</h2>
      {issuer !== undefined && <p>{text('badge.given-by', { provider: issuer })}</p>}
      {city !== undefined && (
        <p>{text('receive.vouched', { city: displayText(city.name) ?? city.did })}</p>
      )}
      {!isNew && <p>{text('receive.had-it')}</p>}
      {outcome.outcome === 'kept-with-doubt' && <Doubt badge={badge} />}
      {!issuerIsOfferer && (
        <Notice kind="doubt">
          <p>{text('receive.other-signer', { domain: preview.issuer.domain })}</p>
        </Notice>
      )}
      {isNew && <Replaced badge={badge} />}
    </section>
  )
}

function Doubt({ badge: { report } }: { badge: HeldBadge }) {
  const words = useWords()
  const { verdict, checks } = report
  const decisive = verdict === 'valid' ? undefined : decisiveCheck(verdict, checks)
  return (
    <Notice kind={verdict === 'invalid' ? 'bad' : 'doubt'} isNews>
      <p>
        <VerdictWord verdict={verdict} />
      </p>
      {decisive !== undefined && <p>{sentenceOfCheck(decisive, words)}</p>}
      <p>{words.text('receive.doubt-text')}</p>
    </Notice>
  )
}

/** Claimed again for a new key, a badge comes a second time: the one for the old key has had its day. */
function Replaced({ badge }: { badge: HeldBadge }) {
  const text = useText()
  const { ports } = useWallet()
  const [replaced, setReplaced] = useState<HeldBadge>()
  const [isRemoved, setRemoved] = useState(false)
  useEffect(() => {
    let isWanted = true
    findReplaced(badge, ports.store).then(
      (found) => isWanted && setReplaced(found),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [badge, ports])
  if (replaced === undefined) return null
  if (isRemoved) return <p role="status">{text('receive.replaced')}</p>

  async function remove(id: string): Promise<void> {
    await ports.store.removeBadge(id)
    setRemoved(true)
  }

  return (
    <Notice>
      <p>{text('receive.replaces')}</p>
      <Button kind="second" onClick={() => remove(replaced.id)}>
        {text('receive.replaces-remove')}
      </Button>
    </Notice>
  )
}
