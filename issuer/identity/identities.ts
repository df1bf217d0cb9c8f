import { type Did, parseDid } from '../../shared/did/did.ts'
import {
  buildDidDocument,
  type DidDocument,
  type DidService,
  keyIdsOf,
  maxDocumentKeys,
} from '../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { Database, Reader } from '../../shared/node/database/database.ts'
import {
  createKey,
  ensureIdentifier,
  type IdentityAgent,
} from '../../shared/node/identity/agent-identifier.ts'
import { documentKeyOf, publicKeyOf } from '../../shared/node/identity/historic-key.ts'
import { cityService } from '../../shared/trust/city-service.ts'
import { escrowServiceOf } from '../../shared/trust/escrow-service.ts'
import type { PublishedDocument } from '../publishing/published-document-store.ts'
import { addKey, type IdentityKeyRow, identityKeyEntity, listKeys, newKeyRow } from './key-store.ts'

export type IdentityPorts = { agent: IdentityAgent; database: Database; clock: () => Date }

/**
 * The did:web of an address, with an Ed25519 key that is made when there is none yet. It may run again after a
 * crash, and on two nodes at once: the key that is written down first is the identity's, on every node.
 */
export async function ensureIdentity(url: string, ports: IdentityPorts): Promise<Did> {
  const { agent, database } = ports
  const did = didWebFromUrl(url)
  const [known] = await listKeys(database.reader, did)
  const { keyId } = known ?? (await makeFirstKey(did, ports))
  await ensureIdentifier(did, keyId, agent)
  return did
}

/** The history of its keys begins with this one, unless another node was faster. */
async function makeFirstKey(
  did: Did,
  { agent, database, clock }: IdentityPorts,
): Promise<IdentityKeyRow> {
  const key = await createKey(did, 'Ed25519', agent)
  const row = newKeyRow({ did, key, purpose: 'signing', at: clock().toISOString() })
  return database.transact(async (tx) => {
    const first = await tx.findOneBy(identityKeyEntity, { did })
    if (first === null) await addKey(tx, row)
    return first ?? row
  })
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
  const keys = (await listKeys(reader, did)).slice(0, maxDocumentKeys)
  // those that ended too: else a stolen one would pass for a key that signed badges
  const escrows = keys.filter(({ purpose }) => purpose === 'escrow')
  const service = [
    ...(identity.service ?? []),
    ...(did === identity.city ? [] : [cityServiceIn(did, identity.city)]),
    ...escrows.map((key, number) =>
      escrowServiceOf(did, escrowOf(did, parseDid(identity.city), key), number),
    ),
  ]
  return buildDidDocument({
    did,
    keys: keys.map((key) => ({
      ...documentKeyOf(key),
      ...(key.purpose === 'escrow' && { relationships: ['assertionMethod'] as const }),
    })),
    ...(service.length > 0 && { service }),
  })
}

/** Wallets find the award log by it. */
function cityServiceIn(did: Did, city: string): DidService {
  return { id: `${did}#city`, type: cityService, serviceEndpoint: city }
}

function escrowOf(did: Did, city: Did, key: IdentityKeyRow) {
  return { city, verificationMethod: keyIdsOf(did, publicKeyOf(key)).multikey }
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
