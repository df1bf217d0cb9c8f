import { decodeBase64url, encodeBase64url } from '../did/base-encoding.ts'
import type { Did } from '../did/did.ts'
import { type LogCheckpoint, readCheckpoint } from './log-checkpoint.ts'
import { isConsistent } from './read-log.ts'
import { readStatement } from './signed-statement.ts'
import { type TrustList, zTrustList } from './trust-list.ts'
import type { SeenCity } from './trust-memory.ts'
import type { TrustPorts } from './trust-ports.ts'

/** The service types by which a city's DID document says where its trust list and its award log are. */
export const trustListService = 'WaymarkTrustList'
export const awardLogService = 'WaymarkAwardLog'

/** A city's word that was checked in every respect. */
export type CityTrust = {
  list: TrustList
  /** The state of the log when the list was signed. */
  checkpoint: LogCheckpoint
}

export type CityTrustReading =
  | { outcome: 'read'; trust: CityTrust }
  | { outcome: 'refused'; code: CityTrustRefusal }

export type CityTrustRefusal = 'trust_list_unavailable' | 'trust_list_rolled_back' | 'log_forked'

const clockSkewSeconds = 60

/**
 * Fetches and checks the trust list of a city: its signature, its dates, and that it and the log continue what
 * was seen before. Whatever cannot be established refuses the list, so that nothing is accredited by it.
 */
export async function readCityTrust(city: Did, ports: TrustPorts): Promise<CityTrustReading> {
  const url = await findTrustListUrl(city, ports)
  const fetched = url === undefined ? undefined : await ports.fetchText(url)
  if (fetched?.outcome !== 'fetched') return refused('trust_list_unavailable')
  return checkCityTrust(fetched.text, city, ports)
}

/** As readCityTrust, for a list that is already here. */
export async function checkCityTrust(
  text: string,
  city: Did,
  ports: TrustPorts,
): Promise<CityTrustReading> {
  const expected = { type: 'waymark-trust-list+jwt', schema: zTrustList, issuer: city } as const
  const reading = await readStatement(text, expected, ports)
  if (reading.outcome !== 'read') return refused('trust_list_unavailable')
  const list = reading.payload
  const isEnded = list.keys.some(
    ({ thumbprint, retired, compromised }) =>
      thumbprint === reading.keyThumbprint && (retired ?? compromised) !== undefined,
  )
  if (isEnded || !isCurrent(list, ports.clock())) return refused('trust_list_unavailable')
  const checkpoint = await readCheckpoint(list.log.checkpoint, city, ports)
  if (checkpoint.outcome !== 'read') return refused('trust_list_unavailable')
  return continueFromMemory({ list, checkpoint: checkpoint.payload }, city, ports)
}

async function continueFromMemory(
  trust: CityTrust,
  city: Did,
  ports: TrustPorts,
): Promise<CityTrustReading> {
  const { list, checkpoint } = trust
  const seen = await ports.memory.find(city)
  if (seen && seen.seq > list.seq) return refused('trust_list_rolled_back')
  const continuation = seen ? await continues(seen, trust, ports) : 'yes'
  if (continuation !== 'yes') {
    return refused(continuation === 'no' ? 'log_forked' : 'trust_list_unavailable')
  }
  await ports.memory.remember(city, {
    seq: list.seq,
    size: checkpoint.size,
    root: encodeBase64url(checkpoint.root),
  })
  return { outcome: 'read', trust }
}

/** Does the log as it is now begin with the log as it was seen? */
async function continues(
  seen: SeenCity,
  { list, checkpoint }: CityTrust,
  ports: TrustPorts,
): Promise<'yes' | 'no' | 'unknown'> {
  const isUnchanged =
    seen.size === checkpoint.size && seen.root === encodeBase64url(checkpoint.root)
  if (isUnchanged || seen.size === 0) return 'yes'
  if (seen.size >= checkpoint.size) return 'no'
  const earlier = { size: seen.size, root: decodeBase64url(seen.root) }
  return isConsistent({ log: list.log.url, earlier, later: checkpoint }, ports)
}

async function findTrustListUrl(city: Did, ports: TrustPorts): Promise<string | undefined> {
  const resolution = await ports.resolveDid(city)
  if (resolution.outcome !== 'resolved') return undefined
  const service = resolution.document.service?.find(({ type }) => type === trustListService)
  return typeof service?.serviceEndpoint === 'string' ? service.serviceEndpoint : undefined
}

function isCurrent({ iat, exp }: TrustList, now: Date): boolean {
  const seconds = now.getTime() / 1000
  return iat <= seconds + clockSkewSeconds && seconds < exp
}

function refused(code: CityTrustRefusal): CityTrustReading {
  return { outcome: 'refused', code }
}
