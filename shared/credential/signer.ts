import type { KeyCurve, PublicKey } from '../did/public-key.ts'

/** A private key that signs without being seen: a KMS on Node, WebCrypto in a browser. */
export type Signer = {
  /** DID URL of the verification method, as it stands in the signer's DID document. */
  keyId: string
  curve: KeyCurve
  /** 64 bytes: Ed25519, or ECDSA P-256 with SHA-256 as r ‖ s. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** Checks a signature of 64 bytes; never throws for a wrong one. */
export type VerifySignature = (
  key: PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean> | boolean
