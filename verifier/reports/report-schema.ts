import { EntitySchema } from 'typeorm'
import type { Schema } from '../../shared/node/database/database.ts'
import { CreatePresentationReport1771000000002 } from '../migrations/create-presentation-report.ts'

export type ReportRow = {
  requestId: string
  verdict: string
  /** The PresentationReport as JSON. */
  report: string
  /** The query id that each credential of the report answers, as a JSON list in the same order. */
  queryIds: string
  /** SHA-256 over what was presented: proves later what was checked, after it is gone. */
  presentationsHash: string
  createdAt: string
  /** What was found before that, where it was checked again; as JSON. */
  earlier: string | null
}

export const reportEntity = new EntitySchema<ReportRow>({
  name: 'presentation_report',
  tableName: 'presentation_report',
  columns: {
    requestId: { type: 'varchar', name: 'request_id', primary: true },
    verdict: { type: 'varchar' },
    report: { type: 'text' },
    queryIds: { type: 'text', name: 'query_ids' },
    presentationsHash: { type: 'varchar', name: 'presentations_hash' },
    createdAt: { type: 'varchar', name: 'created_at' },
    earlier: { type: 'text', nullable: true },
  },
})

export const reportSchema: Schema = {
  entities: [reportEntity],
  migrations: [CreatePresentationReport1771000000002],
}
