import type { Resolver } from 'did-resolver'
import { createDidResolver } from '../shared/agent/did-resolver.ts'
import type { Canonicalize } from '../shared/credential/canonicalize.ts'
import { furtherKeyReaders } from '../shared/did/further-keys.ts'
import { createNodeCanonicalization } from '../shared/node/canonicalization.ts'
import type { GuardedFetch } from '../shared/node/guarded-fetch.ts'
import { verifySignature } from '../shared/node/kms/node-crypto.ts'
import { createOpenBadge2Port } from '../shared/node/open-badge-2-port.ts'
import { nextTurn } from '../shared/node/thread-turns.ts'
import { type CityReader, createCityReader } from '../shared/trust/city-reader.ts'
import { createTrustReader } from '../shared/trust/city-trust.ts'
import { createTrustFetch } from '../shared/trust/trust-fetch.ts'
import { createTrustMemory, type TrustMemory } from '../shared/trust/trust-memory.ts'
import { createFurtherVerification } from '../shared/verify/further/create-further-verification.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { createStatusListCache } from '../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../shared/verify/status-list-fetch.ts'
import type { StatusListMemory } from '../shared/verify/status-list-memory.ts'

export type OutsideWorld = {
  fetch: GuardedFetch
  clock: () => Date
  allowLoopbackHttp: boolean
  /** Default: by compiled contexts first. */
  canonicalize?: Canonicalize
  /** What was seen of cities and of status lists. Default: forgotten with the process. */
  trustMemory?: TrustMemory
  statusListMemory?: StatusListMemory
}

/** What the checks ask of the world, everything fetched by one guarded client; and the resolver for the agent. */
export function createVerificationPorts(world: OutsideWorld): {
  verification: VerificationPorts
  veramoResolver: Resolver
  readCity: CityReader
} {
  const { fetch, clock, allowLoopbackHttp, statusListMemory } = world
  const { trustMemory: memory = createTrustMemory() } = world
  const { canonicalize = createNodeCanonicalization().canonicalize } = world
  const { resolveDid, veramoResolver } = createDidResolver({
    fetch,
    clock,
    allowLoopbackHttp,
    keys: furtherKeyReaders,
  })
  const fetchText = createTrustFetch(fetch)
  const trustPorts = { resolveDid, verifySignature, fetchText, memory, clock }
  const readCity = createCityReader(trustPorts)
  const verification: VerificationPorts = {
    resolveDid,
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache(statusListMemory && { memory: statusListMemory }),
    canonicalize,
    verifySignature,
    clock,
    openBadges2: createOpenBadge2Port(fetch),
    further: createFurtherVerification({ fetch, clock }),
    trust: createTrustReader(trustPorts, readCity),
    nextTurn,
  }
  return { verification, veramoResolver, readCity }
}
