import { createIdentifierSigner } from '../../shared/agent/identifier-signer.ts'
import type { Signer } from '../../shared/credential/signer.ts'
import type { Did } from '../../shared/did/did.ts'
import type { DidDocument } from '../../shared/did/did-document.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database } from '../../shared/node/database/database.ts'
import {
  addKeyToIdentifier,
  createKey,
  ensureIdentifier,
} from '../../shared/node/identity/agent-identifier.ts'
import { type HistoricKey, newHistoricKey } from '../../shared/node/identity/historic-key.ts'
import { keyTypes } from './end-keys.ts'
import { buildIdentityDocument } from './identity-document.ts'
import { findSigningKey } from './key-state.ts'
import { addKeys, listKeys } from './key-store.ts'

export type VerifierIdentity = {
  did: Did
  /**
   * The key that signs requests and receipts now, on whichever node of the verifier it was changed. The document
   * that names it is out before it is given.
   */
  signer(): Promise<Signer>
  /** Takes over what other nodes changed: where the keys are others, the document is published anew. */
  refresh(): Promise<readonly HistoricKey[]>
  /** What stands at its did:web, or has to: on a domain of its own the organisation publishes it. */
  document(): Promise<DidDocument>
}

export type IdentityPorts = {
  agent: WaymarkAgent
  database: Database
  clock: () => Date
  /** Shows the document, now and whenever it changes. */
  publish: (document: DidDocument) => void
}

/** An organisation's did:web, made with its keys when it is first opened and the same ever after. */
export async function openIdentity(did: Did, ports: IdentityPorts): Promise<VerifierIdentity> {
  const { agent, database, clock, publish } = ports
  const first = await listKeys(database.reader, did)
  await registerKeys(did, first.length > 0 ? first : await makeFirstKeys(did, ports), agent)
  let reads = 0
  let published = { text: '', read: 0 }
  let last: { keyRef: string; signer: Signer } | undefined

  async function refresh(): Promise<readonly HistoricKey[]> {
    reads += 1
    const read = reads
    const keys = await listKeys(database.reader, did)
    // one that began earlier may have read earlier keys
    if (read < published.read) return keys
    const document = buildIdentityDocument(did, keys, clock())
    const text = JSON.stringify(document)
    if (text !== published.text) publish(document)
    published = { text, read }
    return keys
  }

  async function signer(): Promise<Signer> {
    const key = findSigningKey(await refresh(), 'Secp256r1', clock())
    if (key === undefined) throw new Error('the verifier has no key in use')
    const { keyId: keyRef, keyType } = key
    if (last?.keyRef === keyRef) return last.signer
    const query = { did, keyRef, types: [keyType], form: 'jwk' } as const
    last = { keyRef, signer: await createIdentifierSigner(query, { agent }) }
    return last.signer
  }

  // a key-encryption key that does not open the key must stop the start, not the first request
  await (await signer()).sign(new Uint8Array(1))
  const document = async () => buildIdentityDocument(did, await refresh(), clock())
  return { did, signer, refresh, document }
}

/** Keys of each kind, for what is to come: written down they are the organisation's, else nobody's. */
export async function makeKeys(
  did: Did,
  { agent, clock }: Pick<IdentityPorts, 'agent' | 'clock'>,
): Promise<HistoricKey[]> {
  const at = clock().toISOString()
  const keys = await Promise.all(keyTypes.map((type) => createKey(did, type, agent)))
  return keys.map((key) => newHistoricKey({ did, key, at }))
}

export async function forgetKeys(
  keys: readonly HistoricKey[],
  agent: Pick<WaymarkAgent, 'keyManagerDelete'>,
): Promise<void> {
  for (const { keyId } of keys) await agent.keyManagerDelete({ kid: keyId })
}

/** Of several processes that start together the first one's keys stand. */
async function makeFirstKeys(did: Did, ports: IdentityPorts): Promise<readonly HistoricKey[]> {
  const made = await makeKeys(did, ports)
  const settled = await ports.database.transact(async (tx) => {
    const known = await listKeys(tx, did)
    if (known.length === 0) await addKeys(tx, made)
    return known.length === 0 ? made : known
  })
  if (settled !== made) await forgetKeys(made, ports.agent)
  return settled
}

/** Tells the agent which keys the DID has; run again, it completes what an interrupted run left undone. */
export async function registerKeys(
  did: Did,
  keys: readonly HistoricKey[],
  agent: WaymarkAgent,
): Promise<void> {
  const [first] = keys
  if (first === undefined) return
  await ensureIdentifier(did, first.keyId, agent)
  const identifier = await agent.didManagerGet({ did })
  const known = new Set(identifier.keys.map(({ kid }) => kid))
  for (const { keyId } of keys) {
    if (!known.has(keyId)) await addKeyToIdentifier(did, keyId, agent)
  }
}
