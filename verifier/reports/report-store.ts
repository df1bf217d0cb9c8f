import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { PresentationReport } from '../../shared/verify/report.ts'
import { reportEntity } from './report-schema.ts'

export type StoredReport = {
  requestId: string
  report: PresentationReport
  /** The query id that each credential of the report answers, in the same order. */
  queryIds: readonly string[]
  /** SHA-256 over what was presented, base64url. The presentations themselves are not kept. */
  presentationsHash: string
  createdAt: Date
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
      })
    },
    async find(requestId: string): Promise<StoredReport | undefined> {
      const row = await database.reader.findOneBy(reportEntity, { requestId })
      if (row === null) return undefined
      return {
        requestId,
        // insert() wrote both; nothing else writes this table
        report: JSON.parse(row.report) as PresentationReport,
        queryIds: JSON.parse(row.queryIds) as string[],
        presentationsHash: row.presentationsHash,
        createdAt: new Date(row.createdAt),
      }
    },
  }
}
