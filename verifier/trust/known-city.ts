import { EntitySchema } from 'typeorm'
import type { Did } from '../../shared/did/did.ts'
import type { ResolveDid } from '../../shared/did/resolution.ts'
import { isDisguised } from '../../shared/i18n/disguised.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import type { Database, Reader, Schema } from '../../shared/node/database/database.ts'
import type { CityReader } from '../../shared/trust/city-reader.ts'
import type { CityTrustReading, CityTrustRefusal } from '../../shared/trust/read-trust-list.ts'
import { KeepKnownCities1779060000003 } from '../migrations/keep-known-cities.ts'

/** What is known of a city's trust list, for people to see: the last one that was good, and how asking went last. */ import { readCityKeys } from './city-keys.ts'

export type KnownCity = {
  city: string
  /** Of the last good list; absent where none was ever read. */
  list: KnownList | null
  triedAt: string
  /** Why the last try brought nothing. */
  refusal: CityTrustRefusal | null
}

export type KnownList = {
  /** Safe to show. */
  name: string
  /** Its letters may pass for those of another name. */
  isDisguised?: boolean
  seq: number
  signedAt: string
  expiresAt: string
  providers: number
  recognised: number
  readAt: string
  /** Thumbprints of the city's keys, by which a copy of it is known. */
  keys: string[]
}

type KnownCityRow = Omit<KnownCity, 'list'> & {
  /** KnownList as JSON. */
  list: string | null
}

const knownCityEntity = new EntitySchema<KnownCityRow>({
  name: 'known_city',
  tableName: 'known_city',
  columns: {
    city: { type: 'varchar', primary: true },
    list: { type: 'text', nullable: true },
    triedAt: { type: 'varchar', name: 'tried_at' },
    refusal: { type: 'varchar', nullable: true },
  },
})

export async function findKnownCity(reader: Reader, city: Did): Promise<KnownCity | undefined> {
  const row = await reader.findOneBy(knownCityEntity, { city })
  if (row === null) return undefined
  if (row.list === null) return { ...row, list: null }
  // lookAtCity() wrote it; a list that was read before keys were kept has none
  const list = JSON.parse(row.list) as Omit<KnownList, 'keys'> & Partial<KnownList>
  return { ...row, list: { ...list, keys: list.keys ?? [] } }
}

export type LookPorts = {
  database: Database
  readCity: CityReader
  resolveDid: ResolveDid
  clock: () => Date
}

/** Reads the city's trust list, now where `fresh`, and keeps how that went. */
export async function lookAtCity(
  city: Did,
  { fresh }: { fresh: boolean },
  ports: LookPorts,
): Promise<KnownCity> {
  const { database, readCity, clock } = ports
  const reading = await readCity(city, { fresh })
  const triedAt = clock().toISOString()
  const before = await findKnownCity(database.reader, city)
  const keys = (await readCityKeys(city, ports)) ?? before?.list?.keys ?? []
  const known: KnownCity = { city, triedAt, ...foundIn(reading, { readAt: triedAt, keys }, before) }
  const list = known.list && JSON.stringify(known.list)
  await database.transact((tx) => tx.upsert(knownCityEntity, { ...known, list }, ['city']))
  return known
}

function foundIn(
  reading: CityTrustReading,
  { readAt, keys }: Pick<KnownList, 'readAt' | 'keys'>,
  before: KnownCity | undefined,
): Pick<KnownCity, 'list' | 'refusal'> {
  if (reading.outcome === 'refused') return { list: before?.list ?? null, refusal: reading.code }
  const { name, seq, iat, exp, providers, recognised } = reading.trust.list
  const list: KnownList = {
    name: displayText(name) ?? reading.trust.list.iss,
    isDisguised: isDisguised(name),
    seq,
    signedAt: new Date(iat * 1000).toISOString(),
    expiresAt: new Date(exp * 1000).toISOString(),
    providers: providers.length,
    recognised: recognised.length,
    readAt,
    keys,
  }
  return { list, refusal: null }
}

export const knownCitySchema: Schema = {
  entities: [knownCityEntity],
  migrations: [KeepKnownCities1779060000003],
}
