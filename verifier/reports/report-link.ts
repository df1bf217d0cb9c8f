import { timingSafeEqual } from 'node:crypto'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { MadeReport } from './made-report.ts'

/** What opens the page of a report to whoever has it. It is derived, so that it is nowhere at rest. */
function reportPageKey(
  { organisation, id }: Pick<MadeReport, 'organisation' | 'id'>,
  derive: DeriveBytes,
): string {
  return derive('report page', organisation, id).toString('base64url')
}

export function isReportPageKey(
  given: string,
  report: Pick<MadeReport, 'organisation' | 'id'>,
  derive: DeriveBytes,
): boolean {
  const [known, tried] = [Buffer.from(reportPageKey(report, derive)), Buffer.from(given)]
  return known.length === tried.length && timingSafeEqual(known, tried)
}

export function reportPagePath(
  report: Pick<MadeReport, 'organisation' | 'id'>,
  derive: DeriveBytes,
): string {
  return `/reports/${report.organisation}/${report.id}/${reportPageKey(report, derive)}`
}
