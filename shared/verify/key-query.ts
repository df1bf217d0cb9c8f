import type { VerificationKey } from '../did/did-document.ts'
import type { VerifyingKey } from '../did/public-key.ts'

/** Why a key may not be used; the first three mean that it could not be found out. */
export type KeyRefusal =
  | 'unreachable'
  | 'unsupported'
  | 'key_unsupported'
  | 'not_found'
  | 'deactivated'
  | 'key_missing'
  | 'key_not_for_purpose'
  | 'key_of_another'
  | 'key_revoked'
  | 'key_expired'

export type AnyVerificationKey = VerificationKey<VerifyingKey>

/**
 * `revoked`: a key that signed claims until it was compromised; only a log can say which were before that.
 * `self-asserted`: the key came with what it signed, and the issuer publishes none to compare it with.
 */
export type KeyLookup =
  | { outcome: 'found'; key: AnyVerificationKey; isEscrow: boolean }
  | { outcome: 'revoked'; key: AnyVerificationKey; isEscrow: boolean }
  | { outcome: 'self-asserted'; key: AnyVerificationKey; isEscrow: false }
  | { outcome: 'refused'; refusal: KeyRefusal }

export type KeyQuery = {
  /** The DID URL that the proof or token names; empty where a token names none that is read. */
  keyId: string
  /** Whose key it must be: the issuer or the holder. */
  controller: string
  relationship: 'assertionMethod' | 'authentication'
  /** The key that a token carries. It shows nothing of whose it is. */
  jwk?: unknown
}
