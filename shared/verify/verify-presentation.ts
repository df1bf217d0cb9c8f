import type { Secured } from '../credential/secured.ts'
import type { JsonObject } from '../json/json.ts'
import { budgeted } from './budgeted.ts'
import { check, completeChecks, worstCheck } from './check.ts'
import { maxCredentials } from './limits.ts'
import { type Moment, momentOf } from './moment.ts'
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
import { type HolderOutcome, verifyHolder } from './verify-holder.ts'

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
  inputs: readonly (string | JsonObject | Secured)[],
  { ports, policy = {}, binding, logProofs }: PresentationOptions,
): Promise<PresentationReport> {
  const moment = momentOf(ports.clock(), policy.clockSkewSeconds)
  const limit = Math.min(policy.maxCredentials ?? maxCredentials, maxCredentials)
  if (inputs.length === 0) return refusal('no_credentials', moment)
  if (inputs.length > limit) return refusal('too_many_credentials', moment)

  const shapes = inputs.map((input) => checkShape(input, 'presentation', policy.contexts))
  const count = shapes.reduce((sum, shape) => sum + credentialsIn(shape).length, 0)
  if (count > limit) return refusal('too_many_credentials', moment)

  const logs = logProofs && { logProofs }
  const context = { ports: budgeted(ports), policy, moment, depth: 0, ...logs }
  const shown = await verifyHolders(shapes, binding, context)
  return merge(await verifyShown(shown, context), moment)
}

/** Of fewer, taking turns costs what it brings. */
const begunTogether = 8

type Shown = HolderOutcome & { credentials: JsonObject[] }
/** A credential, and the DID that must be its subject. */
type ShownCredential = { credential: JsonObject; expectedHolder?: string }
type Part = { checks: Check[]; holder?: string; credentials: CredentialReport[] }

/** Who shows each, one after the other until one is not proven: then nobody vouches for the answer. */
async function verifyHolders(
  shapes: readonly Shape[],
  binding: PresentationBinding | undefined,
  context: CredentialContext,
): Promise<Shown[]> {
  const shown: Shown[] = []
  let areProven = true
  for (const shape of shapes) {
    const credentials = credentialsIn(shape)
    const outcome: HolderOutcome = areProven
      ? await verifyHolder(shape, credentials.length, binding, context)
      : { checks: [] }
    areProven &&= outcome.holder !== undefined
    shown.push({ ...outcome, credentials })
  }
  return shown
}

/** The credentials, only once it is proven who shows all of them. */
async function verifyShown(shown: readonly Shown[], context: CredentialContext): Promise<Part[]> {
  const areProven = shown.every(({ holder }) => holder !== undefined)
  const asked = shown.flatMap(({ holder, credentials }) => {
    const isAsked = holder !== undefined && !context.policy.showsForAnyone
    return credentials.map((credential) => ({
      credential,
      ...(isAsked && { expectedHolder: holder }),
    }))
  })
  const reports = areProven
    ? await verifyEach(asked, context)
    : asked.map(({ credential }) => reportUnchecked(credential, context))
  let from = 0
  return shown.map(({ credentials, ...part }) => {
    const own = reports.slice(from, from + credentials.length)
    from += credentials.length
    return { ...part, credentials: own }
  })
}

/** A few begin at a time, the next once whoever else waits for this thread had it. */
async function verifyEach(
  shown: readonly ShownCredential[],
  context: CredentialContext,
): Promise<CredentialReport[]> {
  const { nextTurn } = context.ports
  let turn: Promise<unknown> | undefined
  return Promise.all(
    shown.map(async ({ credential, ...held }, at) => {
      if (nextTurn && at > 0 && at % begunTogether === 0) {
        turn = (turn ?? Promise.resolve()).then(nextTurn)
      }
      if (turn) await turn
      return verifyCredentialAt(credential, { ...context, ...held })
    }),
  )
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
  const proven = [...holders].filter((each) => each !== undefined)
  return {
    kind: 'presentation',
    verdict: worstVerdict([verdictOf(checks, presentationChecks), ...verdicts]),
    checks,
    ...(holder !== undefined && holders.size === 1 && { holder }),
    ...(proven.length > 1 && { holders: proven }),
    credentials,
    checkedAt: moment.now.toISOString(),
  }
}
