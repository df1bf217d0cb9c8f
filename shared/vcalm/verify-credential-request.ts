import { readSecured, type Secured } from '../credential/secured.ts'
import { isAppError } from '../errors/app-error.ts'
import type { JsonObject } from '../json/json.ts'
import type { CheckName } from '../verify/check-names.ts'
import type { VerificationPolicy, VerificationPorts } from '../verify/ports.ts'
import { type Check, withHeld } from '../verify/report.ts'
import { verifyCredential } from '../verify/verify-credential.ts'
import { bindingProblems } from './binding-problems.ts'
import { assertTypesDefined } from './credential-to-issue.ts'
import {
  answerOf,
  malformedProblem,
  type Problem,
  problemOf,
  type VerifyAnswer,
} from './problems.ts'
import { type FetchResource, isResourceChanged } from './related-resources.ts'
import { decisiveChecks, zVerifyCredential } from './verify-options.ts'

export type VerifyPorts = {
  ports: VerificationPorts
  policy?: VerificationPolicy
  /** Where what a credential refers to is to be fetched and compared with its digests. */
  fetchResource?: FetchResource
}

/** Answers `POST /credentials/verify`. @see https://w3c-ccg.github.io/vcalm/#verify-credential */
export async function verifyCredentialRequest(
  body: unknown,
  { ports, policy = {}, fetchResource }: VerifyPorts,
): Promise<VerifyAnswer> {
  const request = zVerifyCredential.safeParse(body, { reportInput: false })
  if (!request.success) return refuse('verifiableCredential or options are not as they must be')
  const { verifiableCredential: input, options } = request.data
  const decisive = decisiveChecks(options ?? {})
  const report = await verifyCredential(input, { ports, policy: { ...policy, everyProof: true } })
  const checks = withHeld(report).flatMap((each) => each.checks)
  const binding = boundProblems(input, (secured) => bindingProblems(secured, options ?? {}))
  const judged = judge(checks, decisive, binding)
  const isRight = judged.problems.length === 0
  const more = isRight ? await documentProblems(input, { ports, fetchResource }) : []
  return answerOf({
    ...judged,
    problems: [...judged.problems, ...more],
    checks: decisive,
    ...(options?.returnCredential && { returned: { verifiableCredential: input } }),
  })
}

/** What a right signature does not speak of: whether types mean something, and whether what is referred to is as it was. */
async function documentProblems(
  input: string | JsonObject,
  {
    ports,
    fetchResource,
  }: Pick<VerifyPorts, 'ports'> & { fetchResource: FetchResource | undefined },
): Promise<Problem[]> {
  const { document } = readSecured(input)
  try {
    await assertTypesDefined(document, ports.canonicalize)
  } catch (error) {
    if (isAppError(error)) return [malformedProblem(error.message)]
    throw error
  }
  const isChanged = await isResourceChanged(document, fetchResource)
  return isChanged ? [malformedProblem('relatedResource has a digest of other bytes')] : []
}

export function refuse(detail: string): VerifyAnswer {
  return answerOf({
    problems: [malformedProblem(detail)],
    warnings: [],
    isUnknown: false,
    checks: [],
  })
}

export type Judged = { problems: Problem[]; warnings: Problem[]; isUnknown: boolean }

/** Decisive checks that did not pass are problems, others warnings. What was not reached only repeats what stood in the way. */
export function judge(
  checks: readonly Check[],
  decisive: readonly CheckName[],
  more: readonly Problem[] = [],
): Judged {
  const open = checks.filter(({ result }) => result === 'fail' || result === 'unknown')
  const told = open.filter(({ code }) => code !== 'not_checked')
  const isDecisive = ({ name }: Check) => decisive.includes(name)
  const against = told.some(isDecisive) ? told.filter(isDecisive) : open.filter(isDecisive)
  const warnings = told.filter((each) => !isDecisive(each)).map(problemOf)
  const problems = [...more, ...against.map(problemOf)]
  const isUnknown =
    problems.length > 0 && more.length === 0 && against.every(({ result }) => result === 'unknown')
  return { problems, warnings, isUnknown }
}

/** What cannot be read has a problem of its own already. */
export function boundProblems(
  input: string | JsonObject,
  find: (secured: Secured) => Problem[],
): Problem[] {
  try {
    return find(readSecured(input))
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}
