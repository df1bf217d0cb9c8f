import type {
  ICredentialPlugin,
  IDIDManager,
  IKeyManager,
  IResolver,
  TAgent,
} from '@veramo/core-types'
import type { Resolver } from 'did-resolver'
import type { Verification } from '../verify/verification-port.ts'
import { type AgentName, findAgentFile, loadAgent } from './agent-config.ts'
import { openAgentStores } from './agent-stores.ts'
import type { Environment } from './config-reading.ts'
import type { Database } from './database/database.ts'
import type { DatabaseLocation } from './database/location.ts'
import type { KeyEncryptionKey } from './kms/key-encryption.ts'
import { createSealedKeyStore } from './kms/sealed-key-store.ts'

/** What the three agents can do: manage DIDs and keys, resolve, issue, present and verify. */
export type AgentMethods = IDIDManager & IKeyManager & IResolver & ICredentialPlugin

export type WaymarkAgent = TAgent<AgentMethods>

export type AgentInput = {
  name: AgentName
  /** Where the sealed private keys are; its schema includes sealedKeySchema. */
  database: Database
  /** Where Veramo keeps DIDs and public keys: a file or PostgreSQL schema of its own. */
  agentLocation: DatabaseLocation
  keyEncryptionKey: KeyEncryptionKey
  resolver: Resolver
  verification: Verification
  clock: () => Date
  env?: Environment
}

/**
 * Builds the agent of that name as agent.yml declares it.
 * @throws AppError agent_config_invalid, database_unavailable
 */
export async function composeAgent(
  input: AgentInput,
): Promise<{ agent: WaymarkAgent; close(): Promise<void> }> {
  const stores = await openAgentStores(input.agentLocation)
  try {
    const agent = await loadAgent<AgentMethods>({
      file: findAgentFile(),
      name: input.name,
      env: input.env ?? {},
      ports: {
        agentStores: stores,
        sealedKeys: createSealedKeyStore(input.database),
        owner: input.name,
        keyEncryptionKey: input.keyEncryptionKey,
        clock: input.clock,
        didResolver: input.resolver,
        verification: input.verification,
      },
    })
    return { agent, close: stores.close }
  } catch (error) {
    await stores.close()
    throw error
  }
}
