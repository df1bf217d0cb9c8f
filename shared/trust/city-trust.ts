import type { Did } from '../did/did.ts'
import { parseDidDocument } from '../did/did-document.ts'
import { isAppError } from '../errors/app-error.ts'
import { type CityReader, createCityReader } from './city-reader.ts'
import { judgeAward } from './judge-award.ts'
import { awardLeaf } from './log-proof.ts'
import { findLeaf, type LeafReading } from './read-log.ts'
import type { CityTrust, CityTrustRefusal } from './read-trust-list.ts'
import type { Recognition, TrustListProvider } from './trust-list.ts'
import type { TrustPorts } from './trust-ports.ts'
import type {
  AccreditationFinding,
  AwardAnswer,
  AwardQuery,
  KeptDocument,
  LogFinding,
  TrustReader,
  TrustRoute,
} from './trust-reader.ts'

/** Asks trusted cities about awards. One fetch of a city's list serves all who ask while it is fresh. */
export function createTrustReader(
  ports: TrustPorts,
  readCity: CityReader = createCityReader(ports),
): TrustReader {
  return {
    async judge(query) {
      const routes = await findRoutes(query, readCity)
      const answers = routes.map((route) =>
        route.outcome === 'refused' ? unread(route.code) : judgeIn(route, query, ports),
      )
      return bestOf(await Promise.all(answers))
    },
    async findDocument({ issuer, trustedCities, at }) {
      const query = { issuer, trustedCities, achievementId: undefined, at }
      const routes = await findRoutes(query, readCity)
      const copies = routes.flatMap((route) =>
        route.outcome === 'listed' ? (copyOf(issuer, route) ?? []) : [],
      )
      return copies[0]
    },
  }
}

type RouteQuery = Pick<AwardQuery, 'issuer' | 'trustedCities' | 'at'> & {
  /** Undefined: whatever the recognition covers. */
  achievementId: string | undefined
}

/** A city that lists the issuer, and how it is trusted; or one that could not be asked. */
type Route =
  | { outcome: 'listed'; trust: CityTrust; provider: TrustListProvider; via: TrustRoute }
  | { outcome: 'refused'; code: CityTrustRefusal }

async function findRoutes(query: RouteQuery, readCity: CityReader): Promise<Route[]> {
  const routes = await Promise.all(
    query.trustedCities.map((city) => routesOf(city, query, readCity)),
  )
  return routes.flat()
}

/** Recognition does not go on: a city that is recognised by a recognised city is nobody here. */
async function routesOf(city: Did, query: RouteQuery, readCity: CityReader): Promise<Route[]> {
  const reading = await readCity(city)
  if (reading.outcome === 'refused') return [reading]
  const { list } = reading.trust
  const named = { did: city, name: list.name }
  const recognised = list.recognised
    .filter((recognition) => covers(recognition, query))
    .map(async (recognition): Promise<Route[]> => {
      const other = await readCity(recognition.city)
      if (other.outcome === 'refused') return [other]
      const via = { city: named, recognised: { did: recognition.city, name: recognition.name } }
      return listed(other.trust, query.issuer, via)
    })
  const others = await Promise.all(recognised)
  return [...listed(reading.trust, query.issuer, { city: named }), ...others.flat()]
}

function listed(trust: CityTrust, issuer: Did, via: TrustRoute): Route[] {
  const provider = trust.list.providers.find(({ did }) => did === issuer)
  return provider === undefined ? [] : [{ outcome: 'listed', trust, provider, via }]
}

/** Recognition says whose word counts today; when the award was made, the other city's log decides. */
function covers({ from, until, achievements }: Recognition, query: RouteQuery): boolean {
  const at = query.at.getTime()
  const isCurrent = Date.parse(from) <= at && (until === undefined || at < Date.parse(until))
  const { achievementId } = query
  const isInScope =
    achievements === undefined ||
    achievementId === undefined ||
    achievements.includes(achievementId)
  return isCurrent && isInScope
}

async function judgeIn(
  { trust, via }: Extract<Route, { outcome: 'listed' }>,
  query: AwardQuery,
  ports: TrustPorts,
): Promise<AwardAnswer> {
  const { issuer, achievementId, credentialId, keyThumbprint, isKeyRevoked } = query
  if (achievementId === undefined) return { accreditation: 'not_accredited', log: 'not_asked', via }
  const leaf: LeafReading =
    credentialId === undefined
      ? { outcome: 'absent' }
      : await findLeaf(awardLeaf(credentialId, achievementId), trust, query.logProof, ports)
  const award = { issuer, achievementId, keyThumbprint, isKeyRevoked }
  const moment = { now: query.at, listLogSize: trust.checkpoint.size }
  const index = leaf.outcome === 'found' ? leaf.index : undefined
  const judged = judgeAward(trust.list, award, index, moment)
  const isUnasked = judged === 'not_in_log' && leaf.outcome !== 'absent'
  return {
    accreditation: isUnasked ? 'not_checked' : judged,
    log: logCodes[leaf.outcome],
    via,
    ...(leaf.outcome === 'found' && { position: { index: leaf.index, size: leaf.size } }),
  }
}

const logCodes = {
  found: 'ok',
  absent: 'not_logged',
  unavailable: 'log_unavailable',
  forked: 'log_forked',
} as const satisfies Record<LeafReading['outcome'], LogFinding>

function unread(code: CityTrustRefusal): AwardAnswer {
  if (code === 'log_forked') return { accreditation: 'trust_list_unavailable', log: 'log_forked' }
  return { accreditation: code, log: 'log_unavailable' }
}

/** One city that vouches is enough; and where one could not be asked, nothing is known against the badge. */
function bestOf(answers: readonly AwardAnswer[]): AwardAnswer {
  const [first] = answers
  if (first === undefined) return { accreditation: 'not_accredited', log: 'not_asked' }
  return (
    answers.find(({ accreditation, log }) => accreditation === 'ok' && log === 'ok') ??
    answers.find(({ accreditation }) => !knownAgainst.has(accreditation)) ??
    first
  )
}

const knownAgainst: ReadonlySet<AccreditationFinding> = new Set([
  'not_accredited',
  'awarded_before_accreditation',
  'signed_by_escrow',
] as const)

function copyOf(
  issuer: Did,
  { provider, via }: Extract<Route, { outcome: 'listed' }>,
): KeptDocument | undefined {
  const { lastDocument, state } = provider
  if (lastDocument === undefined) return undefined
  try {
    const document = parseDidDocument(lastDocument.document, issuer)
    const { retrievedAt } = lastDocument
    return { document, retrievedAt, city: via.recognised ?? via.city, state }
  } catch (error) {
    if (!isAppError(error)) throw error
    return undefined
  }
}
