import type { Did } from '../../did/did.ts'
import type { WaymarkAgent } from '../compose-agent.ts'
import type { AgentKey, HistoricKey } from './historic-key.ts'

/** The agent's part in keeping identities. */
export type IdentityAgent = Pick<
  WaymarkAgent,
  | 'didManagerFind'
  | 'didManagerGet'
  | 'didManagerCreate'
  | 'didManagerAddKey'
  | 'keyManagerCreate'
  | 'keyManagerGet'
>

const prefix = 'did:web:'

/** The identifier of a did:web, with the key that it begins with. Run again, or on two nodes at once, it is the same. */
export async function ensureIdentifier(
  did: Did,
  keyRef: string,
  agent: IdentityAgent,
): Promise<void> {
  if (await isThere(did, agent)) return
  const alias = did.slice(prefix.length)
  try {
    await agent.didManagerCreate({ provider: 'did:web', alias, kms: 'local', options: { keyRef } })
  } catch (error) {
    // another node was faster, with the same key
    if (!(await isThere(did, agent))) throw error
  }
}

/** Makes a key. It is nobody's until it is written down and the identifier has it. */
export function createKey(
  did: string,
  type: HistoricKey['keyType'],
  agent: Pick<IdentityAgent, 'keyManagerCreate'>,
): Promise<AgentKey> {
  return agent.keyManagerCreate({ kms: 'local', type, meta: { owner: did } })
}

/** Gives the identifier a key that was made before. */
export async function addKeyToIdentifier(
  did: string,
  keyId: string,
  agent: Pick<IdentityAgent, 'didManagerAddKey' | 'keyManagerGet'>,
): Promise<void> {
  await agent.didManagerAddKey({ did, key: await agent.keyManagerGet({ kid: keyId }) })
}

async function isThere(did: Did, agent: Pick<IdentityAgent, 'didManagerFind'>): Promise<boolean> {
  const alias = did.slice(prefix.length)
  return (await agent.didManagerFind({ alias, provider: 'did:web' })).length > 0
}
