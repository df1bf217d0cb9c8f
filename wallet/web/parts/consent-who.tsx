import { useText } from '../shell/words.ts'
import { Mark } from './mark.tsx'
import { WebAddress } from './web-address.tsx'

/** Who asks or gives: by what is known of them, and not only by what they say. */
export type Party = {
  name: string
  /** The domain that was proven, or that the answer goes to. */
  domain: string
  /** The cities that vouch for them. Absent where nobody was asked; empty where nobody does. */
  vouchedBy?: readonly string[]
  /** A line under the name: what could not be proven about them. */
  doubt?: string
}

export function WhoIsIt({ who }: { who: Party }) {
  const text = useText()
  return (
    <div class="consent__who">
      <p class="consent__name">{who.name}</p>
      <p>
        <WebAddress class="consent__domain" address={who.domain} />
      </p>
      {who.vouchedBy !== undefined && who.vouchedBy.length > 0 && (
        <p class="consent__vouched">
          <Mark result="valid" />
          <span>
            {text('parts.vouched-by')} {who.vouchedBy.join(', ')}
          </span>
        </p>
      )}
      {who.vouchedBy?.length === 0 && (
        <p class="consent__vouched">
          <Mark result="unknown" />
          <span>{text('parts.unvouched')}</span>
        </p>
      )}
      {who.doubt !== undefined && (
        <p class="consent__vouched">
          <Mark result="unknown" />
          <span>{who.doubt}</span>
        </p>
      )}
    </div>
  )
}
