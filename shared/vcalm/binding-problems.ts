import type { Secured } from '../credential/secured.ts'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import { objectsOf } from '../verify/values.ts'
import { challengeProblem, domainProblem, type Problem, purposeProblem } from './problems.ts'
import type { VerifyOptions } from './verify-options.ts'

/**
 * Was every proof made for what the client asks for? In a proof set each must be: one that was made for somebody else
 * says that the document was meant for somebody else.
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof
 */
export function bindingProblems(
  { document, jws, kind }: Pick<Secured, 'document' | 'jws' | 'kind'>,
  { challenge, domain, expectedProofPurpose: purpose }: VerifyOptions,
): Problem[] {
  const made = jws ? [readToken(jws.payload, kind)] : objectsOf(document.proof).map(readProof)
  const isAsked = (value: unknown) => value !== undefined && value !== null
  return [
    ...(isAsked(purpose) && made.some((one) => one.purpose !== purpose) ? [purposeProblem()] : []),
    ...(isAsked(domain) && !made.every((one) => isSameSet(one.domain, domain))
      ? [domainProblem()]
      : []),
    ...(isAsked(challenge) && made.some((one) => one.challenge !== challenge)
      ? [challengeProblem()]
      : []),
  ]
}

type Made = { purpose: unknown; challenge: unknown; domain: unknown }

function readProof({ proofPurpose, challenge, domain }: JsonObject): Made {
  return { purpose: proofPurpose, challenge, domain }
}

function readToken(payload: JsonObject, kind: Secured['kind']): Made {
  const purpose = kind === 'credential' ? 'assertionMethod' : 'authentication'
  return { purpose, challenge: payload.nonce, domain: payload.aud }
}

/** Of strings in any order; one string is a set of one. */
function isSameSet(made: unknown, asked: unknown): boolean {
  const [one, other] = [made, asked].map((value) =>
    isJsonObject(value) ? undefined : new Set<unknown>([value].flat()),
  )
  return one?.size === other?.size && [...(one ?? [])].every((item) => other?.has(item))
}
