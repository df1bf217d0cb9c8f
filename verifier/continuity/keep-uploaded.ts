import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { readCityKeys } from '../trust/city-keys.ts'
import { findKnownCity, type LookPorts } from '../trust/known-city.ts'
import { keepBundle, openUploadedBundle } from './kept-bundles.ts'

export type UploadPorts = Omit<LookPorts, 'readCity'>

/**
 * Keeps the copy of a trusted city, where a key that is the city's signed it: by the city's document of now, or while the
 * city is away by what it said when its list was last read.
 * @returns the city
 * @throws AppError bundle_refused
 */
export async function keepUploaded(
  { slug, trustedCities }: Organisation,
  { bytes, actor }: { bytes: Uint8Array; actor: string },
  ports: UploadPorts,
): Promise<Did> {
  const { database, clock } = ports
  const { city, asOf, keyThumbprint } = await openUploadedBundle(bytes)
  if (!trustedCities.includes(city)) {
    throw new AppError('bundle_refused', 'This is the copy of a city that is not trusted here')
  }
  const known = await findKnownCity(database.reader, city)
  const keys = (await readCityKeys(city, ports)) ?? known?.list?.keys ?? []
  if (!keys.includes(keyThumbprint)) {
    throw new AppError('bundle_refused', 'The key that signed this copy is not known as the city’s')
  }
  const at = clock().toISOString()
  await database.transact(async (tx) => {
    const kept = { asOf: asOf.toISOString(), keyThumbprint, keptAt: at }
    await keepBundle(tx, { organisation: slug, city, ...kept }, bytes)
    const action = 'city.copy-kept'
    await recordAudit(tx, { organisation: slug, actor, action, subject: city, at })
  })
  return city
}
