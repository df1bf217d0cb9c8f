import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { PresentationReport } from '../../shared/verify/report.ts'
import { reportEntity } from './report-schema.ts'

export type StoredReport = {
  requestId: string
  report: PresentationReport
  /** The query id that each credential of the report answers, in the same order. */
  queryIds: readonly string[]
  /** SHA-256 over what was presented, base64url. */
  presentationsHash: string
  createdAt: Date
  /** What was found the time before, where it was checked again. */
  earlier?: PresentationReport
}

export type ReportStore = ReturnType<typeof createReportStore>

export function createReportStore(database: Pick<Database, 'reader'>) {
  return {
    async insert(tx: Transaction, stored: StoredReport): Promise<void> {
      await tx.insert(reportEntity, {
        requestId: stored.requestId,
        verdict: stored.report.verdict,
        report: JSON.stringify(stored.report),
        queryIds: JSON.stringify(stored.queryIds),
        presentationsHash: stored.presentationsHash,
        createdAt: stored.createdAt.toISOString(),
        earlier: null,
      })
    },
    /** What was found now in place of what was found before. */
    async renew(
      tx: Transaction,
      { requestId, report, earlier }: Required<StoredReport>,
    ): Promise<void> {
      await tx.update(
        reportEntity,
        { requestId },
        {
          verdict: report.verdict,
          report: JSON.stringify(report),
          earlier: JSON.stringify(earlier),
        },
      )
    },
    async find(requestId: string): Promise<StoredReport | undefined> {
      const row = await database.reader.findOneBy(reportEntity, { requestId })
      if (row === null) return undefined
      return {
        requestId,
        // insert() and renew() wrote them; nothing else writes this table
        report: JSON.parse(row.report) as PresentationReport,
        queryIds: JSON.parse(row.queryIds) as string[],
        presentationsHash: row.presentationsHash,
        createdAt: new Date(row.createdAt),
        ...(row.earlier !== null && { earlier: JSON.parse(row.earlier) as PresentationReport }),
      }
    },
  }
}
