import type { Did } from './did.ts'
import type { DidDocument } from './did-document.ts'
import type { DidResolution, ResolveDid } from './resolution.ts'

/** `same`: what is there is what should be; `other`: there is something else; `missing`, `unreachable`: nothing came. */
export type PublishedState = 'same' | 'other' | 'missing' | 'unreachable'

/** Asks the domain of a DID itself, as every verifier will, whether it publishes the document. */
export async function checkPublished(
  did: Did,
  document: DidDocument,
  { resolveDid }: { resolveDid: ResolveDid },
): Promise<PublishedState> {
  return stateOfPublished(document, await resolveDid(did, { fresh: true }))
}

/** What came when the domain was asked. */
export function stateOfPublished(document: DidDocument, resolution: DidResolution): PublishedState {
  if (resolution.outcome === 'unavailable') return 'unreachable'
  if (resolution.outcome !== 'resolved') {
    return resolution.outcome === 'refused' && resolution.code === 'did_not_found'
      ? 'missing'
      : 'other'
  }
  return substanceOf(document) === substanceOf(resolution.document) ? 'same' : 'other'
}

/**
 * Keys, what they may do, and services: what the document says, whatever the order of its members. A key that was
 * published under the later name of its type is the same key.
 */
function substanceOf({
  verificationMethod: methods = [],
  assertionMethod = [],
  authentication = [],
  service = [],
}: DidDocument) {
  const verificationMethod = methods.map((method) =>
    method.type === 'JsonWebKey' ? { ...method, type: 'JsonWebKey2020' } : method,
  )
  return [verificationMethod, assertionMethod, authentication, service]
    .map((members) => members.map((member) => sortedText(member)).sort())
    .join('\n')
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
