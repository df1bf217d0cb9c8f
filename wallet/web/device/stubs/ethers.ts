/**
 * Stands in for ethers, of which Veramo's key manager and utilities name a few functions for Ethereum keys and
 * encryption. Waymark's keys sign with Ed25519 and P-256 only, so none of them is ever called.
 */
function absent(): never {
  throw new Error('this wallet has no Ethereum keys')
}

export const computeAddress = absent
export const getBytes = absent
export const hexlify = absent
export const toUtf8Bytes = absent
export const toUtf8String = absent

export const SigningKey = { computePublicKey: absent }
export const Transaction = { from: absent }
