import { encodeBase58 } from '../did/base-encoding.ts'
import type { VerifyingKey } from '../did/public-key.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { JsonObject } from '../json/json.ts'
import type { Canonicalize, CanonicalizeOptions } from './canonicalize.ts'
import { isOrderSensitive } from './code-point-order.ts'
import {
  type CryptosuiteName,
  getCryptosuite,
  getProofSuite,
  type HashName,
} from './cryptosuites/cryptosuites.ts'
import { dataToIssue, dataToSign, type RememberedForm } from './data-to-sign.ts'
import { formatDateTimeStamp } from './date-time-stamp.ts'
import {
  type ProofPurpose,
  type ProofRefusal,
  type ReadProof,
  readDataIntegrityProof,
  refuseProof,
} from './proof.ts'
import type { Signer, VerifySignature } from './signer.ts'

/** Data Integrity. @see https://www.w3.org/TR/vc-data-integrity/ */

export type ProofCheck = { ok: true } | ProofRefusal

/**
 * A copy of the document with one more proof. Throws `key_unsuitable` for a key that the cryptosuite does not sign
 * with, and what canonicalisation throws.
 */
export async function addDataIntegrityProof(input: {
  document: JsonObject
  signer: Signer
  proofPurpose: ProofPurpose
  created: Date
  expires?: Date
  challenge?: string
  domain?: string | string[]
  canonicalize: Canonicalize
  cryptosuite?: CryptosuiteName
}): Promise<JsonObject> {
  const { document, signer, canonicalize, cryptosuite = 'eddsa-rdfc-2022' } = input
  const suite = getCryptosuite(cryptosuite)
  const hash = suite.hashes[signer.curve]
  if (hash === undefined) {
    throw new AppError('key_unsuitable', `${cryptosuite} does not sign with ${signer.curve} keys`)
  }
  const { proof: earlier, ...unsecured } = document
  const contexts = suite.canonicalization === 'jcs' ? unsecured['@context'] : undefined
  const config = {
    type: 'DataIntegrityProof',
    cryptosuite,
    created: formatDateTimeStamp(input.created),
    ...(input.expires && { expires: formatDateTimeStamp(input.expires) }),
    verificationMethod: signer.keyId,
    proofPurpose: input.proofPurpose,
    ...(input.challenge !== undefined && { challenge: input.challenge }),
    ...(input.domain !== undefined && { domain: input.domain }),
    ...(contexts !== undefined && { '@context': contexts }),
  }
  const message = await dataToIssue(unsecured, config, { ...suite, hash, canonicalize })
  const proofValue = `z${encodeBase58(await signer.sign(message))}`
  if (suite.readProofValue(proofValue) === undefined) {
    throw new AppError('key_unsuitable', `The key did not make a signature of ${cryptosuite}`)
  }
  const proof = { ...config, proofValue }
  return { ...unsecured, proof: earlier === undefined ? proof : [...[earlier].flat(), proof] }
}

const misfit = refuseProof('signature_invalid', 'The signature does not fit the document')

type ProofInput = {
  proof: JsonObject
  /** Of this proof, where it was read already. */
  reading?: ReadProof
  publicKey: VerifyingKey
  canonicalize: Canonicalize
  verifySignature: VerifySignature
}

/**
 * Whether a proof of the document is right; whose key it is, its purpose and its dates are for the caller. What several
 * proofs sign, asked with one `canonicalize`, is worked out once.
 * @param previous the proofs that these build on, which they sign along with the document
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
 */
export function createProofVerifier(
  document: JsonObject,
  previous?: readonly JsonObject[],
): (input: ProofInput) => Promise<ProofCheck> {
  const { proof: _, ...bare } = document
  const unsecured = previous ? { ...bare, proof: [...previous] } : bare
  const remembered: RememberedForm = { texts: new Map() }
  let isSensitive: boolean | undefined

  return async ({ proof, publicKey, canonicalize, verifySignature, ...known }) => {
    const reading = known.reading ?? readDataIntegrityProof(proof)
    if (!reading.ok) return reading
    if (reading.proof.previousProof !== undefined && !previous) {
      return refuseProof('previous_proof_unsupported', 'The proof builds on others')
    }
    const { signature } = reading
    const { suite } = getProofSuite(reading.proof)
    const hash: HashName | undefined = suite.hashes[publicKey.curve]
    if (hash === undefined) return refuseProof('key_unsuitable', 'The key is of another curve')
    const { canonicalization } = suite
    const form = { canonicalization, hash, canonicalize, remembered }
    const fits = async (options: CanonicalizeOptions) => {
      const message = await dataToSign(unsecured, proof, form, options)
      return verifySignature(publicKey, message, signature)
    }
    try {
      if (await fits({ order: 'code-point' })) return { ok: true }
      if (suite.canonicalization === 'jcs') return misfit
      const { refusals } = canonicalize.compiled ?? {}
      const asked = refusals && JSON.stringify([unsecured, proof, [...publicKey.bytes]])
      if (asked !== undefined && refusals?.has(asked)) return misfit
      // what compiled contexts say refuses nothing
      if (refusals && (await fits({ order: 'code-point', isFull: true }))) return { ok: true }
      // the statements are the same: the signer's library sorted them as JavaScript sorts strings
      isSensitive ??= isOrderSensitive(JSON.stringify(unsecured))
      if (isSensitive && (await fits({ order: 'utf-16' }))) return { ok: true }
      if (asked !== undefined) refusals?.add(asked)
      return misfit
    } catch (error) {
      if (isAppError(error)) return refuseProof(error.code, error.message)
      throw error
    }
  }
}
