import type { Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { stateOf } from '../reports/request-result.ts'
import type { PresentationRequest } from '../requests/presentation-request.ts'
import type { ReceiptStore } from './receipt-store.ts'
import { type RenewalPorts, renewReceipt } from './renew-receipt.ts'

export const receiptMediaType = 'application/waymark-receipt+jwt'

/**
 * Answers with the receipt of what was sent to a request, as a file to keep.
 * @throws AppError not_found while nothing has come
 */
export async function sendReceipt(
  request: PresentationRequest,
  response: Response,
  { receipts, identityOf, clock }: RenewalPorts & { receipts: ReceiptStore },
): Promise<void> {
  const isReceived = stateOf(request, clock()) === 'received'
  const receipt = isReceived ? await receipts.find(request.id) : undefined
  if (receipt === undefined) {
    throw new AppError('not_found', 'There is no receipt: no badges have come to this request')
  }
  const { organisation, answeredAt } = request
  const at = answeredAt?.toISOString() ?? clock().toISOString()
  await sendKept(response, { receipt, organisation, at }, { identityOf, clock })
}

/** Answers with a receipt that is kept, as it is given out now. @param kept `at`: when it was checked, ISO 8601 */
export async function sendKept(
  response: Response,
  { receipt, organisation, at }: { receipt: string; organisation: string; at: string },
  { identityOf, clock }: RenewalPorts,
): Promise<void> {
  const identity = await identityOf(organisation)
  response
    .set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow' })
    .attachment(`receipt-${at.slice(0, 10)}.jwt`)
    .type(receiptMediaType)
    .send(Buffer.from(await renewReceipt(receipt, { identity, clock })))
}
