import type { ComponentChildren } from 'preact'
import { formatDate } from '../../../shared/i18n/dates.ts'
import type { Language } from '../../../shared/i18n/messages.ts'
import type { AlignedLayer } from '../../../shared/skills/badge-standard.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import type { BadgeContent } from '../../core/record/badge-content.ts'
import type { BadgeRow } from '../../core/record/badge-row.ts'
import { issuerPlace } from '../../core/record/issuer-place.ts'
import { earnedAt } from '../../core/record/trail.ts'
import { Stone } from '../parts/stone.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { stoneOfRow } from '../record/row-stone.tsx'
import { rowName, rowProvider } from '../record/row-words.ts'
import { usePicture } from '../record/use-picture.ts'
import { type Text, useLanguage, useText } from '../shell/words.ts'
import { VouchedBy } from './vouched-by.tsx'

type BadgeHeadProps = { badge: HeldBadge; row: BadgeRow; content: BadgeContent }

/** The stone, who gave it, who vouches for them, how it was shown and when. */
export function BadgeHead({ badge, row, content }: BadgeHeadProps) {
  const text = useText()
  const language = useLanguage()
  const place = issuerPlace(row.issuerId)
  const kept = usePicture(row.picture)
  const picture = content.picture ?? kept
  const stone = { ...stoneOfRow(row, language, picture), name: rowName(row, text) }
  return (
    <div class="badge-head">
      <Stone stone={stone} />
      <div class="badge-head__words">
        <p class="badge-head__provider">
          {text('badge.given-by', { provider: rowProvider(row, text) })}
        </p>
        {place !== undefined && place !== row.provider && (
          <p>
            <WebAddress address={place} />
          </p>
        )}
        <VouchedBy report={badge.report} />
        <dl class="fact-list">
          {row.howShown && (
            <Fact name={text('badge.how-shown')}>{text(`stone.${row.howShown}`)}</Fact>
          )}
          {row.layer && (
            <Fact name={text('badge.layer')}>{layerName(row.layer, language, text)}</Fact>
          )}
          <Fact name={text('badge.earned')}>{formatDate(earnedAt(row), language)}</Fact>
          {shownDate(row.validUntil, language) && (
            <Fact name={text('badge.until')}>{shownDate(row.validUntil, language)}</Fact>
          )}
          <Fact name={text('badge.came')}>{formatDate(row.receivedAt, language)}</Fact>
        </dl>
      </div>
    </div>
  )
}

function layerName({ name, ownStandard }: AlignedLayer, language: Language, text: Text): string {
  const layer = name[language]
  return ownStandard === undefined
    ? layer
    : text('badge.layer-own', { layer, standard: ownStandard })
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact-list__fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A badge says what it likes where its dates should be. */
function shownDate(iso: string | undefined, language: Language): string | undefined {
  return iso === undefined || Number.isNaN(Date.parse(iso)) ? undefined : formatDate(iso, language)
}
