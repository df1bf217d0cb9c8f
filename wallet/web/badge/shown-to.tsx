import { formatDateTime } from '../../../shared/i18n/dates.ts'
import type { Disclosure } from '../../core/held-badge.ts'
import { askerName } from '../history/asker-name.ts'
import { Link } from '../shell/link.tsx'
import { useLanguage, useText } from '../shell/words.ts'

/** To whom this badge was shown. */
export function ShownTo({ disclosures }: { disclosures: readonly Disclosure[] }) {
  const text = useText()
  const language = useLanguage()
  return (
    <section>
      <h2>{text('badge.shown')}</h2>
      {disclosures.length === 0 ? (
        <p>{text('badge.shown-none')}</p>
      ) : (
        <>
          <ul>
            {disclosures.map((disclosure) => (
              <li key={disclosure.id}>
                {askerName(disclosure)},{' '}
                <span class="second">{formatDateTime(disclosure.at, language)}</span>
              </li>
            ))}
          </ul>
          <p>
            <Link to="/history">{text('history.title')}</Link>
          </p>
        </>
      )}
    </section>
  )
}
