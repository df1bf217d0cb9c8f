import type { Secured } from '../credential/secured.ts'
import type { JsonObject } from '../json/json.ts'
import { checkDates } from '../verify/dates-check.ts'
import { momentOf } from '../verify/moment.ts'
import type { Check, CredentialReport, PresentationReport } from '../verify/report.ts'
import { idOf, objectsOf } from '../verify/values.ts'
import { verifyPresentation } from '../verify/verify-presentation.ts'
import { bindingProblems } from './binding-problems.ts'
import { answerOf, holderProblem, type Problem, type VerifyAnswer } from './problems.ts'
import {
  boundProblems,
  type Judged,
  judge,
  refuse,
  type VerifyPorts,
} from './verify-credential-request.ts'
import { decisiveChecks, zVerifyPresentation } from './verify-options.ts'

/** Answers `POST /presentations/verify`. @see https://w3c-ccg.github.io/vcalm/#verify-presentation */
export async function verifyPresentationRequest(
  body: unknown,
  { ports, policy = {} }: VerifyPorts,
): Promise<VerifyAnswer> {
  const request = zVerifyPresentation.safeParse(body, { reportInput: false })
  if (!request.success) return refuse('verifiablePresentation or options are not as they must be')
  const { verifiablePresentation: input } = request.data
  const options = request.data.options ?? {}
  const decisive = decisiveChecks(options)
  const report = await verifyPresentation(input, {
    ports,
    policy: { ...policy, everyProof: true, showsForAnyone: true },
  })
  let shown: JsonObject[] = []
  const binding = boundProblems(input, (secured) => {
    shown = objectsOf(secured.document.verifiableCredential)
    return [...bindingProblems(secured, options), ...holderProblems(secured, shown, report)]
  })
  const own = judge(report.checks, decisive, binding)
  const now = momentOf(ports.clock(), policy.clockSkewSeconds)
  const credentials = report.credentials.map((credential, index) => {
    const document = shown[index] ?? {}
    const isOwnWord = isSecuredByPresentation(document, credential, report)
    const made = isOwnWord
      ? [...credential.checks.filter(isShape), checkDates(document, {}, now)]
      : credential.checks
    return of(index, judge(made, decisive))
  })
  return answerOf({
    ...together([own, ...credentials]),
    checks: decisive,
    ...(options.returnPresentation && { returned: { verifiablePresentation: input } }),
  })
}

function isShape({ name }: Check): boolean {
  return name === 'shape'
}

/** A credential of the holder's own without a proof: the proof of the presentation covers it. */
function isSecuredByPresentation(
  document: JsonObject,
  { checks, credential }: CredentialReport,
  { holder }: PresentationReport,
): boolean {
  const isUnsecured = checks.some(({ name, code }) => name === 'proof' && code === 'missing')
  return isUnsecured && document.proof === undefined && credential?.issuer.id === holder
}

/**
 * A credential with a proof of its own says by that whose word it is; one that only the presentation secures does not.
 * @see https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims
 */
function holderProblems(
  { document }: Secured,
  shown: readonly JsonObject[],
  report: PresentationReport,
): Problem[] {
  if (report.holder === undefined || idOf(document.holder) !== undefined) return []
  const isOwnWord = report.credentials.some((credential, index) =>
    isSecuredByPresentation(shown[index] ?? {}, credential, report),
  )
  return isOwnWord ? [holderProblem()] : []
}

function of(index: number, { problems, warnings, isUnknown }: Judged): Judged {
  const mark = (problem: Problem) => ({ ...problem, credential: index })
  return { problems: problems.map(mark), warnings: warnings.map(mark), isUnknown }
}

function together(judged: readonly Judged[]): Judged {
  const withProblems = judged.filter(({ problems }) => problems.length > 0)
  return {
    problems: judged.flatMap(({ problems }) => problems),
    warnings: judged.flatMap(({ warnings }) => warnings),
    isUnknown: withProblems.length > 0 && withProblems.every(({ isUnknown }) => isUnknown),
  }
}
