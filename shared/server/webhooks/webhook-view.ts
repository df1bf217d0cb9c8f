import { translate } from '../../i18n/catalogue.ts'
import { formatDateTime } from '../../i18n/dates.ts'
import type { DeliveryView } from './delivery-store.ts'

/** One line of the log of an endpoint, in words. */
export function deliveryRow({ id, type, state, failure, httpStatus, ...row }: DeliveryView) {
  const status =
    httpStatus === undefined
      ? ''
      : translate('en', 'console.webhooks.log-status', { status: httpStatus })
  const why = failure === undefined ? '' : translate('en', `console.webhooks.failure.${failure}`)
  return {
    id,
    type,
    createdAt: row.createdAt,
    how: [howOf({ state, ...row }), state === 'sent' ? '' : why, status]
      .filter((text) => text !== '')
      .join(' '),
    isSent: state === 'sent',
    isFailed: state === 'failed',
  }
}

function howOf({
  state,
  attempts,
  triedAgainAt,
}: Pick<DeliveryView, 'state' | 'attempts' | 'triedAgainAt'>): string {
  if (state !== 'waiting') return translate('en', `console.webhooks.log.${state}`)
  if (attempts === 0 || triedAgainAt === undefined) {
    return translate('en', 'console.webhooks.log.waiting')
  }
  const time = formatDateTime(triedAgainAt, 'en')
  return translate('en', 'console.webhooks.log.waiting-again', { time })
}
