import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { createCanonicalize } from '../../shared/credential/canonicalize.ts'
import type { AgentName } from '../../shared/node/agent-config.ts'
import { composeAgent, type WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DatabaseLocation } from '../../shared/node/database/location.ts'
import { openDatabase } from '../../shared/node/database/open-database.ts'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { sealedKeySchema } from '../../shared/node/kms/sealed-key-store.ts'
import type { Verification } from '../../shared/verify/verification-port.ts'
import { createTestClock } from './clock.ts'
import { temporaryFolder } from './temp-folder.ts'

export type TestAgent = { agent: WaymarkAgent; database: Database; close(): Promise<void> }

export type TestAgentOptions = {
  name?: AgentName
  /** Answers the agent's verifyCredential and verifyPresentation; unless given they throw. */
  verification?: Verification
  /** Unless given: files in a temporary folder. */
  locations?: { keys: DatabaseLocation; agent: DatabaseLocation }
  clock?: () => Date
}

const noVerification: Verification = {
  canonicalize: createCanonicalize(),
  verifyCredential: () => Promise.reject(new Error('this test verifies nothing')),
  verifyPresentation: () => Promise.reject(new Error('this test verifies nothing')),
}

/** A real agent of agent.yml with its own stores, gone when the test ends. It reaches no other host. */
export async function openTestAgent(options: TestAgentOptions = {}): Promise<TestAgent> {
  const clock = options.clock ?? createTestClock()
  const locations = options.locations ?? locationsIn(temporaryFolder())
  const database = await openDatabase(locations.keys, sealedKeySchema)
  const { veramoResolver } = createDidResolver({
    fetch: () => Promise.reject(new Error('this test fetches nothing')),
    clock,
  })
  const composed = await composeAgent({
    name: options.name ?? 'wallet',
    database,
    agentLocation: locations.agent,
    keyEncryptionKey: generateKeyEncryptionKey(),
    resolver: veramoResolver,
    verification: options.verification ?? noVerification,
    clock,
  })
  const close = async () => {
    await composed.close()
    await database.close()
  }
  onTestFinished(close)
  return { agent: composed.agent, database, close }
}

function locationsIn(folder: string): { keys: DatabaseLocation; agent: DatabaseLocation } {
  return {
    keys: { kind: 'sqlite', file: join(folder, 'keys.sqlite') },
    agent: { kind: 'sqlite', file: join(folder, 'agent.sqlite') },
  }
}
