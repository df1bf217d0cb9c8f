import type { Did } from '../did/did.ts'
import type { CheckCode } from '../verify/check-codes.ts'
import { judgeAward } from './judge-award.ts'
import { awardLeaf } from './log-proof.ts'
import { findLeaf, type LeafReading } from './read-log.ts'
import { type CityTrust, type CityTrustReading, readCityTrust } from './read-trust-list.ts'
import type { Recognition } from './trust-list.ts'
import type { TrustPorts } from './trust-ports.ts'

export type AwardQuery = {
  issuer: Did
  achievementId: string | undefined
  credentialId: string | undefined
  /** RFC 7638 thumbprint of the key that signed the badge. */
  keyThumbprint: string
  trustedCities: readonly Did[]
  /** A log proof that came with the badge, as it came. */
  logProof?: unknown
  at: Date
}

export type AwardAnswer = {
  accreditation: CheckCode<'accreditation'>
  log: CheckCode<'log'>
  /** The trusted city whose word decided, and the recognised city that accredited, where there is one. */
  via?: { city: Did; recognised?: Did }
}

export type TrustReader = { judge(query: AwardQuery): Promise<AwardAnswer> }

/** How long a trust list is used before it is asked for again: as a status list. */
const maxAgeMs = 300_000
const maxCachedCities = 200

/** Asks trusted cities about awards. One fetch of a city's list serves all who ask while it is fresh. */
export function createTrustReader(ports: TrustPorts): TrustReader {
  const readCity = cacheCities(ports)
  return {
    async judge(query) {
      const answers = await Promise.all(
        query.trustedCities.map((city) => judgeByCity(city, query, readCity, ports)),
      )
      return bestOf(answers)
    },
  }
}

type ReadCity = (city: Did) => Promise<CityTrustReading>

async function judgeByCity(
  city: Did,
  query: AwardQuery,
  readCity: ReadCity,
  ports: TrustPorts,
): Promise<AwardAnswer> {
  const reading = await readCity(city)
  if (reading.outcome === 'refused') return unread(reading.code)
  const { list } = reading.trust
  if (list.providers.some(({ did }) => did === query.issuer)) {
    return { ...(await judgeIn(reading.trust, query, ports)), via: { city } }
  }
  const routes = list.recognised.filter((recognition) => covers(recognition, query))
  const answers = await Promise.all(
    routes.map(async (route): Promise<AwardAnswer> => {
      const other = await readCity(route.city)
      if (other.outcome === 'refused') return unread(other.code)
      const isItsProvider = other.trust.list.providers.some(({ did }) => did === query.issuer)
      if (!isItsProvider) return { accreditation: 'not_accredited', log: 'not_asked' }
      const answer = await judgeIn(other.trust, query, ports)
      return { ...answer, via: { city, recognised: route.city } }
    }),
  )
  return answers.length === 0
    ? { accreditation: 'not_accredited', log: 'not_asked' }
    : bestOf(answers)
}

/** Recognition says whose word counts today; when the award was made, the other city's log decides. */
function covers({ from, until, achievements }: Recognition, query: AwardQuery): boolean {
  const at = query.at.getTime()
  const isCurrent = Date.parse(from) <= at && (until === undefined || at < Date.parse(until))
  const isInScope = achievements?.includes(query.achievementId ?? '') ?? true
  return isCurrent && isInScope
}

async function judgeIn(
  trust: CityTrust,
  query: AwardQuery,
  ports: TrustPorts,
): Promise<AwardAnswer> {
  const { issuer, achievementId, credentialId, keyThumbprint } = query
  if (achievementId === undefined) return { accreditation: 'not_accredited', log: 'not_asked' }
  const leaf: LeafReading =
    credentialId === undefined
      ? { outcome: 'absent' }
      : await findLeaf(awardLeaf(credentialId, achievementId), trust, query.logProof, ports)
  const award = { issuer, achievementId, keyThumbprint }
  const moment = { now: query.at, listLogSize: trust.checkpoint.size }
  const index = leaf.outcome === 'found' ? leaf.index : undefined
  const judged = judgeAward(trust.list, award, index, moment)
  const isUnasked = judged === 'not_in_log' && leaf.outcome === 'unavailable'
  return { accreditation: isUnasked ? 'not_checked' : judged, log: logCode(leaf) }
}

function logCode(leaf: LeafReading): CheckCode<'log'> {
  if (leaf.outcome === 'found') return 'ok'
  return leaf.outcome === 'absent' ? 'not_logged' : 'log_unavailable'
}

function unread(code: Extract<CityTrustReading, { outcome: 'refused' }>['code']): AwardAnswer {
  if (code === 'log_forked') return { accreditation: 'trust_list_unavailable', log: 'log_forked' }
  return { accreditation: code, log: 'log_unavailable' }
}

/** One city that vouches is enough; and where one could not be asked, nothing is known against the badge. */
function bestOf(answers: readonly AwardAnswer[]): AwardAnswer {
  const [first] = answers
  if (first === undefined) return { accreditation: 'not_accredited', log: 'not_asked' }
  return (
    answers.find(({ accreditation, log }) => accreditation === 'ok' && log === 'ok') ??
    answers.find(({ accreditation }) => !isKnownAgainst(accreditation)) ??
    first
  )
}

function isKnownAgainst(code: CheckCode<'accreditation'>): boolean {
  return (
    code === 'not_accredited' ||
    code === 'awarded_before_accreditation' ||
    code === 'signed_by_escrow'
  )
}

function cacheCities(ports: TrustPorts): ReadCity {
  const cities = new Map<Did, { reading: Promise<CityTrustReading>; readAt: number }>()
  return async (city) => {
    const now = ports.clock().getTime()
    const cached = cities.get(city)
    if (cached && now - cached.readAt < maxAgeMs) {
      const reading = await cached.reading
      if (reading.outcome === 'refused' || now / 1000 < reading.trust.list.exp) return reading
    }
    const entry = { reading: readCityTrust(city, ports), readAt: now }
    cities.delete(city)
    cities.set(city, entry)
    const [oldest] = cities.keys()
    if (cities.size > maxCachedCities && oldest !== undefined) cities.delete(oldest)
    const reading = await entry.reading
    // what could not be had is asked for again, not remembered for minutes
    if (reading.outcome === 'refused' && cities.get(city) === entry) cities.delete(city)
    return reading
  }
}
