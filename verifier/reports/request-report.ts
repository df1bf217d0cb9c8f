import type { Language } from '../../shared/i18n/messages.ts'
import type { ReportView } from '../../shared/report/candidate-report-view.ts'
import { candidateReportViewModel } from '../../shared/server/report-view-model.ts'
import type { Need } from '../../shared/skills/need.ts'
import type { PresentationReport } from '../../shared/verify/report.ts'
import { askedBadge } from '../requests/asked-badge.ts'
import type { PresentationRequest } from '../requests/presentation-request.ts'
import type { StoredReport } from './report-store.ts'

/** What came for a request, beside what it asked for. */
export function viewOfRequest(
  { badges }: Pick<PresentationRequest, 'badges'>,
  { report, earlier }: StoredReport,
  language: Language,
): ReportView {
  const needs = badges.map(
    (ids, index): Need => ({
      id: `badge${index + 1}`,
      label: nameIn(report, ids) ?? askedBadge(ids, undefined).place,
      isRequired: true,
      wanted: { kind: 'badge', ids: [...ids] },
    }),
  )
  return candidateReportViewModel({ evidence: [{ report, earlier }], needs }, language)
}

/** Its name is the issuer's to say: where no such badge came, its address stands for it. */
function nameIn({ credentials }: PresentationReport, ids: readonly string[]): string | undefined {
  const achievements = credentials.flatMap(({ credential }) => credential?.achievement ?? [])
  return achievements.find(({ id }) => ids.includes(id))?.name
}
