import type { Did } from './did.ts'
import type { ControllerDocument, DidDocument } from './did-document.ts'

/**
 * What resolving a DID answers. `refused` means that nobody will ever resolve it like this (malformed, wrong
 * id, not found, a forbidden address), so whatever depends on it is invalid; `unavailable` means that the answer
 * could not be had now (host down, timeout, 5xx, TLS), so whatever depends on it is unknown.
 */
export type DidResolution = Resolution<DidDocument>

/** The same of whoever is named by a DID or an https URL. */
export type Resolution<Document = ControllerDocument> =
  | { outcome: 'resolved'; document: Document }
  | { outcome: 'deactivated' }
  | { outcome: 'refused'; code: string; detail: string }
  | { outcome: 'unavailable'; code: string; detail: string }

/** `fresh` asks the source again, whatever the cache holds. */
export type ResolveDid = (did: Did, options?: { fresh?: boolean }) => Promise<DidResolution>
