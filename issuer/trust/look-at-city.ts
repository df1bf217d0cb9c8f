import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { isDisguised } from '../../shared/i18n/disguised.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { CityReader } from '../../shared/trust/city-reader.ts'
import { assertRecognisable } from './recognise.ts'

/** What another city says of itself, before its word counts here. */
export type CityFound = {
  city: Did
  /** As it calls itself. */
  name: string
  /** How many its list says may award. */
  providers: number
  /** Its name is written to look like another. */
  isDisguised: boolean
}

/**
 * Reads the trust list of a city now, so that nobody recognises one that is mistyped or not there.
 * @throws AppError did_malformed | request_malformed | city_unreadable
 */
export async function lookAtCity(
  asked: Parameters<typeof assertRecognisable>[0],
  { readCity }: { readCity: CityReader },
): Promise<CityFound> {
  const city = assertRecognisable(asked)
  const reading = await readCity(city, { fresh: true })
  if (reading.outcome === 'refused') {
    const message = `city: no good trust list was found there (${reading.code}). Nothing was changed`
    throw new AppError('city_unreadable', message)
  }
  const { name, iss, providers } = reading.trust.list
  return {
    city,
    name: displayText(name) ?? iss,
    providers: providers.length,
    isDisguised: isDisguised(name),
  }
}
