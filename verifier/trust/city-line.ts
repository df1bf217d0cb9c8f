import type { Did } from '../../shared/did/did.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { CityTrustRefusal } from '../../shared/trust/read-trust-list.ts'
import type { KeptBundle } from '../continuity/kept-bundles.ts'
import type { KnownCity, KnownList } from './known-city.ts'

/** A trusted city as its page shows it: never as good where its list is not. */
export type CityLine = {
  city: Did
  name: string
  removeHref: string
  state: 'current' | 'unread' | 'expired' | 'unasked'
  stateText: string
  seq?: number
  signedAt?: string
  expiresAt?: string
  readAt?: string
  providers?: number
  recognised?: number
  /** A copy of the city that is kept: from when it is, and how many days ago that was. */
  isDisguised?: boolean
  copy?: { asOf: string; days: number; removeHref: string }
  /** Why the last try to read it brought nothing, and when that was. */
  refusal?: { text: string; at: string }
}

export function cityLine(
  city: Did,
  { known, copy }: { known: KnownCity | undefined; copy: KeptBundle | undefined },
  now: Date,
): CityLine {
  const list = known?.list ?? undefined
  const state = stateOf(known, now)
  return {
    city,
    name: list?.name ?? city,
    removeHref: `${encodeURIComponent(city)}/remove`,
    state,
    stateText: translate('en', `employer.trust.state.${state}`),
    ...(list && listed(list)),
    ...(copy && { copy: copyLine(copy, now) }),
    ...(known?.refusal && {
      refusal: { text: refusalText(known.refusal), at: known.triedAt },
    }),
  }
}

/** Without its keys, which nobody reads. */
function listed({ keys: _, ...list }: KnownList): Omit<KnownList, 'keys'> {
  return list
}

const dayInMilliseconds = 86_400_000

function copyLine({ city, asOf }: KeptBundle, now: Date): NonNullable<CityLine['copy']> {
  const days = Math.max(0, Math.floor((now.getTime() - Date.parse(asOf)) / dayInMilliseconds))
  return { asOf, days, removeHref: `${encodeURIComponent(city)}/copy/remove` }
}

function stateOf(known: KnownCity | undefined, now: Date): CityLine['state'] {
  if (known === undefined) return 'unasked'
  if (known.list === null || known.refusal !== null) return 'unread'
  return known.list.expiresAt <= now.toISOString() ? 'expired' : 'current'
}

export function refusalText(refusal: CityTrustRefusal): string {
  return translate('en', `employer.trust.refusal.${refusal}`)
}
