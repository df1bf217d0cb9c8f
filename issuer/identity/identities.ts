import { type Did, parseDid } from '../../shared/did/did.ts'
import {
  buildDidDocument,
  type DidDocument,
  type DidService,
  keyIdsOf,
} from '../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import { cityService } from '../../shared/trust/city-service.ts'
import { escrowServiceOf } from '../../shared/trust/escrow-service.ts'
import type { PublishedDocument } from '../publishing/published-document-store.ts'
import {
  addKey,
  type IdentityKeyRow,
  identityKeyEntity,
  listKeys,
  newKeyRow,
  publicKeyOf,
} from './key-store.ts'

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

export type IdentityPorts = { agent: IdentityAgent; database: Database; clock: () => Date }

const prefix = 'did:web:'

/**
 * The did:web of an address, with an Ed25519 key that is made when there is none yet. It may run again after a
 * crash, and on two nodes at once: the key that is written down first is the identity's, on every node.
 */
export async function ensureIdentity(url: string, ports: IdentityPorts): Promise<Did> {
  const { agent, database } = ports
  const did = didWebFromUrl(url)
  const [known] = await listKeys(database.reader, did)
  const { keyId } = known ?? (await makeFirstKey(did, ports))
  if (!(await isThere(did, agent))) await createIdentifier(did, keyId, agent)
  return did
}

/** The history of its keys begins with this one, unless another node was faster. */
async function makeFirstKey(
  did: Did,
  { agent, database, clock }: IdentityPorts,
): Promise<IdentityKeyRow> {
  const key = await agent.keyManagerCreate({ kms: 'local', type: 'Ed25519', meta: { owner: did } })
  const row = newKeyRow({ did, key, purpose: 'signing', at: clock().toISOString() })
  return database.transact(async (tx) => {
    const first = await tx.findOneBy(identityKeyEntity, { did })
    if (first === null) await addKey(tx, row)
    return first ?? row
  })
}

async function createIdentifier(did: Did, keyRef: string, agent: IdentityAgent): Promise<void> {
  const alias = did.slice(prefix.length)
  try {
    await agent.didManagerCreate({ provider: 'did:web', alias, kms: 'local', options: { keyRef } })
  } catch (error) {
    // another node was faster, with the same key
    if (!(await isThere(did, agent))) throw error
  }
}

async function isThere(did: Did, agent: IdentityAgent): Promise<boolean> {
  const alias = did.slice(prefix.length)
  return (await agent.didManagerFind({ alias, provider: 'did:web' })).length > 0
}

/**
 * The document of one of our identities, with every key that it ever had: retired keys verify what they signed,
 * those in someone else's hands say so.
 */
export async function buildIdentityDocument(
  reader: Reader,
  identity: { did: string; city: string; service?: readonly DidService[] },
): Promise<DidDocument> {
  const did = parseDid(identity.did)
  const keys = await listKeys(reader, did)
  const escrow = keys.find(({ purpose }) => purpose === 'escrow')
  const service = [
    ...(identity.service ?? []),
    ...(did === identity.city ? [] : [cityServiceIn(did, identity.city)]),
    ...(escrow ? [escrowServiceIn(did, parseDid(identity.city), escrow)] : []),
  ]
  return buildDidDocument({
    did,
    keys: keys.map((key) => ({
      publicKey: publicKeyOf(key),
      ...(key.compromisedAt !== null && { revoked: key.compromisedAt }),
      ...(key.purpose === 'escrow' && { relationships: ['assertionMethod'] as const }),
    })),
    ...(service.length > 0 && { service }),
  })
}

/** Wallets find the award log by it. */
function cityServiceIn(did: Did, city: string): DidService {
  return { id: `${did}#city`, type: cityService, serviceEndpoint: city }
}

function escrowServiceIn(did: Did, city: Did, key: IdentityKeyRow): DidService {
  const verificationMethod = keyIdsOf(did, publicKeyOf(key)).multikey
  return escrowServiceOf(did, { city, verificationMethod })
}

const didDocumentMaxAgeSeconds = 300

export function publishedDidDocument(path: string, document: DidDocument): PublishedDocument {
  return {
    path,
    body: JSON.stringify(document),
    contentType: 'application/did+json',
    maxAgeSeconds: didDocumentMaxAgeSeconds,
  }
}
