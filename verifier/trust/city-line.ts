import type { Did } from '../../shared/did/did.ts'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { CityTrustRefusal } from '../../shared/trust/read-trust-list.ts'
import type { KnownCity } from './known-city.ts'

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
  /** Why the last try to read it brought nothing, and when that was. */
  refusal?: { text: string; at: string }
}

export function cityLine(city: Did, known: KnownCity | undefined, now: Date): CityLine {
  const list = known?.list ?? undefined
  const state = stateOf(known, now)
  return {
    city,
    name: list?.name ?? city,
    removeHref: `${encodeURIComponent(city)}/remove`,
    state,
    stateText: translate('en', `employer.trust.state.${state}`),
    ...list,
    ...(known?.refusal && {
      refusal: { text: refusalText(known.refusal), at: known.triedAt },
    }),
  }
}

function stateOf(known: KnownCity | undefined, now: Date): CityLine['state'] {
  if (known === undefined) return 'unasked'
  if (known.list === null || known.refusal !== null) return 'unread'
  return known.list.expiresAt <= now.toISOString() ? 'expired' : 'current'
}

export function refusalText(refusal: CityTrustRefusal): string {
  return translate('en', `employer.trust.refusal.${refusal}`)
}
