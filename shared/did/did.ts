import { AppError } from '../errors/app-error.ts'

/** A syntactically valid DID, without path, query or fragment. */
export type Did = string & { readonly didBrand: unique symbol }

export type DidUrl = { did: Did; url: string; fragment?: string }

/** Longer than any did:web, did:key or did:jwk that Waymark can use. */
const maxDidLength = 2048

/** @see https://www.w3.org/TR/did-1.0/#did-syntax */
const didPattern = /^did:[a-z0-9]+:(?:(?:[\w.-]|%[\dA-Fa-f]{2})*:)*(?:[\w.-]|%[\dA-Fa-f]{2})+$/

/** @see https://www.rfc-editor.org/rfc/rfc3986#section-3.5 */
const fragmentPattern = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[\dA-Fa-f]{2})+$/

/** @see https://www.w3.org/TR/did-1.0/#did-syntax */
export function isDid(text: string): text is Did {
  return text.length <= maxDidLength && didPattern.test(text)
}

/** @throws AppError did_malformed */
export function parseDid(text: string): Did {
  if (!isDid(text)) throw new AppError('did_malformed', 'This is not a valid DID')
  return text
}

/**
 * Reads a DID or a DID with a fragment. Paths and queries are refused: Waymark finds keys and services by fragment
 * only, and a query such as `versionId` would name another document than the one it reads.
 * @throws AppError did_malformed
 */
export function parseDidUrl(text: string): DidUrl {
  const hash = text.indexOf('#')
  if (hash === -1) return { did: parseDid(text), url: text }
  const fragment = text.slice(hash + 1)
  if (text.length > maxDidLength || !fragmentPattern.test(fragment)) {
    throw new AppError(
      'did_malformed',
      'This is not a valid DID URL: its fragment is empty or malformed',
    )
  }
  return { did: parseDid(text.slice(0, hash)), url: text, fragment }
}

/** `web` of `did:web:example.com`. */
export function didMethod(did: Did): string {
  return did.slice(4, did.indexOf(':', 4))
}
