import { EntitySchema } from 'typeorm'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Reader, Schema, Transaction } from '../../shared/node/database/database.ts'
import type { KeyEncryptionKey, SealContext } from '../../shared/node/kms/key-encryption.ts'
import { openJson, sealJson } from '../../shared/node/kms/sealed-json.ts'
import { retryUnreached } from '../continuity/retries.ts'
import { KeepMadeReports1795430000777 } from '../migrations/keep-made-reports.ts'
import { SizeMadeReports1795530001777 } from '../migrations/size-made-reports.ts'
import type { KeptInput, MadeReport } from './made-report.ts'

export type MadeReportRow = {
  organisation: string
  id: string
  language: string
  vacancyId: string | null
  /** Needs, person, findings and problems as JSON. */
  content: string
  /** What was given, under the key-encryption key. */
  sealed: string
  /** Of `sealed`. */
  bytes: number
  createdAt: string
  checkedAt: string
  pageUntil: string
  deleteAfter: string
}

const key = { type: 'varchar', primary: true } as const
const word = { type: 'varchar' } as const
const text = { type: 'text' } as const

export const madeReportEntity = new EntitySchema<MadeReportRow>({
  name: 'made_report',
  tableName: 'made_report',
  columns: {
    organisation: key,
    id: key,
    language: word,
    vacancyId: { ...word, name: 'vacancy_id', nullable: true },
    content: text,
    sealed: text,
    bytes: { type: 'integer' },
    createdAt: { ...word, name: 'created_at' },
    checkedAt: { ...word, name: 'checked_at' },
    pageUntil: { ...word, name: 'page_until' },
    deleteAfter: { ...word, name: 'delete_after' },
  },
})

export const madeReportSchema: Schema = {
  entities: [madeReportEntity],
  migrations: [KeepMadeReports1795430000777, SizeMadeReports1795530001777],
}

export type MadeReportStore = ReturnType<typeof createMadeReportStore>

type Content = Pick<MadeReport, 'needs' | 'expected' | 'evidence' | 'problems'>

export function createMadeReportStore(ports: {
  reader: Reader
  keyEncryptionKey: KeyEncryptionKey
}) {
  const { reader, keyEncryptionKey } = ports
  const find = async (organisation: string, id: string, now: Date) => {
    const row = await reader.findOneBy(madeReportEntity, { organisation, id })
    return row === null || row.deleteAfter <= now.toISOString() ? undefined : reportOf(row)
  }
  return {
    find,
    /** @throws AppError not_found, also once its time is over */
    async get(organisation: string, id: string, now: Date): Promise<MadeReport> {
      const found = await find(organisation, id, now)
      if (found !== undefined) return found
      throw new AppError('not_found', 'There is no report with this id, or no longer')
    },
    async insert(tx: Transaction, made: MadeReport, given: readonly KeptInput[]): Promise<void> {
      const sealed = sealJson(given, keyEncryptionKey, contextOf(made))
      await tx.insert(madeReportEntity, { ...rowOf(made), sealed, bytes: sealed.length })
      await retry(tx, made)
    },
    /** What was found now in place of what was found before. */
    async update(tx: Transaction, made: MadeReport): Promise<void> {
      const { organisation, id } = made
      const { content, checkedAt } = rowOf(made)
      await tx.update(madeReportEntity, { organisation, id }, { content, checkedAt })
      await retry(tx, made)
    },
    async openGiven({ organisation, id }: MadeReport): Promise<readonly KeptInput[]> {
      const row = await reader.findOneBy(madeReportEntity, { organisation, id })
      if (row === null) throw new AppError('not_found', 'There is no report with this id')
      // insert() wrote it, and the seal proves that nothing else did
      return openJson(row.sealed, keyEncryptionKey, contextOf(row)) as KeptInput[]
    },
  }
}

function retry(tx: Transaction, { organisation, id, evidence, checkedAt }: MadeReport) {
  const reports = evidence.map(({ report }) => report)
  return retryUnreached(tx, { organisation, kind: 'report', id }, reports, new Date(checkedAt))
}

function contextOf({ organisation, id }: Pick<MadeReport, 'organisation' | 'id'>): SealContext {
  return { owner: `report of ${organisation}`, keyId: id }
}

function rowOf(made: MadeReport): Omit<MadeReportRow, 'sealed' | 'bytes'> {
  const { needs, expected, evidence, problems, vacancyId = null, ...row } = made
  const content: Content = { needs, expected, evidence, problems }
  return { ...row, vacancyId, content: JSON.stringify(content) }
}

function reportOf({ sealed: _, bytes: __, vacancyId, content, ...row }: MadeReportRow): MadeReport {
  return {
    ...row,
    // rowOf() wrote both; nothing else writes this table
    language: row.language as Language,
    ...(JSON.parse(content) as Content),
    ...(vacancyId !== null && { vacancyId }),
  }
}
