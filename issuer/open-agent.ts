import type { Resolver } from 'did-resolver'
import { createDidResolver } from '../shared/agent/did-resolver.ts'
import { furtherKeyReaders } from '../shared/did/further-keys.ts'
import { createNodeCanonicalization } from '../shared/node/canonicalization.ts'
import { composeAgent } from '../shared/node/compose-agent.ts'
import type { Database } from '../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../shared/node/database/location.ts'
import type { GuardedFetch } from '../shared/node/guarded-fetch.ts'
import { verifySignature } from '../shared/node/kms/node-crypto.ts'
import type { Logger } from '../shared/node/logger.ts'
import { nextTurn } from '../shared/node/thread-turns.ts'
import { createStatusListMemoryStore } from '../shared/node/trust/status-list-memory-store.ts'
import { createTrustMemoryStore } from '../shared/node/trust/trust-memory-store.ts'
import { createCityReader } from '../shared/trust/city-reader.ts'
import { createTrustReader } from '../shared/trust/city-trust.ts'
import { createTrustFetch } from '../shared/trust/trust-fetch.ts'
import { createFurtherVerification } from '../shared/verify/further/create-further-verification.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { createStatusListCache } from '../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../shared/verify/status-list-fetch.ts'
import { createVerification } from '../shared/verify/verification.ts'
import type { IssuerConfig } from './config.ts'

export type ServicesPorts = { clock: () => Date; fetch: GuardedFetch; logger: Logger }

export type OpenAgent = Awaited<ReturnType<typeof openAgent>>

/** Opens the agent, with what it verifies by. */
export async function openAgent(
  config: IssuerConfig,
  ports: ServicesPorts & { database: Database },
) {
  const { clock, fetch, logger, database } = ports
  const { keyEncryptionKey, allowLoopbackHttp } = config
  const { resolveDid, veramoResolver } = createDidResolver({
    fetch,
    clock,
    allowLoopbackHttp,
    keys: furtherKeyReaders,
  })
  const canonicalization = createNodeCanonicalization({
    isCompiled: config.isCanonicalizationCompiled ?? true,
    logger,
  })
  const fetchText = createTrustFetch(fetch)
  const memory = createTrustMemoryStore(database)
  const trustPorts = { resolveDid, verifySignature, fetchText, memory, clock }
  const readCity = createCityReader(trustPorts)
  const verificationPorts: VerificationPorts = {
    resolveDid,
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache({
      memory: createStatusListMemoryStore({ database, clock }),
    }),
    canonicalize: canonicalization.canonicalize,
    verifySignature,
    nextTurn,
    clock,
    further: createFurtherVerification({ fetch, clock }),
    trust: createTrustReader(trustPorts, readCity),
  }
  const verification = createVerification(verificationPorts)
  const { agent, close: closeAgent } = await composeAgent({
    name: 'issuer',
    database,
    agentLocation: parseDatabaseLocation(config.agentDatabase),
    keyEncryptionKey,
    resolver: veramoResolver satisfies Resolver,
    verification,
    clock,
  })
  const { verifyCredential } = verification
  const opened = { resolveDid, readCity, agent, closeAgent, canonicalization }
  return { ...opened, verifyCredential, verification: verificationPorts }
}
