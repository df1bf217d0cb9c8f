import { translate } from '../../shared/i18n/catalogue.ts'
import { checkSentence, checkTitle, verdictWord } from '../../shared/i18n/check-sentences.ts'
import { formatDateTime } from '../../shared/i18n/dates.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Check } from '../../shared/verify/report.ts'
import type { ReceiptReading } from './read-receipt.ts'
import type { ReceiptBadge } from './receipt.ts'

type ReceiptLog = NonNullable<ReceiptBadge['log']>
type ReceiptCheck = ReceiptBadge['checks'][number]

/**
 * A receipt in words, for a terminal.
 * @param named number of the badge that was given beside it, 0 where the receipt is not about it
 */
export function receiptText(
  reading: ReceiptReading,
  named: number | undefined,
  language: Language = 'en',
): string {
  if (reading.outcome === 'unavailable') {
    const isRevoked = reading.code === 'receipt_key_revoked'
    return translate(language, `verifier.receipt.${isRevoked ? 'key-revoked' : 'unreachable'}`)
  }
  if (reading.outcome === 'refused') return refusalText(reading.code, language)
  const { payload: receipt } = reading
  const signedAt = new Date(receipt.iat * 1000).toISOString()
  const sections = [
    [
      translate(language, 'verifier.receipt.good', { by: receipt.iss }),
      translate(language, 'verifier.receipt.signed-at', {
        time: formatDateTime(signedAt, language),
      }),
    ],
    namedLines(named, language),
    [
      translate(language, 'verifier.receipt.as-of', {
        time: formatDateTime(receipt.checkedAt, language),
      }),
    ],
    ...receipt.badges.map((badge, index) => badgeLines(badge, index + 1, language)),
    [
      translate(language, 'verifier.receipt.showing'),
      ...receipt.checks.map((check) => checkLine(check, language)),
    ],
  ]
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function refusalText(code: string, language: Language): string {
  if (code === 'receipt_after_revocation') {
    return translate(language, 'verifier.receipt.after-revocation')
  }
  const isReceipt = code !== 'statement_malformed' && code !== 'statement_type_wrong'
  return translate(language, isReceipt ? 'verifier.receipt.refused' : 'verifier.receipt.malformed')
}

function namedLines(named: number | undefined, language: Language): string[] {
  if (named === undefined) return []
  return named === 0
    ? [translate(language, 'verifier.receipt.not-named')]
    : [translate(language, 'verifier.receipt.named', { number: named })]
}

function badgeLines(badge: ReceiptBadge, number: number, language: Language): string[] {
  const { issuer, verdict, achievement, log } = badge
  const word = verdictWord(verdict, language)
  return [
    translate(language, 'verifier.receipt.badge', { number, from: issuer, word }),
    ...(achievement === undefined ? [] : [`  ${achievement}`]),
    ...badge.checks.map((check) => checkLine(check, language)),
    ...(log === undefined ? [] : [logLine(log, language)]),
  ]
}

function logLine({ city, index, size }: ReceiptLog, language: Language): string {
  return `  ${translate(language, 'verifier.receipt.log', { city, number: index + 1, size })}`
}

function checkLine({ name, result, code }: ReceiptCheck, language: Language): string {
  // sound: a code that is not known here falls back to its bare result
  const check = { name, result, code: code as Check['code'] }
  return `  ${checkTitle(name, language)}: ${checkSentence(check, language)}`
}
