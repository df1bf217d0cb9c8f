import { clrUrls } from '../credential/context-urls.ts'
import { getProofSuite } from '../credential/cryptosuites/cryptosuites.ts'
import { createProofVerifier } from '../credential/data-integrity.ts'
import { type DataModelVersion, versionOf } from '../credential/data-model-version.ts'
import { type CompactJws, verifyCompactJws } from '../credential/jws.ts'
import { isKeyUnnamed } from '../credential/jwt-claims.ts'
import {
  type ProofPurpose,
  type ProofRefusalCode,
  proofsOf,
  readDataIntegrityProof,
} from '../credential/proof.ts'
import type { Secured } from '../credential/secured.ts'
import type { JsonObject } from '../json/json.ts'
import type { CheckCode } from './check-codes.ts'
import type { ProofCandidate } from './proof-candidate.ts'
import { listOf } from './values.ts'

export type ProofReading =
  | { outcome: 'read'; candidates: [ProofCandidate, ...ProofCandidate[]] }
  | { outcome: 'refused'; code: CheckCode<'proof'> }

/**
 * The proofs of a document that were made for `purpose`, in their order.
 * @param isEach whether one that cannot be read refutes the others, as it does where every proof is verified
 */
export function readProofs(secured: Secured, purpose: ProofPurpose, isEach = false): ProofReading {
  const readings = secured.jws ? [readToken(secured.jws, secured)] : readEach(secured, purpose)
  if (isEach && readings.includes('malformed')) return { outcome: 'refused', code: 'malformed' }
  const [first, ...others] = readings.filter((reading) => typeof reading !== 'string')
  if (first) return { outcome: 'read', candidates: [first, ...others] }
  return {
    outcome: 'refused',
    code: readings.find((reading) => typeof reading === 'string') ?? 'missing',
  }
}

function readEach({ document }: Secured, purpose: ProofPurpose) {
  const verifyEmbedded = createProofVerifier(document)
  return embeddedProofs(document).map((proof) =>
    readEmbedded(proof, purpose, document, verifyEmbedded),
  )
}

function embeddedProofs(document: JsonObject): (JsonObject | 'malformed')[] {
  try {
    return document.proof === undefined ? [] : proofsOf(document)
  } catch {
    return ['malformed']
  }
}

function readEmbedded(
  proof: JsonObject | 'malformed',
  purpose: ProofPurpose,
  document: JsonObject,
  verifyEmbedded: ReturnType<typeof createProofVerifier>,
): ProofCandidate | CheckCode<'proof'> {
  if (proof === 'malformed') return 'malformed'
  const reading = readDataIntegrityProof(proof)
  if (!reading.ok) return codeOf(reading.code)
  const { proofPurpose, verificationMethod, created, expires } = reading.proof
  if (proofPurpose !== purpose) return 'purpose_wrong'
  const { name, suite } = getProofSuite(reading.proof)
  const isKnownByName = listOf(document['@context']).some((url) =>
    clrUrls.some((clr) => clr === url),
  )
  if (isKnownByName && suite.canonicalization === 'rdfc') return 'unsupported'
  const isChained = reading.proof.previousProof !== undefined
  return {
    keyId: verificationMethod,
    ...(isChained && { chained: { proof, document } }),
    securedWith: name,
    times: { created, expires },
    nonce: proof.challenge,
    audiences: listOf(proof.domain),
    verify: async (publicKey, { canonicalize, verifySignature }) => {
      const ports = { canonicalize, verifySignature }
      const outcome = await verifyEmbedded({ proof, reading, publicKey, ...ports })
      return outcome.ok ? 'ok' : codeOf(outcome.code)
    },
  }
}

const codes: { [code in ProofRefusalCode]?: CheckCode<'proof'> } = {
  proof_unsupported: 'unsupported',
  previous_proof_unsupported: 'unsupported',
  proof_malformed: 'malformed',
  context_unknown: 'not_canonical',
  canonicalization_failed: 'not_canonical',
  canonicalization_budget_spent: 'too_much_work',
  canonicalization_unavailable: 'not_loaded',
}

export function codeOf(code: ProofRefusalCode): CheckCode<'proof'> {
  return codes[code] ?? 'signature_invalid'
}

const tokenNames: Record<DataModelVersion, string> = { '2.0': 'vc+jwt', '1.1': 'vc-jwt-1.1' }

/** @see https://www.w3.org/TR/vc-jose-cose/#using-header-params-claims-key-discovery */
function readToken(
  jws: CompactJws,
  { kind, document }: Secured,
): ProofCandidate | CheckCode<'proof'> {
  const { header, payload } = jws
  const isUnnamed = kind === 'credential' && isKeyUnnamed(jws)
  if (header.kid === undefined && !isUnnamed) return 'malformed'
  return {
    keyId: isUnnamed ? '' : (header.kid ?? ''),
    ...(isUnnamed && { header }),
    securedWith: kind === 'presentation' ? 'vp+jwt' : tokenNames[versionOf(document)],
    times: { created: payload.iat, expires: payload.exp, notBefore: payload.nbf },
    nonce: payload.nonce,
    audiences: listOf(payload.aud),
    verify: (publicKey, { verifySignature }) => {
      const isRight = verifyCompactJws(jws, publicKey, verifySignature)
      return typeof isRight === 'boolean' ? codeOfSignature(isRight) : isRight.then(codeOfSignature)
    },
  }
}

function codeOfSignature(isRight: boolean): CheckCode<'proof'> {
  return isRight ? 'ok' : 'signature_invalid'
}
