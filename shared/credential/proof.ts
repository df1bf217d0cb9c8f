import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'
import { isJsonObject, itemsOf, type JsonObject } from '../json/json.ts'
import { findProofSuite } from './cryptosuites/cryptosuites.ts'
import { zDateTime, zUrl } from './model-parts.ts'
import { readerOf } from './surely-valid.ts'

export type ProofPurpose = 'assertionMethod' | 'authentication'

/** Why a proof does not prove: an AppError's code from canonicalisation, or one of these. */
export type ProofRefusalCode =
  | ErrorCode
  | 'proof_unsupported'
  | 'previous_proof_unsupported'
  | 'signature_invalid'

export type ProofRefusal = { ok: false; code: ProofRefusalCode; detail: string }
/** A proof whose shape is right, and the signature in it. */
export type ReadProof = { ok: true; proof: DataIntegrityProof; signature: Uint8Array }
export type ProofReading = ReadProof | ProofRefusal

/** A document with more proofs than this was made to keep a verifier busy. */
const maxProofs = 10

/** @see https://www.w3.org/TR/vc-data-integrity/#proofs */
const zDataIntegrityProof = z.looseObject({
  type: z.string(),
  id: zUrl.optional(),
  verificationMethod: zUrl,
  proofPurpose: z.string().min(1),
  proofValue: z.string(),
  created: zDateTime.optional(),
  expires: zDateTime.optional(),
  challenge: z.string().optional(),
  domain: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  nonce: z.string().optional(),
  previousProof: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
})

const readShape = readerOf(zDataIntegrityProof)

export type DataIntegrityProof = z.infer<typeof zDataIntegrityProof>

/** The members of `proof`, unread: one proof or a set. Throws `proof_malformed` for anything else. */
export function proofsOf(document: JsonObject): JsonObject[] {
  const proofs = document.proof === undefined ? [] : itemsOf(document.proof)
  if (proofs.length > maxProofs || !proofs.every(isJsonObject)) {
    throw new AppError('proof_malformed', `proof must be one object or up to ${maxProofs} of them`)
  }
  return proofs
}

/** The shape of one proof, before any cryptography. */
export function readDataIntegrityProof(proof: JsonObject): ProofReading {
  if (typeof proof.type !== 'string')
    return refuseProof('proof_malformed', 'A proof must have one type')
  const made = findProofSuite(proof)
  if (made === undefined) {
    return refuseProof('proof_unsupported', 'The proof is of a type or cryptosuite not read here')
  }
  const parsed = readShape(proof)
  const signature = parsed.success && made.suite.readProofValue(parsed.data.proofValue)
  if (signature) return { ok: true, proof: parsed.data, signature }
  const member = String(parsed.error?.issues[0]?.path[0] ?? 'proofValue')
  return refuseProof('proof_malformed', `The proof's ${member} is not as it must be`)
}

export function refuseProof(code: ProofRefusalCode, detail: string): ProofRefusal {
  return { ok: false, code, detail }
}
