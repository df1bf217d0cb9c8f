import type { Request, Response } from 'express'
import type { Transaction } from '../../shared/node/database/database.ts'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import type { Actor } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { publishTrustList, type TrustListPorts } from './publish-trust-list.ts'

export type By = { actor: Actor; at: string }

/**
 * Changes what the city says of others, once per `Idempotency-Key`, and answers when it stands in the published trust
 * list.
 * @param change.work does it and tells the id of what there is afterwards
 */
export async function answerTrustChange(
  request: Request,
  response: Response,
  change: {
    work: (tx: Transaction, by: By) => Promise<string>
    viewOf: (id: string) => Promise<object>
    status?: 200 | 201
  },
  ports: TrustListPorts,
): Promise<void> {
  const { work, viewOf, status: done = 200 } = change
  const by = { actor: actorOf(response), at: ports.clock().toISOString() }
  const { status, body } = await runOnce(ports, request, response, async (tx) => ({
    status: done,
    body: await work(tx, by),
  }))
  await publishTrustList(ports)
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .json(await viewOf(String(body)))
}
