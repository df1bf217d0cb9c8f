import type { JsonObject } from '../credential/json.ts'
import { check, completeChecks, worstCheck } from './check.ts'
import { type Moment, momentOf } from './dates-check.ts'
import { maxCredentials } from './limits.ts'
import type {
  PresentationBinding,
  PresentedLogProofs,
  VerificationPolicy,
  VerificationPorts,
} from './ports.ts'
import {
  type Check,
  type CredentialReport,
  type PresentationReport,
  verdictOf,
  worstVerdict,
} from './report.ts'
import { presentationChecks } from './required-checks.ts'
import { checkShape, type Shape } from './shape-check.ts'
import { objectsOf } from './values.ts'
import { type CredentialContext, reportUnchecked, verifyCredentialAt } from './verify-credential.ts'
import { verifyHolder } from './verify-holder.ts'

export type PresentationOptions = {
  ports: VerificationPorts
  policy?: VerificationPolicy
  /** What the request asked for. Without it a presentation shows who signed it, not that they show it now. */
  binding?: PresentationBinding
  /** Of the badges in it, so that their cities need not be asked. */
  logProofs?: PresentedLogProofs
}

/** Does its holder show these credentials to this verifier, and is each what it says? */
export function verifyPresentation(
  input: string | JsonObject,
  options: PresentationOptions,
): Promise<PresentationReport> {
  return verifyPresentations([input], options)
}

/**
 * Several presentations that answer one request, such as one for each credential: one report, as bad as the worst
 * of them. Whether the nonce was used before is for whoever gave it out to know.
 */
export async function verifyPresentations(
  inputs: readonly (string | JsonObject)[],
  { ports, policy = {}, binding, logProofs }: PresentationOptions,
): Promise<PresentationReport> {
  const moment = momentOf(ports.clock(), policy.clockSkewSeconds)
  const limit = Math.min(policy.maxCredentials ?? maxCredentials, maxCredentials)
  if (inputs.length === 0) return refusal('no_credentials', moment)
  if (inputs.length > limit) return refusal('too_many_credentials', moment)

  const shapes = inputs.map((input) => checkShape(input, 'presentation'))
  const count = shapes.reduce((sum, shape) => sum + credentialsIn(shape).length, 0)
  if (count > limit) return refusal('too_many_credentials', moment)

  const context = { ports, policy, moment, depth: 0, ...(logProofs && { logProofs }) }
  return merge(await Promise.all(shapes.map((shape) => verifyOne(shape, binding, context))), moment)
}

type Part = { checks: Check[]; holder?: string; credentials: CredentialReport[] }

/** First who shows it; the credentials only once that is proven: else nobody vouches even for the showing. */
async function verifyOne(
  shape: Shape,
  binding: PresentationBinding | undefined,
  context: CredentialContext,
): Promise<Part> {
  const credentials = credentialsIn(shape)
  const { checks, holder } = await verifyHolder(shape, credentials.length, binding, context)
  if (holder === undefined) {
    return { checks, credentials: credentials.map((each) => reportUnchecked(each, context)) }
  }
  const held = { ...context, expectedHolder: holder }
  const reports = credentials.map((credential) => verifyCredentialAt(credential, held))
  return { checks, holder, credentials: await Promise.all(reports) }
}

function credentialsIn({ secured }: Shape): JsonObject[] {
  return objectsOf(secured?.document.verifiableCredential)
}

function refusal(
  code: 'no_credentials' | 'too_many_credentials',
  moment: Moment,
): PresentationReport {
  return merge([{ checks: [check('shape', code)], credentials: [] }], moment)
}

/** Of each check the worst, and the holder if it is one and the same. */
function merge(parts: readonly Part[], moment: Moment): PresentationReport {
  const [first = [], ...others] = parts.map(({ checks }) =>
    completeChecks(checks, presentationChecks),
  )
  const checks = first.map((made, index) =>
    worstCheck(
      made,
      others.flatMap((other) => other[index] ?? []),
    ),
  )
  const credentials = parts.flatMap((part) => part.credentials)
  const verdicts = credentials.map(({ verdict }) => verdict)
  const holders = new Set(parts.map(({ holder }) => holder))
  const [holder] = holders
  return {
    kind: 'presentation',
    verdict: worstVerdict([verdictOf(checks, presentationChecks), ...verdicts]),
    checks,
    ...(holder !== undefined && holders.size === 1 && { holder }),
    credentials,
    checkedAt: moment.now.toISOString(),
  }
}
