import { translate } from '../../shared/i18n/catalogue.ts'
import { csvHead, csvLine } from '../../shared/node/csv/csv-line.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { reportViewModel } from '../../shared/server/report-view-model.ts'
import { lineOf, type ResultLine } from './batch-results.ts'
import type { BatchItemRow } from './batch-schema.ts'
import { type BatchKey, readItems } from './batch-store.ts'
import { markOf, problemWords } from './batch-view.ts'

const atOnce = 100
const columns = ['row', 'cv', 'result', 'badges', 'proven', 'found', 'as-of'] as const

/** What came of each CV, as CSV, a part at a time: however many there are, few are in memory. */
export async function* writeBatchReceipt(
  batch: BatchKey & { rows: number },
  reader: Reader,
): AsyncGenerator<string> {
  yield csvHead(columns.map((column) => translate('en', `employer.batches.column.${column}`)))
  for (let from = 0; from < batch.rows; from += atOnce) {
    const items = await readItems(reader, batch, { from, count: atOnce })
    yield items.map((item) => csvLine(cellsOf(item))).join('')
  }
}

function cellsOf(item: BatchItemRow): string[] {
  const number = String(item.number + 1)
  if (item.outcome === null) {
    return [number, item.ownId, translate('en', 'employer.batches.outcome.waiting'), '', '', '', '']
  }
  const line = lineOf(item)
  return [number, item.ownId, markOf(line).word, ...foundIn(line)]
}

function foundIn(line: ResultLine): string[] {
  if (line.outcome === 'problem') return ['', '', problemWords(line).title, '']
  const { rows, sentence } = reportViewModel(line.report, 'en')
  const proven = rows.filter(({ result }) => result === 'valid').length
  return [String(rows.length), String(proven), sentence, line.report.checkedAt]
}
