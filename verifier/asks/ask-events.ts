import type { Transaction } from '../../shared/node/database/database.ts'
import type { PresentationRequest } from '../requests/presentation-request.ts'
import { enqueueEvent } from '../webhooks/employer-events.ts'
import { askIdIn } from './ask.ts'

/** Tells outside what came of an ask, where the request was made by one: of an answer, once it counts. */
export async function tellOfAsk(
  tx: Transaction,
  { organisation, apiKeyId }: Pick<PresentationRequest, 'organisation' | 'apiKeyId'>,
  {
    type,
    candidateId,
    at,
  }: { type: 'ask.answered' | 'ask.declined'; candidateId: string; at: Date },
): Promise<void> {
  const askId = askIdIn(apiKeyId)
  if (askId === undefined) return
  await enqueueEvent(tx, { organisation, type, data: { askId, candidateId }, at })
}
