import { AppError } from '../../shared/errors/app-error.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { ReportView } from '../../shared/report/candidate-report-view.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { candidateReportViewModel } from '../../shared/server/report-view-model.ts'
import { sendReportPdf } from '../../shared/server/send-report-pdf.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { VerificationReport } from '../../shared/verify/report.ts'
import { isUnreached } from '../../shared/verify/unreached.ts'
import { listAsks } from '../asks/ask-store.ts'
import { answeredNeeds } from '../asks/ask-view.ts'
import { recordAudit } from '../audit/audit.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { RequestStore } from '../requests/request-store.ts'
import type { Permission } from '../staff/roles.ts'
import type { VacancyStore } from '../vacancies/vacancy-store.ts'
import type { Candidate, EarlierCheck, Evidence } from './candidate.ts'
import type { CandidateStore } from './candidate-store.ts'
import { getOwnCandidate } from './own-candidate.ts'

export type CandidateReportPorts = {
  database: Database
  candidates: Pick<CandidateStore, 'get' | 'listEvidence' | 'listEarlierChecks'>
  organisations: Pick<OrganisationStore, 'get'>
  vacancies: Pick<VacancyStore, 'find'>
  requests: Pick<RequestStore, 'listOfCandidate'>
  clock: () => Date
  /** Of one candidate: `…/:candidate`. */
  path: string
}

/** The report of a candidate as a file, as it is on the page. */
export function candidateReportRoute(ports: CandidateReportPorts): GuardedRoute<Permission> {
  const { candidates, database, organisations, requests, vacancies, clock, path } = ports
  return {
    method: 'GET',
    path: `${path}/report.pdf`,
    permission: 'candidate.read',
    scope: inOrganisation,
    errors: 'page',
    async handler(request, response, { actorId: actor }) {
      const candidate = await getOwnCandidate(request, ports)
      const { organisation, id, vacancyId } = candidate
      const evidence = await candidates.listEvidence(organisation, id)
      if (evidence.length === 0) throw new AppError('not_found', 'Nothing came yet to report on')
      const earlier = await candidates.listEarlierChecks(organisation, id)
      const vacancy =
        vacancyId === undefined ? undefined : await vacancies.find(organisation, vacancyId)
      const { name: madeBy } = await organisations.get(organisation)
      const asks = await listAsks(database.reader, { organisation, candidateId: id })
      const made = asks.length === 0 ? [] : await requests.listOfCandidate(organisation, id)
      const needs = [...(vacancy?.needs ?? []), ...answeredNeeds(asks, made, clock())]
      const view = reportOf({ candidate, needs, evidence, earlier })
      const at = clock().toISOString()
      await database.transact((tx) =>
        recordAudit(tx, { organisation, actor, action: 'candidate.opened', subject: id, at }),
      )
      await sendReportPdf(response, { view, language: 'en', madeBy, at })
    },
  }
}

/** All that a candidate sent, beside what the vacancy asks for. */
export function reportOf({
  candidate: { statedName },
  needs,
  evidence,
  earlier,
}: {
  candidate: Pick<Candidate, 'statedName'>
  /** What the vacancy needs, and what they were asked for since. */
  needs: readonly Need[]
  evidence: readonly Evidence[]
  earlier: readonly EarlierCheck[]
}): ReportView {
  const shown = evidence.map(({ id, report, ownWords, fileName }) => {
    const own = earlier.filter(({ evidenceId }) => evidenceId === id).map((one) => one.report)
    return { report, ownWords, fileName, earlier: lastAnswer(report, own) }
  })
  return candidateReportViewModel({ evidence: shown, needs, statedName }, 'en')
}

/** While a host is down the last answer that was one; else what was found the time before. The newest stands first. */
function lastAnswer(
  now: VerificationReport | undefined,
  earlier: readonly VerificationReport[],
): VerificationReport | undefined {
  const isDown = now !== undefined && isUnreached(now)
  const asked = earlier.filter((report) => fromCopyOf(report) === undefined)
  if (!isDown) return asked[0]
  return earlier.find((report) => !isUnreached(report)) ?? earlier[0]
}

function fromCopyOf(report: VerificationReport) {
  const badges = report.kind === 'presentation' ? report.credentials : [report]
  return badges.find((badge) => badge.fromCopyOf !== undefined)?.fromCopyOf
}
