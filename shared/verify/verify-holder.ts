import type { Secured } from '../credential/secured.ts'
import { type Did, parseDidUrl } from '../did/did.ts'
import { check } from './check.ts'
import { checkDates } from './dates-check.ts'
import { checkBinding, checkHolderKey } from './holder-binding-check.ts'
import type { PresentationBinding } from './ports.ts'
import type { ProofCandidate } from './proof-candidate.ts'
import { readProofs } from './proof-candidates.ts'
import type { Check } from './report.ts'
import type { Shape } from './shape-check.ts'
import { idOf } from './values.ts'
import type { CredentialContext } from './verify-credential.ts'
import { verifyProof } from './verify-proof.ts'

/** The checks that were made; `holder` only if all of them passed. */
export type HolderOutcome = { checks: Check[]; holder?: string }

/** Who shows the presentation: its shape, what it was made for, then the holder's key, signature and dates. */
export async function verifyHolder(
  { shape, secured, refusal }: Shape,
  credentialCount: number,
  binding: PresentationBinding | undefined,
  { ports, policy, moment }: CredentialContext,
): Promise<HolderOutcome> {
  if (refusal) return { checks: [shape, refusal] }
  if (secured === undefined || shape.result !== 'pass') return { checks: [shape] }
  if (credentialCount === 0 && !policy.showsForAnyone)
    return { checks: [check('shape', 'no_credentials')] }
  const bound = readBoundProofs(secured, binding)
  if (bound.candidates === undefined) return { checks: [shape, ...bound.checks] }

  const controller = (candidate: ProofCandidate) =>
    idOf(secured.document.holder) ?? idOf(secured.jws?.payload.iss) ?? didOf(candidate.keyId) ?? ''
  const signer = { controller, purpose: 'authentication' as const }
  const { proof, lookup, candidate } = await verifyProof(bound.candidates, signer, ports, moment)
  const held = checkHolderKey(lookup, checkBinding(candidate, binding))
  if (held.result !== 'pass') return { checks: [shape, proof, held] }
  if (proof.result !== 'pass') return { checks: [shape, proof] }
  const dates = checkDates(secured.document, candidate.times, moment)
  const checks = [shape, proof, held, dates]
  return dates.result === 'pass' ? { checks, holder: controller(candidate) } : { checks }
}

/** The proofs that were made for this request: of others the signature is not even looked at. */
function readBoundProofs(secured: Secured, binding: PresentationBinding | undefined) {
  const reading = readProofs(secured, 'authentication')
  if (reading.outcome === 'refused') {
    const proof = check('proof', reading.code)
    return reading.code === 'missing'
      ? { checks: [proof, check('holder-binding', 'holder_missing')] }
      : { checks: [proof] }
  }
  const isBound = (candidate: ProofCandidate) => checkBinding(candidate, binding).result === 'pass'
  const [first, ...others] = reading.candidates.filter(isBound)
  if (first === undefined) return { checks: [checkBinding(reading.candidates[0], binding)] }
  const candidates: [ProofCandidate, ...ProofCandidate[]] = [first, ...others]
  return { checks: [], candidates }
}

function didOf(keyId: string): Did | undefined {
  try {
    return parseDidUrl(keyId).did
  } catch {
    return undefined
  }
}
