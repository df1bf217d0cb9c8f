import { encodeBase64url } from '../did/base-encoding.ts'

/** Cryptographically strong bytes. */
export type RandomBytes = (byteCount: number) => Uint8Array

const nonceByteCount = 32

/**
 * A value that nobody can guess and that is given out once: a nonce, a state, an id that is a capability.
 * 256 bits as base64url; OpenID4VP asks for at least 128.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-14.1
 */
export function createNonce(random: RandomBytes): string {
  return encodeBase64url(random(nonceByteCount))
}
