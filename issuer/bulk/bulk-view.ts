import { translate } from '../../shared/i18n/catalogue.ts'
import type { Reader } from '../../shared/node/database/database.ts'
import { badgeText } from '../badges/badge.ts'
import { findBadge } from '../badges/badge-store.ts'
import { type BulkProgress, readProgress } from './bulk-award.ts'
import { type BulkRow, faultsOf, findTwin, readPart } from './bulk-store.ts'
import type { ReceiptWords } from './receipt.ts'
import { type FileFaultCode, mostRows, type RowFaultCode } from './roster.ts'

const linesShown = 5
const faultsShown = 100

/** A list of awards as its page shows it. */
export async function bulkPageModel(reader: Reader, bulk: BulkRow) {
  const progress = await readProgress(reader, bulk)
  const { provider, id, rows, faults, delivery, format, notify, fileName } = bulk
  const badge = await badgeName(reader, bulk)
  const isDraft = progress.state === 'read'
  const part = { provider, bulkId: id, number: 0 }
  const first = isDraft ? (await readPart(reader, part)).rows.slice(0, linesShown) : []
  const list = faultsOf(bulk).slice(0, faultsShown)
  return {
    id,
    provider,
    href: bulkHref(bulk),
    isDraft,
    badge,
    fileName,
    rows,
    faults,
    faultRows: list.map(({ line, code }) => ({ line, text: faultText(code) })),
    hasMoreFaults: faults > list.length,
    first,
    way: delivery === 'download' && format === 'jwt_vc_json' ? 'token' : delivery,
    notify,
    hasTwin: isDraft && (await findTwin(reader, bulk)) !== undefined,
    ...progressModel(bulk, progress),
  }
}

export function progressModel({ rows }: BulkRow, { state, awarded, failure }: BulkProgress) {
  const why = translate(
    'en',
    failure === 'provider_inactive'
      ? 'console.bulk.why.provider_inactive'
      : 'console.bulk.why.other',
  )
  return {
    state,
    done: awarded,
    stateText: translate('en', `console.bulk.state.${state}`),
    countText: translate('en', 'console.bulk.of', { awarded, rows }),
    text:
      state === 'read'
        ? ''
        : state === 'failed'
          ? translate('en', 'console.bulk.text.failed', { why })
          : translate('en', `console.bulk.text.${state}`),
  }
}

export async function bulkListRow(reader: Reader, bulk: BulkRow) {
  const { fileName, rows, createdAt } = bulk
  const { state } = await readProgress(reader, bulk)
  return {
    fileName,
    rows,
    createdAt,
    href: bulkHref(bulk),
    badge: await badgeName(reader, bulk),
    stateText: translate('en', `console.bulk.state.${state}`),
  }
}

export function bulkHref({ provider, id }: Pick<BulkRow, 'provider' | 'id'>): string {
  return `/console/p/${provider}/awards/bulk/${id}`
}

async function badgeName(reader: Reader, bulk: BulkRow): Promise<string> {
  const { provider, badge: slug, badgeVersion: version } = bulk
  const badge = await findBadge(reader, { provider, slug, version })
  return badge === undefined ? slug : badgeText(badge.design, 'en').name
}

export function faultText(code: RowFaultCode): string {
  return translate('en', `console.bulk.fault.${code}`)
}

export function refusalText(code: FileFaultCode, line = 1): string {
  if (code === 'too_many_rows') {
    return translate('en', 'console.bulk.refused.too_many_rows', { rows: mostRows })
  }
  if (code === 'quote') return translate('en', 'console.bulk.refused.quote', { line })
  if (code === 'line_too_long') {
    return translate('en', 'console.bulk.refused.line_too_long', { line })
  }
  return translate('en', `console.bulk.refused.${code}`)
}

export const receiptWords: ReceiptWords = {
  head: translate('en', 'console.bulk.receipt.head').split(','),
  awarded: translate('en', 'console.bulk.receipt.awarded'),
  waiting: translate('en', 'console.bulk.receipt.waiting'),
  faultOf: (code) => translate('en', 'console.bulk.receipt.left-out', { why: faultText(code) }),
}
