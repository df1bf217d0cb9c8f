import { publicKeyOfIdentifierKey } from '../../shared/agent/identifier-key.ts'
import { type Did, parseDid } from '../../shared/did/did.ts'
import { buildDidDocument, type DidDocument } from '../../shared/did/did-document.ts'
import { didWebFromUrl } from '../../shared/did/did-web.ts'
import type { WaymarkAgent } from '../../shared/node/compose-agent.ts'
import type { PublishedDocument } from '../publishing/published-document-store.ts'

/** The agent's part in keeping identities. */
export type IdentityAgent = Pick<
  WaymarkAgent,
  'didManagerFind' | 'didManagerGet' | 'didManagerCreate' | 'keyManagerCreate'
>

const prefix = 'did:web:'

/**
 * The did:web of an address below the city's, with an Ed25519 key that is made when there is none yet. It may run
 * again after a crash, and on two nodes at once.
 */
export async function ensureIdentity(url: string, agent: IdentityAgent): Promise<Did> {
  const did = didWebFromUrl(url)
  if (await isThere(did, agent)) return did
  const key = await agent.keyManagerCreate({ kms: 'local', type: 'Ed25519', meta: { owner: did } })
  try {
    await agent.didManagerCreate({
      provider: 'did:web',
      alias: did.slice(prefix.length),
      kms: 'local',
      options: { keyRef: key.kid },
    })
  } catch (error) {
    // another node was faster
    if (!(await isThere(did, agent))) throw error
  }
  return did
}

async function isThere(did: Did, agent: IdentityAgent): Promise<boolean> {
  const alias = did.slice(prefix.length)
  return (await agent.didManagerFind({ alias, provider: 'did:web' })).length > 0
}

/** The document of one of our identities, with all of its keys. */
export async function buildIdentityDocument(
  did: Did,
  agent: Pick<IdentityAgent, 'didManagerGet'>,
): Promise<DidDocument> {
  const { keys } = await agent.didManagerGet({ did })
  return buildDidDocument({
    did: parseDid(did),
    keys: keys.map((key) => ({ publicKey: publicKeyOfIdentifierKey(key) })),
  })
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
