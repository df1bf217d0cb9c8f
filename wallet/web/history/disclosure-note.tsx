import { formatDate, formatDateTime } from '../../../shared/i18n/dates.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import type { Disclosure } from '../../core/held-badge.ts'
import { Mark } from '../parts/mark.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { Link } from '../shell/link.tsx'
import { useLanguage, useText } from '../shell/words.ts'
import { askerName } from './asker-name.ts'

type DisclosureNoteProps = {
  disclosure: Disclosure
  /** Badges that are still here. */
  badgeIds: ReadonlySet<string>
  onDelete(disclosure: Disclosure): void
}

/** One answer: who, when, what for, which badges, where it went. */
export function DisclosureNote({ disclosure, badgeIds, onDelete }: DisclosureNoteProps) {
  const text = useText()
  const language = useLanguage()
  const { asker, at, purpose, sentTo, link, badges, isConfirmed } = disclosure
  const time = formatDateTime(at, language)
  const reason = displayText(purpose, 300)
  return (
    <section class="note">
      <h2 class="note__title">{displayText(asker.name) ?? asker.domain}</h2>
      <p>
        <WebAddress address={asker.domain} />
      </p>
      <p class="second">{text('history.at', { time })}</p>
      {link && <p>{text('history.by-link', { date: formatDate(link.expiresAt, language) })}</p>}
      {!asker.isProven && <Doubt words={text('history.not-proven')} />}
      {!isConfirmed && <Doubt words={text('history.not-confirmed')} />}
      <dl class="fact-list">
        <div class="fact-list__fact">
          <dt>{text('history.badges')}</dt>
          <dd>
            {badges.map(({ id, name }) => (
              <span key={id} class="note__badge">
                <BadgeName id={id} name={name} isHere={badgeIds.has(id)} />
              </span>
            ))}
          </dd>
        </div>
        {reason !== undefined && (
          <div class="fact-list__fact">
            <dt>{text('history.purpose')}</dt>
            <dd>{reason}</dd>
          </div>
        )}
        {sentTo !== asker.domain && (
          <div class="fact-list__fact">
            <dt>{text('history.sent-to')}</dt>
            <dd>
              <WebAddress address={sentTo} />
            </dd>
          </div>
        )}
      </dl>
      <button type="button" class="link-button" onClick={() => onDelete(disclosure)}>
        {text('history.delete')}
        <span class="visually-hidden">
          : {askerName(disclosure)}, {time}
        </span>
      </button>
    </section>
  )
}

function Doubt({ words }: { words: string }) {
  return (
    <p class="vouched-by">
      <Mark result="unknown" />
      <span>{words}</span>
    </p>
  )
}

function BadgeName({ id, name, isHere }: { id: string; name: string; isHere: boolean }) {
  const text = useText()
  const shown = displayText(name) ?? text('record.no-name')
  if (isHere) return <Link to={`/badges/${encodeURIComponent(id)}`}>{shown}</Link>
  return (
    <>
      {shown} ({text('history.gone')})
    </>
  )
}
