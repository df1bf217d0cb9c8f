import { credentialsOf, readSecured } from '../../shared/credential/secured.ts'
import { saidIn } from '../../shared/cv/verify-share.ts'
import type { Did } from '../../shared/did/did.ts'
import { isAppError } from '../../shared/errors/app-error.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { VerificationPolicy } from '../../shared/verify/ports.ts'
import {
  type CredentialReport,
  type VerificationReport,
  worstVerdict,
} from '../../shared/verify/report.ts'
import { isUnreached } from '../../shared/verify/unreached.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import type { KeptBundle, KeptBundles } from './kept-bundles.ts'
import type { OpenBundle } from './open-bundle.ts'

export type BundleAnswerPorts = { bundles: KeptBundles }

/**
 * What the copies that an organisation keeps of its cities say of badges that could not be checked: as of the copy's
 * own time. It never stands in the place of today's answer, which stays unknown.
 * @param report what was found today, of the same presentations
 * @returns undefined where no copy knows any of the badges
 */
export async function answerFromBundles(
  report: VerificationReport,
  presentations: readonly (string | JsonObject)[],
  { organisation, policy }: { organisation: string; policy: VerificationPolicy },
  { bundles }: BundleAnswerPorts,
): Promise<VerificationReport | undefined> {
  if (!isUnreached(report)) return undefined
  const kept = (await bundles.listUsable(organisation)).filter(
    ({ city }) => policy.trustedCities?.includes(city) ?? true,
  )
  if (kept.length === 0) return undefined
  const today = report.kind === 'presentation' ? report.credentials : [report]
  const badges = badgesIn(presentations)
  // without a badge of its own for each line nobody can say which answer is whose
  if (badges?.length !== today.length) return undefined
  // the newest copy speaks first
  const newest = kept.toSorted((one, other) => other.asOf.localeCompare(one.asOf))
  const opened = (await Promise.all(newest.map((one) => openIfGood(one, bundles)))).filter(
    (one) => one !== undefined,
  )
  // no city vouches for what a person says, so none of them is asked about it
  const said = report.kind === 'presentation' ? saidIn(presentations, report) : new Map()
  const answers = await Promise.all(
    today.map(async (found, index) => {
      const badge = badges[index]
      if (!isUnreached(found) || badge === undefined || said.has(found)) return undefined
      return answerOf(badge, opened, policy)
    }),
  )
  const known = answers.filter((answer) => answer !== undefined)
  const oldest = known.map(({ checkedAt }) => checkedAt).toSorted()[0]
  if (oldest === undefined) return undefined
  const credentials = today.map((found, index) => answers[index] ?? found)
  const [single] = credentials
  if (report.kind === 'credential') return single
  const judged = credentials.filter((each) => !said.has(each))
  const verdict = worstVerdict(judged.map((each) => each.verdict))
  return { kind: 'presentation', verdict, checks: [], credentials, checkedAt: oldest }
}

/** A copy that was deleted meanwhile, or that this version does not read, says nothing. */
async function openIfGood(kept: KeptBundle, bundles: KeptBundles): Promise<OpenBundle | undefined> {
  try {
    return await bundles.open(kept)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}

/** Of the first copy whose log knew the award by then: of what came later it can say nothing. */
async function answerOf(
  badge: string | JsonObject,
  opened: readonly OpenBundle[],
  policy: VerificationPolicy,
): Promise<CredentialReport | undefined> {
  for (const { city, ports } of opened) {
    const answer = await verifyCredential(badge, { ports, policy: policyIn(city, policy) })
    const isLogged = answer.checks.some(({ name, code }) => name === 'log' && code === 'ok')
    if (isLogged && answer.verdict !== 'unknown') return { ...answer, fromCopyOf: city }
  }
  return undefined
}

function policyIn(city: Did, policy: VerificationPolicy): VerificationPolicy {
  if (policy.trustedCities !== undefined) return policy
  return { ...policy, trustedCities: [city], required: policy.required ?? [] }
}

function badgesIn(
  presentations: readonly (string | JsonObject)[],
): (string | JsonObject)[] | undefined {
  try {
    return presentations.flatMap((one) => {
      const secured = readSecured(one)
      return secured.kind === 'credential' ? [one] : credentialsOf(secured.document)
    })
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
