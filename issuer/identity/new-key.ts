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
  const made = await agent.keyManagerCreate({ kms: 'local', type: 'Ed25519', meta: { owner: did } })
  const key = await agent.keyManagerGet({ kid: made.kid })
  await agent.didManagerAddKey({ did, key })
  return newKeyRow({ did, key, purpose, at: clock().toISOString() })
}
