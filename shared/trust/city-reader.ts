import type { Did } from '../did/did.ts'
import { type CityTrustReading, readCityTrust } from './read-trust-list.ts'
import type { TrustPorts } from './trust-ports.ts'

/** @param options.fresh asks the city now, however young the list that is here */
export type CityReader = (city: Did, options?: { fresh?: boolean }) => Promise<CityTrustReading>

/** How long a trust list is used before it is asked for again: as a status list. */
const maxAgeMs = 300_000
const maxCities = 200

/** Reads trust lists, each once however many ask, and again when it has aged or expired. */
export function createCityReader(ports: TrustPorts): CityReader {
  const cities = new Map<Did, { reading: Promise<CityTrustReading>; readAt: number }>()

  function startReading(city: Did, now: number) {
    const entry = { reading: readCityTrust(city, ports), readAt: now }
    cities.delete(city)
    cities.set(city, entry)
    const [oldest] = cities.keys()
    if (cities.size > maxCities && oldest !== undefined) cities.delete(oldest)
    return entry
  }

  return async (city, { fresh = false } = {}) => {
    const now = ports.clock().getTime()
    const kept = cities.get(city)
    const ageMs = kept === undefined ? maxAgeMs : now - kept.readAt
    // a clock that leapt back makes nothing young
    if (kept && !fresh && ageMs >= 0 && ageMs < maxAgeMs) {
      const reading = await kept.reading
      if (reading.outcome === 'refused' || now / 1000 < reading.trust.list.exp) return reading
    }
    const entry = startReading(city, now)
    try {
      const reading = await entry.reading
      // what could not be had is asked for again, not remembered for minutes
      if (reading.outcome === 'refused') forget(entry)
      return reading
    } catch (error) {
      forget(entry)
      throw error
    }

    function forget(failed: object): void {
      if (cities.get(city) === failed) cities.delete(city)
    }
  }
}
