import { isAppError } from '../../../shared/errors/app-error.ts'
import type { RequestedBadge } from '../../core/requested-badges.ts'
import { parseSecureUrl } from '../../core/secure-url.ts'
import { Notice } from '../parts/notice.tsx'
import { WebAddress } from '../parts/web-address.tsx'
import { useText } from '../shell/words.ts'

type MissingBadgesProps = { missing: readonly RequestedBadge[]; canBeAnswered: boolean }

/** What is asked for and not here, said plainly; where it can be read about, for the person to follow. */
export function MissingBadges({ missing, canBeAnswered }: MissingBadgesProps) {
  const text = useText()
  if (missing.length === 0) return null
  return (
    <Notice
      kind={canBeAnswered ? 'info' : 'doubt'}
      title={text('present.missing', { count: missing.length })}
    >
      <p>{text(canBeAnswered ? 'present.missing-welcome' : 'present.missing-needed')}</p>
      <ul>
        {missing.map(({ queryId, achievementIds, purpose }) => (
          <li key={queryId}>
            {purpose && <span>{purpose}. </span>}
            {achievementIds.length === 0
              ? text('present.missing-any')
              : achievementIds.slice(0, 5).map((id) => <About key={id} address={id} />)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function About({ address }: { address: string }) {
  const url = webAddress(address)
  if (url === undefined) return <WebAddress address={address.slice(0, 120)} />
  return (
    <a class="consent__line" href={url.href} target="_blank" rel="noreferrer noopener">
      <WebAddress address={`${url.host}${url.pathname}`} />
    </a>
  )
}

function webAddress(address: string): URL | undefined {
  try {
    return parseSecureUrl(address, { allowLoopbackHttp: location.protocol === 'http:' })
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
