import { AppError } from '../errors/app-error.ts'
import { type JsonObject, parseJsonStrict } from '../json/json.ts'
import { decodeBase64url, encodeBase64url } from './base-encoding.ts'
import { type Did, parseDid } from './did.ts'
import type { DidDocument, VerificationRelationship } from './did-document.ts'
import { isOfUnreadKind } from './method-key.ts'
import { type KeyReaders, keyReaders, type PublicKey, publicKeyToJwk } from './public-key.ts'

const prefix = 'did:jwk:'

const signingRelationships = [
  'assertionMethod',
  'authentication',
  'capabilityInvocation',
  'capabilityDelegation',
] as const

/** The JWK has its required members only, in the order of their names. */
export function didJwkFromPublicKey(key: PublicKey): Did {
  const jwk = JSON.stringify(publicKeyToJwk(key))
  return parseDid(prefix + encodeBase64url(new TextEncoder().encode(jwk)))
}

/**
 * The document that a did:jwk stands for: the key `#0`, for every relationship that its `use` allows. Throws
 * `did_malformed`, or `did_key_unsupported` for a key of another kind.
 * @param readers default: of the keys that Waymark signs with
 * @see https://github.com/quartzjer/did-jwk/blob/main/spec.md
 */
export function didJwkDocument(did: Did, readers: KeyReaders = keyReaders): DidDocument {
  const publicKeyJwk = readJwk(did, readers)
  const id = `${did}#0`
  const relationships = relationshipsOf(publicKeyJwk.use).map((name) => [name, [id]])
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id: did,
    verificationMethod: [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk }],
    ...Object.fromEntries(relationships),
  }
}

function relationshipsOf(use: unknown): VerificationRelationship[] {
  if (use === 'enc') return ['keyAgreement']
  return use === 'sig' ? [...signingRelationships] : [...signingRelationships, 'keyAgreement']
}

function readJwk(did: string, readers: KeyReaders): JsonObject {
  let jwk: unknown
  try {
    const bytes = decodeBase64url(did.startsWith(prefix) ? did.slice(prefix.length) : '')
    jwk = parseJsonStrict(new TextDecoder('utf-8', { fatal: true }).decode(bytes), {
      maxDepth: 4,
    })
    readers.fromJwk(jwk)
    // it throws unless this is an object with the members of a public key
    return jwk as JsonObject
  } catch (cause) {
    if (isOfUnreadKind({ type: 'JsonWebKey', publicKeyJwk: jwk }, readers)) {
      throw new AppError('did_key_unsupported', 'This did:jwk holds a key that is not read here', {
        cause,
      })
    }
    throw new AppError(
      'did_malformed',
      'This did:jwk does not hold a public Ed25519 or P-256 key',
      { cause },
    )
  }
}
