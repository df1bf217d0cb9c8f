import { translate } from '../../shared/i18n/catalogue.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import { receiptText } from '../receipts/receipt-text.ts'
import { deletedKinds } from './deletion.ts'
import type { DeletionReading } from './read-deletion.ts'

/** A proof of deletion in words, for a terminal and a page. */
export function deletionText(reading: DeletionReading, language: Language = 'en'): string {
  // what is wrong with it has the same words as of a receipt
  if (reading.outcome !== 'read') return receiptText(reading, undefined, language)
  const { iss, deletedAt, why, counts } = reading.payload
  const time = formatDateTime(deletedAt, language)
  return [
    translate(language, 'verifier.deletion.good', { by: iss }),
    translate(language, 'verifier.deletion.when', { time }),
    translate(language, `verifier.deletion.why.${why}`),
    ...deletedKinds
      .filter((kind) => counts[kind] > 0)
      .map((kind) =>
        translate(language, `verifier.deletion.count.${kind}`, { count: counts[kind] }),
      ),
  ].join('\n')
}
