import { encodeBase58 } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import type { GuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { inTurns } from '../../shared/node/thread-turns.ts'
import type { RandomBytes } from '../../shared/oid4vc/nonce.ts'
import type { VerificationPolicy, VerificationPorts } from '../../shared/verify/ports.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { withinReach } from '../../shared/verify/within-reach.ts'
import { type CheckedGiven, checkGiven, type Given } from '../check/check-given.ts'
import { inTime, tooSlow } from '../check/in-time.ts'
import type { Problem } from '../check/problems.ts'
import { answerFromBundles, type BundleAnswerPorts } from '../continuity/answer-from-bundles.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import type { Organisation } from '../organisations/organisation.ts'
import { policyFor } from '../organisations/policy-for.ts'
import { evidenceReceipt } from '../receipts/evidence-receipt.ts'
import type { Vacancy } from '../vacancies/vacancy.ts'
import type { KeptInput, MadeReport, ReportEvidence, ReportProblem } from './made-report.ts'
import type { ReportOrder } from './report-order.ts'

export type MakingPorts = Pick<OnBehalf, 'askerOf' | 'signerOf'> &
  BundleAnswerPorts & {
    verification: VerificationPorts
    fetch: GuardedFetch
    /** Asked where nobody is trusted; their word is reported and decides nothing. */
    reportedCities?: readonly Did[]
    random: RandomBytes
    clock: () => Date
  }

const secondsPerCheck = 25
const longestPageDays = 30
const dayInMilliseconds = 86_400_000
/** There is no badge in these files, and nobody said that there was. */
const plain: readonly Problem[] = ['pdf', 'office', 'words']

export type ReportFor = { organisation: Organisation; vacancy?: Vacancy | undefined }

/**
 * Checks what was given, all of it at once.
 * @throws AppError nothing_to_report where none of it is anything to report on
 */
export async function makeReport(
  order: ReportOrder,
  { organisation, vacancy }: ReportFor,
  ports: MakingPorts,
): Promise<MadeReport> {
  const { given, expected, language = organisation.language } = order
  const created = ports.clock()
  const days = order.retentionDays ?? vacancy?.retentionDays ?? organisation.retentionDays
  const until = (count: number) =>
    new Date(created.getTime() + count * dayInMilliseconds).toISOString()
  const policy = policyFor({ organisation, vacancy, expected }, ports)
  const checked = await checkAll(given, { organisation, policy }, ports)
  const evidence = checked.flatMap(({ found }) => found ?? [])
  const problems = checked.flatMap(({ problem }) => problem ?? [])
  const [first] = problems
  if (evidence.length === 0 && first !== undefined) throw nothingToReport(first)
  return {
    organisation: organisation.slug,
    id: encodeBase58(ports.random(16)),
    language,
    ...(vacancy && { vacancyId: vacancy.id }),
    needs: vacancy?.needs ?? [],
    expected,
    evidence,
    problems,
    createdAt: created.toISOString(),
    checkedAt: created.toISOString(),
    pageUntil: until(Math.min(days, longestPageDays)),
    deleteAfter: until(days),
  }
}

/** Checks the same once more. What was known before stands beside what is found now. */
export async function checkReportAgain(
  made: MadeReport,
  given: readonly KeptInput[],
  { organisation, vacancy }: ReportFor,
  ports: MakingPorts,
): Promise<MadeReport> {
  const at = ports.clock().toISOString()
  const policy = policyFor({ organisation, vacancy, expected: made.expected }, ports)
  const checked = await checkAll(given, { organisation, policy }, ports)
  const before = [...made.evidence]
  const evidence = checked.flatMap(({ found, problem }): ReportEvidence[] => {
    const isOld = made.problems.some(({ problem: known }) => known === problem?.problem)
    const earlier = problem !== undefined && isOld ? undefined : before.shift()
    if (found !== undefined) return [withEarlier(found, earlier)]
    if (earlier === undefined || problem === undefined) return []
    return [{ ...earlier, failedAgain: { problem: problem.problem, at } }]
  })
  return { ...made, evidence, checkedAt: at }
}

/** The last answer that was one; of a city's copy too, where that is newer. */
function withEarlier(found: ReportEvidence, before: ReportEvidence | undefined): ReportEvidence {
  const last = isKnown(before?.report) ? before?.report : (before?.earlier ?? before?.report)
  const isNewer = isKnown(found.earlier) && !(isKnown(last) && isLater(last, found.earlier))
  const earlier = isNewer ? found.earlier : last
  return { ...found, ...(earlier && { earlier }) }
}

function isLater(one: VerificationReport | undefined, other: VerificationReport | undefined) {
  return (one?.checkedAt ?? '') > (other?.checkedAt ?? '')
}

function isKnown(report: VerificationReport | undefined): boolean {
  if (report === undefined) return false
  const badges = report.kind === 'presentation' ? report.credentials : [report]
  return badges.every(({ verdict }) => verdict !== 'unknown')
}

type Checked = { found?: ReportEvidence; problem?: ReportProblem }

async function checkAll(
  given: readonly KeptInput[],
  { organisation, policy }: { organisation: Organisation; policy: VerificationPolicy },
  ports: MakingPorts,
): Promise<Checked[]> {
  const { fetch, clock } = ports
  const bounded = { fetch, verification: withinReach(ports.verification) }
  const signing = { organisation: organisation.slug, at: clock() }
  return inTurns(given, async (input): Promise<Checked> => {
    const checking = checkGiven(givenOf(input), bounded, policy)
    const checked = await inTime(checking, {
      maxMilliseconds: secondsPerCheck * 1_000,
      late: tooSlow,
    })
    const fileName = 'fileName' in input ? input.fileName : undefined
    const named = fileName === undefined ? {} : { fileName }
    if (checked.outcome === 'report') {
      const receipt = await evidenceReceipt(checked.presentations, checked.report, signing, ports)
      const asked = { organisation: organisation.slug, policy }
      const earlier = await answerFromBundles(checked.report, checked.presentations, asked, ports)
      const beside = { ...(receipt && { receipt }), ...(earlier && { earlier }) }
      return { found: { ...named, ...foundIn(checked), ...beside } }
    }
    const isPlain = 'base64' in input && plain.includes(checked.problem)
    return isPlain ? { found: named } : { problem: { ...named, problem: checked.problem } }
  })
}

function foundIn({ report, ownWords, host }: Extract<CheckedGiven, { outcome: 'report' }>) {
  return { report, ...(ownWords && { ownWords }), ...(host !== undefined && { host }) }
}

function givenOf(input: KeptInput): Given {
  return 'text' in input ? input : { bytes: Buffer.from(input.base64, 'base64') }
}

function nothingToReport({ problem }: ReportProblem): AppError {
  return new AppError(
    'nothing_to_report',
    `There is nothing to report on: ${problem}. Nothing was kept`,
  )
}
