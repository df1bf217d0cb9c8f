import { createNodeCanonicalization } from '../shared/node/canonicalization.ts'
import { composeAgent } from '../shared/node/compose-agent.ts'
import type { Database } from '../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../shared/node/database/location.ts'
import type { GuardedFetch } from '../shared/node/guarded-fetch.ts'
import type { Logger } from '../shared/node/logger.ts'
import { createStatusListMemoryStore } from '../shared/node/trust/status-list-memory-store.ts'
import { createTrustMemoryStore } from '../shared/node/trust/trust-memory-store.ts'
import type { RandomBytes } from '../shared/oid4vc/nonce.ts'
import { createVerification } from '../shared/verify/verification.ts'
import { createUnwrittenTrustMemory } from './check/unwritten-trust-memory.ts'
import type { VerifierConfig } from './config.ts'
import { createVerificationPorts, type OutsideWorld } from './verification-ports.ts'

export type ServicesPorts = {
  clock: () => Date
  random: RandomBytes
  fetch: GuardedFetch
  logger: Logger
}

export type OpenAgent = Awaited<ReturnType<typeof openAgent>>

/** Opens the agent, with what it verifies by. */
export async function openAgent(
  config: VerifierConfig,
  { clock, fetch, logger, database }: ServicesPorts & { database: Database },
) {
  const { keyEncryptionKey, allowLoopbackHttp } = config
  const { canonicalize } = createNodeCanonicalization({
    isCompiled: config.isCanonicalizationCompiled ?? true,
    logger,
  })
  const world: OutsideWorld = { fetch, clock, allowLoopbackHttp, canonicalize }
  const trustMemory = createTrustMemoryStore(database)
  const { verification, veramoResolver, readCity } = createVerificationPorts({
    ...world,
    trustMemory,
    statusListMemory: createStatusListMemoryStore({ database, clock }),
  })
  const { verification: publicVerification } = createVerificationPorts({
    ...world,
    trustMemory: createUnwrittenTrustMemory(trustMemory),
  })
  const { agent, close: closeAgent } = await composeAgent({
    name: 'verifier',
    database,
    agentLocation: parseDatabaseLocation(config.agentDatabase),
    keyEncryptionKey,
    resolver: veramoResolver,
    verification: createVerification(verification),
    clock,
  })
  return { agent, closeAgent, world, readCity, verification, publicVerification }
}
