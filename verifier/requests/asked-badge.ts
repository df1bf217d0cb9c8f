import { displayText } from '../../shared/i18n/display-text.ts'
import type { WantedBadge } from '../../shared/oid4vc/dcql-badges.ts'
import type { Verdict } from '../../shared/verify/report.ts'

/** One of the badges that are asked for, as a place on the web: its name is the issuer's to say. */
export type AskedBadge = {
  place: string
  /** Only where the id is an address on the web. */
  href?: string
  /** What the report says of the badge that was sent for it. */
  result?: Verdict
}

export function askedBadge([id]: WantedBadge, result: Verdict | undefined): AskedBadge {
  const address = webAddress(id)
  return {
    ...(address === undefined
      ? { place: displayText(id) ?? '' }
      : { place: `${address.host}${address.pathname}`, href: id }),
    ...(result !== undefined && { result }),
  }
}

function webAddress(id: string): URL | undefined {
  const url = URL.canParse(id) ? new URL(id) : undefined
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined
}
