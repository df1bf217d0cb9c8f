import type { DIDDocument, DIDResolutionResult } from 'did-resolver'
import type { DidResolution } from '../did/resolution.ts'

/** Names of the DID resolution specification for our codes. @see https://www.w3.org/TR/did-resolution/#errors */
const errorNames: Record<string, string> = {
  did_malformed: 'invalidDid',
  did_not_found: 'notFound',
  did_method_unsupported: 'methodNotSupported',
  did_key_unsupported: 'unsupportedPublicKeyType',
  did_document_malformed: 'invalidDidDocument',
}

/**
 * A resolution in the shape that did-resolver and Veramo expect. There is never a document beside an error, and a
 * deactivated DID is an error, because callers look no further than that.
 */
export function didResolutionResult(resolution: DidResolution): DIDResolutionResult {
  if (resolution.outcome === 'resolved') {
    const copy: unknown = structuredClone(resolution.document)
    // parsed as a DID document; did-resolver's type of one only lacks services with several types
    const didDocument = copy as DIDDocument
    const isLinkedData = didDocument['@context'] !== undefined
    const contentType = isLinkedData ? 'application/did+ld+json' : 'application/did+json'
    return { didResolutionMetadata: { contentType }, didDocument, didDocumentMetadata: {} }
  }
  if (resolution.outcome === 'deactivated') {
    const didResolutionMetadata = { error: 'deactivated', message: 'The DID is deactivated' }
    return { didResolutionMetadata, didDocument: null, didDocumentMetadata: { deactivated: true } }
  }
  const { code, detail } = resolution
  const didResolutionMetadata = {
    error: errorNames[code] ?? 'internalError',
    code,
    message: detail,
  }
  return { didResolutionMetadata, didDocument: null, didDocumentMetadata: {} }
}
