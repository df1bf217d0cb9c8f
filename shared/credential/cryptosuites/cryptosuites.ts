import { decodeBase58 } from '../../did/base-encoding.ts'
import type { KeyCurve } from '../../did/public-key.ts'

export type HashName = 'sha-256' | 'sha-384'

/** What one way to make a Data Integrity proof consists of: all that differs between them. */
export type Cryptosuite = {
  /** Of the keys that may sign, and how what they sign is hashed. */
  hashes: { readonly [curve in KeyCurve]?: HashName }
  /** RDFC-1.0 over JSON-LD, or JCS (RFC 8785) over JSON. */
  canonicalization: 'rdfc' | 'jcs'
  /** The signature's bytes, or undefined for text that cannot be one. */
  readProofValue(text: string): Uint8Array | undefined
}

/**
 * Every cryptosuite that is read.
 * @see https://www.w3.org/TR/vc-di-eddsa/
 */
export const cryptosuites = {
  'eddsa-rdfc-2022': {
    hashes: { Ed25519: 'sha-256' },
    canonicalization: 'rdfc',
    readProofValue: readBase58Signature(64),
  },
  'eddsa-jcs-2022': {
    hashes: { Ed25519: 'sha-256' },
    canonicalization: 'jcs',
    readProofValue: readBase58Signature(64),
  },
} as const satisfies Record<string, Cryptosuite>

export type CryptosuiteName = keyof typeof cryptosuites

export function isCryptosuiteName(name: unknown): name is CryptosuiteName {
  return typeof name === 'string' && Object.hasOwn(cryptosuites, name)
}

export function getCryptosuite(name: CryptosuiteName): Cryptosuite {
  return cryptosuites[name]
}

/** `z` and the signature in base58btc. */
function readBase58Signature(...lengths: number[]): Cryptosuite['readProofValue'] {
  return (text) => {
    if (!text.startsWith('z')) return undefined
    try {
      const bytes = decodeBase58(text.slice(1))
      return lengths.includes(bytes.length) ? bytes : undefined
    } catch {
      return undefined
    }
  }
}
