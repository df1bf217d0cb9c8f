import { didWebDocumentUrl } from '../../../shared/did/did-web.ts'
import { isAppError } from '../../../shared/errors/app-error.ts'
import { displayText } from '../../../shared/i18n/display-text.ts'
import type { NamedCity } from '../../../shared/trust/trust-reader.ts'
import type { BadgeRow } from './badge-row.ts'
import { issuerPlace } from './issuer-place.ts'

/** `home`: the front page of the city, for a person to open, never fetched. */
export type CityToVisit = { did: string; name: string; home: string }

const wellKnown = '.well-known/did.json'

/** The cities that vouch for these badges, each once, by name. */
export function citiesOf(
  rows: readonly Pick<BadgeRow, 'city'>[],
  options: { allowLoopbackHttp: boolean },
): CityToVisit[] {
  const cities = new Map(rows.flatMap(({ city }) => (city === undefined ? [] : [[city.did, city]])))
  return [...cities.values()]
    .flatMap((city) => cityToVisit(city, options) ?? [])
    .sort((a, b) => a.name.localeCompare(b.name))
}

function cityToVisit(
  { did, name }: NamedCity,
  options: { allowLoopbackHttp: boolean },
): CityToVisit | undefined {
  try {
    const { href } = didWebDocumentUrl(did, options)
    const home = href.endsWith(`/${wellKnown}`) ? href.slice(0, -wellKnown.length) : undefined
    if (home === undefined) return undefined
    return { did, name: displayText(name) ?? issuerPlace(did) ?? did, home }
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
