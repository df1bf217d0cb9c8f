import { displayText } from '../../../shared/i18n/display-text.ts'
import type { HeldBadge } from '../../core/held-badge.ts'
import { CheckList } from '../parts/check-list.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { type Text, useText } from '../shell/words.ts'
import { ownersWords } from './owners-words.ts'

/** Every check in plain words, and for experts the identifiers as they stand in the badge. */
export function BadgeChecks({ badge }: { badge: HeldBadge }) {
  const text = useText()
  return (
    <section>
      <h2 class="visually-hidden">{text('parts.checks')}</h2>
      <Disclosure summary={text('badge.checks')}>
        <CheckList report={badge.report} ownWords={(check) => ownersWords(check, badge, text)} />
      </Disclosure>
      <Disclosure summary={text('badge.facts')}>
        <dl class="fact-list fact-list--long">
          {factsOf(badge, text).map(({ label, value }) => (
            <div key={label} class="fact-list__fact">
              <dt>{label}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </section>
  )
}

function factsOf({ summary, report, holder, logProof }: HeldBadge, text: Text) {
  const position = report.logPosition ?? sizeless(logProof)
  const facts = [
    { label: text('badge.fact-issuer'), value: summary.issuer.id },
    { label: text('badge.fact-id'), value: summary.id },
    { label: text('badge.fact-yours'), value: holder },
    { label: text('badge.fact-signed'), value: report.securedWith },
    { label: text('badge.fact-log'), value: position && placeOf(position, text) },
  ]
  return facts.flatMap(({ label, value }) => {
    const shown = displayText(value, 300)
    return shown === undefined ? [] : [{ label, value: shown }]
  })
}

type Position = { index: number; size?: number }

function sizeless(proof: HeldBadge['logProof']): Position | undefined {
  return proof && { index: proof.index }
}

function placeOf({ index, size }: Position, text: Text): string {
  const place = index + 1
  return size === undefined ? String(place) : text('badge.fact-log-place', { place, count: size })
}
