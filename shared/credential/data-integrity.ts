import { encodeBase58 } from '../did/base-encoding.ts'
import type { PublicKey } from '../did/public-key.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import type { Canonicalize, CanonicalizeOptions } from './canonicalize.ts'
import { isOrderSensitive } from './code-point-order.ts'
import { dataToSign, rememberingForm, withOneOrder } from './data-to-sign.ts'
import { formatDateTimeStamp } from './date-time-stamp.ts'
import type { JsonObject } from './json.ts'
import {
  decodeSignature,
  type ProofPurpose,
  type ProofRefusal,
  readDataIntegrityProof,
  refuseProof,
  signatureLength,
} from './proof.ts'
import type { Signer, VerifySignature } from './signer.ts'

/** Data Integrity with eddsa-rdfc-2022. @see https://www.w3.org/TR/vc-di-eddsa/ */

export type ProofCheck = { ok: true } | ProofRefusal

/**
 * A copy of the document with one more proof. Throws `key_unsuitable` for a key that is not Ed25519, and what
 * canonicalisation throws.
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
}): Promise<JsonObject> {
  const { document, signer, canonicalize } = input
  if (signer.curve !== 'Ed25519') {
    throw new AppError('key_unsuitable', 'eddsa-rdfc-2022 signs with Ed25519 keys only')
  }
  const { proof: earlier, ...unsecured } = document
  const config = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-rdfc-2022',
    created: formatDateTimeStamp(input.created),
    ...(input.expires && { expires: formatDateTimeStamp(input.expires) }),
    verificationMethod: signer.keyId,
    proofPurpose: input.proofPurpose,
    ...(input.challenge !== undefined && { challenge: input.challenge }),
    ...(input.domain !== undefined && { domain: input.domain }),
  }
  const message = await dataToSign(unsecured, config, withOneOrder(canonicalize))
  const signature = await signer.sign(message)
  if (signature.length !== signatureLength) {
    throw new AppError('key_unsuitable', 'The key did not make an Ed25519 signature')
  }
  const proof = { ...config, proofValue: `z${encodeBase58(signature)}` }
  return { ...unsecured, proof: earlier === undefined ? proof : [...[earlier].flat(), proof] }
}

type ProofInput = {
  proof: JsonObject
  publicKey: PublicKey
  canonicalize: Canonicalize
  verifySignature: VerifySignature
}

/** Is this one proof of the document's right? Whose key it is, its purpose and its dates are for the caller. */
export function verifyDataIntegrityProof({
  document,
  ...input
}: ProofInput & { document: JsonObject }): Promise<ProofCheck> {
  return createProofVerifier(document)(input)
}

/** For several proofs of one document, asked with one `canonicalize`: what they sign is worked out once. */
export function createProofVerifier(
  document: JsonObject,
): (input: ProofInput) => Promise<ProofCheck> {
  const { proof: _, ...unsecured } = document
  let remembering: Canonicalize | undefined
  let isSensitive: boolean | undefined

  return async ({ proof, publicKey, canonicalize, verifySignature }) => {
    const reading = readDataIntegrityProof(proof)
    if (!reading.ok) return reading
    if (publicKey.curve !== 'Ed25519')
      return refuseProof('key_unsuitable', 'The key is not Ed25519')
    const signature = decodeSignature(reading.proof.proofValue) ?? new Uint8Array()
    remembering ??= rememberingForm(unsecured, canonicalize)
    const inForm = remembering
    const fits = async (options: CanonicalizeOptions) => {
      const message = await dataToSign(unsecured, proof, inForm, options)
      return verifySignature(publicKey, message, signature)
    }
    try {
      if (await fits({ order: 'code-point' })) return { ok: true }
      // the statements are the same: the signer's library sorted them as JavaScript sorts strings
      isSensitive ??= isOrderSensitive(JSON.stringify(unsecured))
      if (isSensitive && (await fits({ order: 'utf-16' }))) return { ok: true }
      return refuseProof('signature_invalid', 'The signature does not fit the document')
    } catch (error) {
      if (isAppError(error)) return refuseProof(error.code, error.message)
      throw error
    }
  }
}
