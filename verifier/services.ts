import { composeAgent, type WaymarkAgent } from '../shared/node/compose-agent.ts'
import type { Database } from '../shared/node/database/database.ts'
import { parseDatabaseLocation } from '../shared/node/database/location.ts'
import { openDatabase } from '../shared/node/database/open-database.ts'
import type { GuardedFetch } from '../shared/node/guarded-fetch.ts'
import type { Logger } from '../shared/node/logger.ts'
import { createStatusListMemoryStore } from '../shared/node/trust/status-list-memory-store.ts'
import { createTrustMemoryStore } from '../shared/node/trust/trust-memory-store.ts'
import type { RandomBytes } from '../shared/oid4vc/nonce.ts'
import { type ApiKeyStore, createApiKeyStore } from '../shared/server/api-keys.ts'
import { settleConfiguredApiKey } from '../shared/server/configured-api-key.ts'
import { createPublicDocuments, type PublicDocuments } from '../shared/server/public-documents.ts'
import type { VerificationPorts } from '../shared/verify/ports.ts'
import { createVerification } from '../shared/verify/verification.ts'
import type { VerifierConfig } from './config.ts'
import { publishIdentity } from './identity/identity-document.ts'
import { openIdentity, type VerifierIdentity } from './identity/verifier-identity.ts'
import { createReceiptStore, type ReceiptStore } from './receipts/receipt-store.ts'
import { createReportStore, type ReportStore } from './reports/report-store.ts'
import type { Asker } from './requests/authorization-request.ts'
import { createRequestStore, type RequestStore } from './requests/request-store.ts'
import { verifierSchema } from './schema.ts'
import { createVerificationPorts } from './verification-ports.ts'

export type VerifierServices = {
  config: VerifierConfig
  logger: Logger
  clock: () => Date
  random: RandomBytes
  database: Database
  agent: WaymarkAgent
  apiKeys: ApiKeyStore
  documents: PublicDocuments
  identity: VerifierIdentity
  /** Who asks, in every request. */
  asker: Asker
  requests: RequestStore
  reports: ReportStore
  receipts: ReceiptStore
  verification: VerificationPorts
  close(): Promise<void>
}

export type ServicesPorts = {
  clock: () => Date
  random: RandomBytes
  fetch: GuardedFetch
  logger: Logger
}

/** Opens the stores and the agent; on the first start it makes the verifier's identity. */
export async function openServices(
  config: VerifierConfig,
  ports: ServicesPorts,
): Promise<VerifierServices> {
  const database = await openDatabase(parseDatabaseLocation(config.database), verifierSchema)
  try {
    return await wire(config, ports, database)
  } catch (error) {
    await database.close()
    throw error
  }
}

async function wire(
  config: VerifierConfig,
  ports: ServicesPorts,
  database: Database,
): Promise<VerifierServices> {
  const { clock, random, fetch, logger } = ports
  const { keyEncryptionKey, publicUrl, employerName, allowLoopbackHttp } = config
  const { verification, veramoResolver } = createVerificationPorts({
    fetch,
    clock,
    allowLoopbackHttp,
    trustMemory: createTrustMemoryStore(database),
    statusListMemory: createStatusListMemoryStore({ database, clock }),
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
  try {
    const apiKeys = createApiKeyStore({ database, clock })
    await settleConfiguredApiKey(config.bootstrapApiKey, { database, clock })
    const documents = createPublicDocuments()
    const identity = await openIdentity(publicUrl, {
      agent,
      database,
      clock,
      publish: (document) => publishIdentity(document, documents),
    })
    return {
      config,
      logger,
      clock,
      random,
      database,
      agent,
      apiKeys,
      documents,
      identity,
      asker: { did: identity.did, publicUrl, employerName },
      requests: createRequestStore({ database, keyEncryptionKey }),
      reports: createReportStore(database),
      receipts: createReceiptStore(database),
      verification,
      async close() {
        await closeAgent()
        await database.close()
      },
    }
  } catch (error) {
    await closeAgent()
    throw error
  }
}
