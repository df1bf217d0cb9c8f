import { csvHead, csvLine } from '../../shared/node/csv/csv-line.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { awardIdOf } from '../awards/award.ts'
import { type AwardRow, findAwards } from '../awards/award-store.ts'
import { lineIdsOf } from './bulk-ids.ts'
import { type BulkRow, countParts, faultsOf, readLineNumbers } from './bulk-store.ts'
import type { RowFaultCode } from './roster.ts'

export type ReceiptWords = {
  head: readonly string[]
  awarded: string
  waiting: string
  faultOf(code: RowFaultCode): string
}

/**
 * What became of each line, as CSV, a part at a time: however long it is, little of it is in memory. It opens in a
 * spreadsheet without running anything.
 */
export async function* writeReceipt(
  bulk: BulkRow,
  words: ReceiptWords,
  { reader, derive }: { reader: Reader; derive: DeriveBytes },
): AsyncGenerator<string> {
  yield csvHead(words.head)
  const { provider, id: bulkId } = bulk
  const parts = await countParts(reader, bulk)
  for (let number = 0; number < parts; number += 1) {
    const lines = await readLineNumbers(reader, { provider, bulkId, number })
    const ids = lines.map((line) => lineIdsOf(bulk, { number, line }, derive).id)
    const awards = await findAwards(reader, { provider, ids })
    yield lines.map((line, at) => awardLine(line, awards.get(ids[at] ?? ''), words)).join('')
  }
  for (const { line, code } of faultsOf(bulk)) {
    yield csvLine([String(line), '', '', words.faultOf(code), '', ''])
  }
}

function awardLine(line: number, award: AwardRow | undefined, words: ReceiptWords): string {
  if (award === undefined) return csvLine([String(line), '', '', words.waiting, '', ''])
  const { recipientEmail, recipientName, awardedAt } = award
  return csvLine([
    String(line),
    recipientEmail,
    recipientName ?? '',
    words.awarded,
    awardIdOf(award),
    awardedAt,
  ])
}
