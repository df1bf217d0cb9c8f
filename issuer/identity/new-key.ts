import { addKeyToIdentifier, createKey } from '../../shared/node/identity/agent-identifier.ts'
import type { IdentityPorts } from './identities.ts'
import { type IdentityKeyRow, newKeyRow } from './key-store.ts'

/**
 * Makes a key for one of our identities. It is used and published only once its row is kept: one that a crash
 * leaves behind is nobody's.
 */
export async function makeKey(
  did: string,
  purpose: IdentityKeyRow['purpose'],
  { agent, clock }: Pick<IdentityPorts, 'agent' | 'clock'>,
): Promise<IdentityKeyRow> {
  const key = await createKey(did, 'Ed25519', agent)
  await addKeyToIdentifier(did, key.kid, agent)
  return newKeyRow({ did, key, purpose, at: clock().toISOString() })
}
