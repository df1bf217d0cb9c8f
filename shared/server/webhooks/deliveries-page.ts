import { z } from 'zod'
import { createCursorCodec, type Page, pageOf } from '../cursor.ts'
import { type DeliveryView, listDeliveries } from './delivery-store.ts'
import type { WebhookPorts } from './webhook-ports.ts'

const position = z.object({ endpointId: z.string(), createdAt: z.string(), id: z.string() })

/**
 * What an endpoint was sent and is to be sent, the newest first.
 * @throws AppError cursor_malformed
 */
export async function readDeliveries(
  { endpointId, cursor, limit }: { endpointId: string; cursor?: string | undefined; limit: number },
  { database, cursorKey: key }: Pick<WebhookPorts, 'database' | 'cursorKey'>,
): Promise<Page<DeliveryView>> {
  const codec = createCursorCodec({ key, list: 'webhook-deliveries', position })
  const after = cursor === undefined ? undefined : codec.decode(cursor)
  const rows = await listDeliveries(database.reader, { endpointId, after, limit: limit + 1 })
  const positionOf = ({ createdAt, id }: DeliveryView) => ({ endpointId, createdAt, id })
  return pageOf(rows, { limit, codec, positionOf })
}
