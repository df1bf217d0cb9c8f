import type { JsonObject } from '../json/json.ts'
import type { Check } from '../verify/report.ts'
import { statusErrors } from '../verify/status-errors.ts'

/** One thing that stands against a credential or presentation. @see RFC 9457 */
export type Problem = {
  type: string
  title: string
  detail: string
  /** Stable, of the check's own: `revoked`, `signature_invalid`. */
  code: string
  /** Which of the credentials in a presentation. */
  credential?: number
}

/** @see https://www.w3.org/TR/vc-data-model-2.0/#problem-details */
const dataModel = 'https://www.w3.org/TR/vc-data-model#'
/** @see https://www.w3.org/TR/vc-data-integrity/#processing-errors */
const dataIntegrity = 'https://w3id.org/security#'
/** @see https://www.w3.org/TR/vc-bitstring-status-list/#processing-errors */
const statusList = 'https://www.w3.org/ns/credentials/status-list#'

const titles: { [name in Check['name']]?: string } = {
  shape: 'The document is not well formed',
  proof: 'The proof does not hold',
  'issuer-key': "The key is not the issuer's",
  dates: 'The credential is not valid now',
  status: 'The status forbids use, or is not known',
  'holder-binding': "The presentation is not the holder's",
}

/** What a check that did not pass says, in the terms of the W3C's specifications. */
export function problemOf({ name, code, detail }: Check): Problem {
  return { type: typeOf(name, code), title: titles[name] ?? 'A check did not pass', detail, code }
}

function typeOf(name: Check['name'], code: string): string {
  if (name === 'shape')
    return `${dataModel}${code === 'malformed' ? 'PARSING_ERROR' : 'MALFORMED_VALUE_ERROR'}`
  if (name === 'dates')
    return `${dataModel}${code === 'malformed' ? 'MALFORMED_VALUE_ERROR' : 'RANGE_ERROR'}`
  if (name === 'status') return typeOfStatus(code)
  return `${dataModel}CRYPTOGRAPHIC_SECURITY_ERROR`
}

function typeOfStatus(code: string): string {
  const [, error] = Object.entries(statusErrors).find(([known]) => known === code) ?? []
  return error === undefined ? 'about:blank' : `${statusList}${error}`
}

export function malformedProblem(detail: string): Problem {
  const title = 'The request is not well formed'
  return { type: `${dataModel}MALFORMED_VALUE_ERROR`, title, detail, code: 'request_malformed' }
}

export function challengeProblem(): Problem {
  return {
    type: `${dataIntegrity}INVALID_CHALLENGE_ERROR`,
    title: 'The challenge differs',
    detail: 'A proof was not made for the challenge that was asked for',
    code: 'nonce_wrong',
  }
}

export function domainProblem(): Problem {
  return {
    type: `${dataIntegrity}INVALID_DOMAIN_ERROR`,
    title: 'The domain differs',
    detail: 'A proof was not made for the domain that was asked for',
    code: 'audience_wrong',
  }
}

export function purposeProblem(): Problem {
  return {
    type: `${dataIntegrity}PROOF_VERIFICATION_ERROR`,
    title: 'The proof purpose differs',
    detail: 'A proof was made for another purpose than was asked for',
    code: 'purpose_wrong',
  }
}

/** @see https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims */
export function holderProblem(): Problem {
  return {
    type: `${dataModel}MALFORMED_VALUE_ERROR`,
    title: 'The holder is not named',
    detail:
      'A presentation that secures its signer’s own credential must name that signer as its holder',
    code: 'holder_missing',
  }
}

/** `status` is 400 where something stands against it, 422 where something could not be found out. */
export type VerifyAnswer = { status: 200 | 400 | 422; body: JsonObject }

/** The two shapes of answers: older clients look at `errors`, newer ones at `problemDetails`. */
export function answerOf(input: {
  problems: readonly Problem[]
  warnings: readonly Problem[]
  isUnknown: boolean
  checks: readonly string[]
  /** What was verified, under its name, where it was asked for. */
  returned?: JsonObject
}): VerifyAnswer {
  const { problems, warnings, isUnknown, checks, returned } = input
  const [first] = problems
  const status = first === undefined ? 200 : isUnknown ? 422 : 400
  return {
    status,
    body: {
      ...(first && { type: first.type, title: first.title, status, detail: first.detail }),
      verified: first === undefined,
      checks,
      problemDetails: [...problems, ...warnings],
      errors: problems,
      warnings,
      ...returned,
    },
  }
}
