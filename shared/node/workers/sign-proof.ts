import { hash, type KeyObject } from 'node:crypto'
import { encodeBase58 } from '../../did/base-encoding.ts'
import { signEd25519 } from '../kms/ed25519.ts'

/**
 * Signs many documents with one proof configuration and Ed25519 key as `eddsa-rdfc-2022`.
 * @param configHash SHA-256 of the configuration's canonical form
 * @returns makes the proofValue of a document in canonical form
 * @see https://www.w3.org/TR/vc-di-eddsa/#proof-serialization-eddsa-rdfc-2022
 */
export function createProofSigner({
  configHash,
  privateKey,
}: {
  configHash: Uint8Array
  privateKey: KeyObject
}): (canonical: string) => string {
  const signed = Buffer.alloc(2 * configHash.length)
  signed.set(configHash)
  return (canonical) => {
    signed.set(hash('sha256', canonical, 'buffer'), configHash.length)
    return `z${encodeBase58(signEd25519(privateKey, signed))}`
  }
}
