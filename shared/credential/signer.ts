import type { KeyCurve, VerifyingKey } from '../did/public-key.ts'

/** A private key that signs without being seen: a KMS on Node, WebCrypto in a browser. */
export type Signer = {
  /** DID URL of the verification method, as it stands in the signer's DID document. */
  keyId: string
  curve: KeyCurve
  /** 64 bytes: Ed25519, or ECDSA P-256 with SHA-256 as r ‖ s. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * Checks a signature: of 64 bytes by Ed25519 or P-256, of 96 by P-384 (with SHA-384), or one of RSA (PKCS #1 v1.5 with
 * SHA-256). Never throws for a wrong one, or for a key of a kind that it does not know.
 */
export type VerifySignature = (
  key: VerifyingKey,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean> | boolean
