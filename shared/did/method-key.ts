import { isAppError } from '../errors/app-error.ts'
import type { KeyReaders, VerifyingKey } from './public-key.ts'

/** What a verification method says of its key. */
type MethodKey = {
  type: string
  publicKeyMultibase?: string
  publicKeyJwk?: Record<string, unknown>
}

/**
 * Undefined for a type that Waymark does not verify with, for a key that is malformed or given in two forms at
 * once, and for one whose private half has been published.
 */
export function readMethodKey(method: MethodKey, readers: KeyReaders): VerifyingKey | undefined {
  const { type, publicKeyMultibase, publicKeyJwk } = method
  if (Object.hasOwn(method, 'secretKeyMultibase') || Object.hasOwn(method, 'secretKeyJwk'))
    return undefined
  if (publicKeyMultibase !== undefined && publicKeyJwk !== undefined) return undefined
  try {
    const isMultikey = type === 'Multikey' || type === 'Ed25519VerificationKey2020'
    const isJwk = type === 'JsonWebKey' || type === 'JsonWebKey2020'
    if (isMultikey && publicKeyMultibase !== undefined) {
      const publicKey = readers.fromMultibase(publicKeyMultibase)
      return type === 'Multikey' || publicKey.curve === 'Ed25519' ? publicKey : undefined
    }
    return isJwk && publicKeyJwk !== undefined ? readers.fromJwk(publicKeyJwk) : undefined
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
