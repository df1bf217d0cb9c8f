import { expect, it, onTestFinished } from 'vitest'
import { AgentDidStore, AgentKeyStore, openAgentStores } from '../../../shared/node/agent-stores.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import { forEachDatabase } from '../../support/postgres.ts'

async function open(location: DatabaseLocation) {
  const stores = await openAgentStores(location)
  onTestFinished(() => stores.close())
  return { stores, keys: new AgentKeyStore(stores), dids: new AgentDidStore(stores) }
}

const key = (kid: string) => ({
  kid,
  kms: 'local',
  type: 'Ed25519' as const,
  publicKeyHex: `${kid}00`,
  meta: { owner: 'city' },
})
