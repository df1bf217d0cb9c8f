/** The package carries no types: what Waymark uses of it. */

declare module 'sodium-native' {
  const sodium: {
    /** @param secretKey the seed of 32 bytes, then the public key of 32 */
    crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void
    crypto_sign_verify_detached(
      signature: Uint8Array,
      message: Uint8Array,
      publicKey: Uint8Array,
    ): boolean
  }
  export default sodium
}
