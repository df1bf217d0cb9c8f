import { sha256 } from '@noble/hashes/sha2.js'
import { decodeBase64url, encodeBase64url } from '../did/base-encoding.ts'
import type { Did } from '../did/did.ts'
import { type LogCheckpoint, readCheckpoint } from './log-checkpoint.ts'
import { isConsistent, type LogState } from './log-consistency.ts'
import { readStatement } from './signed-statement.ts'
import { hasEnded, type TrustList, zTrustList } from './trust-list.ts'
import { isContradicted, type SeenCity } from './trust-memory.ts'
import type { TrustPorts } from './trust-ports.ts'

/** The service types by which a city's DID document says where its trust list and its award log are. */
export const trustListService = 'WaymarkTrustList'
export const awardLogService = 'WaymarkAwardLog'

/** A city's word that was checked in every respect. */
export type CityTrust = {
  list: TrustList
  /** The state of the log when the list was signed. */
  checkpoint: LogCheckpoint
  /** The newest state of the log that is known: it continues every other one that was seen. */
  latest: LogState
}

export type CityTrustReading =
  | { outcome: 'read'; trust: CityTrust }
  | { outcome: 'refused'; code: CityTrustRefusal }

export type CityTrustRefusal =
  | 'trust_list_unavailable'
  | 'trust_list_rolled_back'
  | 'trust_list_contradicted'
  | 'log_forked'

const clockSkewSeconds = 60

/**
 * Fetches and checks the trust list of a city: its signature, its dates, and that it and the log continue what
 * was seen before. Whatever cannot be established refuses the list, so that nothing is accredited by it.
 */
export async function readCityTrust(city: Did, ports: TrustPorts): Promise<CityTrustReading> {
  // before the list is fetched: else what another process sees meanwhile makes this list look old
  const seen = await ports.memory.find(city)
  const url = await findTrustListUrl(city, ports)
  if (url === undefined) return refused('trust_list_unavailable')
  const kept = await fetchList(url, city, seen, ports)
  if (kept === undefined || kept.outcome === 'read')
    return kept ?? refused('trust_list_unavailable')
  // a cache on the way may hold what was good a minute ago: only the city's own word of now counts against it
  const { fetchText, ...rest } = ports
  const freshPorts = { ...rest, fetchText: (each: string) => fetchText(each, { fresh: true }) }
  return (await fetchList(url, city, seen, freshPorts)) ?? kept
}

/** @returns undefined where there is no list to be had */
async function fetchList(
  url: string,
  city: Did,
  seen: SeenCity | undefined,
  ports: TrustPorts,
): Promise<CityTrustReading | undefined> {
  const fetched = await ports.fetchText(url)
  return fetched.outcome === 'fetched' ? checkList(fetched.text, city, seen, ports) : undefined
}

async function checkList(
  text: string,
  city: Did,
  seen: SeenCity | undefined,
  ports: TrustPorts,
): Promise<CityTrustReading> {
  const list = await readCurrentList(text, city, seen, ports)
  if (list === undefined) return refused('trust_list_unavailable')
  const { seq } = list
  const listHash = hashList(text)
  const checkpoint = await readCheckpoint(list.log.checkpoint, city, ports)
  if (checkpoint.outcome !== 'read') return refused('trust_list_unavailable')
  if (seen && seen.seq > seq) return refused('trust_list_rolled_back')
  if (seen && isContradicted(seen, { seq, listHash })) {
    await ports.memory.remember(city, { ...seen, listHash })
    return refused('trust_list_contradicted')
  }

  const signed = checkpoint.payload
  const now = await readLogState(list, ports)
  const before: LogState[] = seen ? [{ size: seen.size, root: decodeBase64url(seen.root) }] : []
  const latest = largest(signed, now ? [now] : before)
  // the newest state must begin with each of the others; a log that became smaller never does
  for (const earlier of [signed, ...before, ...(now ? [now] : [])]) {
    const continues = await isConsistent({ log: list.log.url, earlier, later: latest }, ports)
    if (continues === 'no') return refused('log_forked')
    if (continues === 'unknown') return refused('trust_list_unavailable')
  }
  const newest = await ports.memory.remember(city, {
    seq,
    listHash,
    size: latest.size,
    root: encodeBase64url(latest.root),
    endedKeys: list.keys.filter(hasEnded).map(({ thumbprint }) => thumbprint),
  })
  // another process may have seen another list of this number meanwhile
  if (isContradicted(newest, { seq, listHash })) return refused('trust_list_contradicted')
  return { outcome: 'read', trust: { list, checkpoint: signed, latest } }
}

/** Of the payload alone: the same list signed once more, by another key, says nothing else. */
function hashList(text: string): string {
  const [, payload = ''] = text.split('.')
  return encodeBase64url(sha256(new TextEncoder().encode(payload)))
}

/** The list, if a key of the city that has not ended signed it, for this time. */
async function readCurrentList(
  text: string,
  city: Did,
  seen: SeenCity | undefined,
  ports: TrustPorts,
): Promise<TrustList | undefined> {
  const expected = {
    type: 'waymark-trust-list+jwt',
    schema: zTrustList,
    issuer: city,
    refreshesKeys: true,
  } as const
  const reading = await readStatement(text, expected, ports)
  if (reading.outcome !== 'read') return undefined
  const { payload: list, keyThumbprint } = reading
  // a thief with an old key writes a list that does not tell of its end
  const isKnownEnded = seen?.endedKeys.includes(keyThumbprint) ?? false
  if (isKnownEnded || isEndedKey(list, keyThumbprint)) return undefined
  return isCurrent(list, ports.clock()) ? list : undefined
}

/** Did the list say that this key of the city is no longer used? */
export function isEndedKey(list: Pick<TrustList, 'keys'>, thumbprint: string): boolean {
  return list.keys.some((key) => key.thumbprint === thumbprint && hasEnded(key))
}

/** The log's own newest checkpoint, so that a fork shows; nothing where the log gives none that can be believed. */
async function readLogState(list: TrustList, ports: TrustPorts): Promise<LogState | undefined> {
  const fetched = await ports.fetchText(`${list.log.url}/checkpoint`)
  if (fetched.outcome !== 'fetched') return undefined
  const reading = await readCheckpoint(fetched.text, list.iss, ports)
  if (reading.outcome !== 'read' || reading.payload.log !== list.log.url) return undefined
  const isOfEndedKey = reading.isKeyRevoked || isEndedKey(list, reading.keyThumbprint)
  return isOfEndedKey ? undefined : reading.payload
}

function largest(first: LogState, others: readonly LogState[]): LogState {
  return others.reduce((most, next) => (next.size > most.size ? next : most), first)
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
