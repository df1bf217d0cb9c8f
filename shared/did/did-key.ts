import { AppError } from '../errors/app-error.ts'
import { type Did, parseDid } from './did.ts'
import type { DidDocument } from './did-document.ts'
import { isOfUnreadKind } from './method-key.ts'
import { type KeyReaders, keyReaders, type PublicKey, publicKeyToMultibase } from './public-key.ts'

const prefix = 'did:key:'

/** @see https://w3c-ccg.github.io/did-key-spec/ */
export function didKeyFromPublicKey(key: PublicKey): Did {
  return parseDid(prefix + publicKeyToMultibase(key))
}

/**
 * The document that a did:key stands for: one Multikey method, for every relationship of a signing key. Throws
 * `did_malformed`, or `did_key_unsupported` for a key of another kind.
 * @param readers default: of the keys that Waymark signs with
 * @see https://w3c-ccg.github.io/did-key-spec/#create
 */
export function didKeyDocument(did: Did, readers: KeyReaders = keyReaders): DidDocument {
  const multibase = did.startsWith(prefix) ? did.slice(prefix.length) : ''
  assertPublicKey(multibase, readers)
  const id = `${did}#${multibase}`
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase: multibase }],
    authentication: [id],
    assertionMethod: [id],
    capabilityDelegation: [id],
    capabilityInvocation: [id],
  }
}

function assertPublicKey(multibase: string, readers: KeyReaders): void {
  try {
    readers.fromMultibase(multibase)
  } catch (cause) {
    if (isOfUnreadKind({ type: 'Multikey', publicKeyMultibase: multibase }, readers)) {
      throw new AppError('did_key_unsupported', 'This did:key holds a key that is not read here', {
        cause,
      })
    }
    throw new AppError('did_malformed', 'This did:key does not hold an Ed25519 or P-256 key', {
      cause,
    })
  }
}
