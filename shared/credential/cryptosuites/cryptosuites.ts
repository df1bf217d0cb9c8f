import { decodeBase58 } from '../../did/base-encoding.ts'
import type { VerifyingKey } from '../../did/public-key.ts'

export type HashName = 'sha-256' | 'sha-384'

/** What one way to make a Data Integrity proof consists of: all that differs between them. */
export type Cryptosuite = {
  /** Of the keys that may sign, and how what they sign is hashed. */
  hashes: { readonly [curve in VerifyingKey['curve']]?: HashName }
  /** RDFC-1.0 over JSON-LD, or JCS (RFC 8785) over JSON. */
  canonicalization: 'rdfc' | 'jcs'
  /** The signature's bytes, or undefined for text that cannot be one. */
  readProofValue(text: string): Uint8Array | undefined
}

/**
 * Every cryptosuite that is read.
 * @see https://www.w3.org/TR/vc-di-eddsa/
 * @see https://www.w3.org/TR/vc-di-ecdsa/
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
  'ecdsa-rdfc-2019': {
    hashes: { 'P-256': 'sha-256', 'P-384': 'sha-384' },
    canonicalization: 'rdfc',
    readProofValue: readBase58Signature(64, 96),
  },
  'ecdsa-jcs-2019': {
    hashes: { 'P-256': 'sha-256', 'P-384': 'sha-384' },
    canonicalization: 'jcs',
    readProofValue: readBase58Signature(64, 96),
  },
} as const satisfies Record<string, Cryptosuite>

/**
 * Proofs with a type of their own, from before cryptosuites: verified, never made. What they sign is put together as
 * Data Integrity does it.
 * @see https://w3c-ccg.github.io/lds-ed25519-2020/
 */
const proofTypes: ReadonlyMap<string, Cryptosuite> = new Map([
  ['Ed25519Signature2020', cryptosuites['eddsa-rdfc-2022']],
])

/** Of proofs from before the suite had its name; their bytes are the same. Verified, never made. */
const olderNames: ReadonlyMap<unknown, Cryptosuite> = new Map([
  ['eddsa-2022', cryptosuites['eddsa-rdfc-2022']],
])

/** What a proof says it was made with, and what that is. Undefined for what is not read. */
export function findProofSuite(proof: {
  type?: unknown
  cryptosuite?: unknown
}): { name: string; suite: Cryptosuite } | undefined {
  const { type, cryptosuite } = proof
  if (type === 'DataIntegrityProof') {
    const suite = isCryptosuiteName(cryptosuite)
      ? cryptosuites[cryptosuite]
      : olderNames.get(cryptosuite)
    return suite && { name: String(cryptosuite), suite }
  }
  const suite = typeof type === 'string' ? proofTypes.get(type) : undefined
  return suite && { name: String(type), suite }
}

/** Of a proof that readDataIntegrityProof has read. */
export function getProofSuite(proof: Parameters<typeof findProofSuite>[0]) {
  const found = findProofSuite(proof)
  if (found === undefined) throw new TypeError('The proof was not read')
  return found
}

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
