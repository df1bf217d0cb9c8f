import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { Actor } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import type { Permission } from '../staff/roles.ts'
import { awardIdOf, parseAwardId, zStatusChange } from './award.ts'
import {
  type AwardApiPorts,
  awardsPath,
  getAward,
  ofOneAward,
  toldOnce,
  viewOf,
  zAwardTold,
} from './award-answers.ts'
import { sendAgain } from './award-mail.ts'
import type { AwardKey, AwardRow } from './award-store.ts'
import { zAwardView } from './award-view.ts'
import { changeAwardStatus, statusChanges } from './change-status.ts'
import { makeReady } from './hand-over.ts'
import {
  awardAgain,
  correctAward,
  renewAward,
  zCorrection,
  zNewClaim,
  zRenewal,
} from './replace-award.ts'

const summaries = {
  revoke: 'Revoke an award',
  suspend: 'Suspend an award',
  reinstate: 'Reinstate a suspended award',
} satisfies Record<(typeof statusChanges)[number], string>

/** What becomes of one award through the API, beside its status: each answers with the award as it is then. */
const changes = {
  correct: { summary: 'Put an award right', body: zCorrection, status: 200 },
  renew: { summary: 'Award a badge anew, with a new end', body: zRenewal, status: 201 },
  'claim-again': { summary: 'Let a badge be taken with another key', body: zNewClaim, status: 201 },
  send: { summary: 'Send the link of an award once more', body: z.strictObject({}), status: 200 },
} as const

type Change = keyof typeof changes

/** What changes one award: its status, or the award itself. */
export function awardChangeApiRoutes(ports: AwardApiPorts): GuardedRoute<Permission>[] {
  return [...statusRoutes(ports), ...bodyRoutes(ports)]
}

function statusRoutes(ports: AwardApiPorts): GuardedRoute<Permission>[] {
  const { database, clock } = ports
  return statusChanges.map(
    (change): GuardedRoute<Permission> => ({
      ...ofOneAward,
      method: 'POST',
      path: `${awardsPath}/:id/${change}`,
      permission: 'award.change',
      description: {
        tag: 'awards',
        summary: summaries[change],
        body: zStatusChange,
        answer: zAwardView,
        takesIdempotencyKey: true,
      },
      async handler(request, response) {
        const { reason } = parseBody(zStatusChange, request.body ?? {})
        const key = parseAwardId(String(request.params.id))
        const actor = actorOf(response)
        await getAward(database.reader, key, actor)
        const at = clock().toISOString()
        const { status } = await runOnce({ database, clock }, request, response, async (tx) => {
          await changeAwardStatus(tx, { key, change, reason, actor, at })
          return { status: 200, body: null }
        })
        const award = await getAward(database.reader, key, actor)
        await ports.statusLists.publishChange({ provider: award.provider, id: award.statusList })
        response
          .status(status)
          .set('Cache-Control', 'no-store')
          .json(await viewOf(award, ports))
      },
    }),
  )
}

/** Every change of an award that is told by a body of its own. */
function bodyRoutes(ports: AwardApiPorts): GuardedRoute<Permission>[] {
  // sound: the keys of the table above
  return (Object.keys(changes) as Change[]).map((change) => ({
    ...ofOneAward,
    method: 'POST',
    path: `${awardsPath}/:id/${change}`,
    permission: 'award.change',
    description: {
      tag: 'awards',
      ...changes[change],
      answer: zAwardTold,
      takesIdempotencyKey: true,
    },
    handler: (request, response) => answerChange(change, request, response, ports),
  }))
}

async function answerChange(
  change: Change,
  request: Request,
  response: Response,
  ports: AwardApiPorts,
): Promise<void> {
  const { database } = ports
  const key = parseAwardId(String(request.params.id))
  const actor = actorOf(response)
  const before = await getAward(database.reader, key, actor)
  const { body } = await runOnce(ports, request, response, async (tx) => {
    const award = await changeOf(change, tx, { key, actor, body: request.body ?? {} }, ports)
    return { status: 200, body: awardIdOf(award) }
  })
  const award = await getAward(database.reader, parseAwardId(String(body)), actor)
  if (award.id !== before.id) await makeReady(award, ports)
  await ports.statusLists.publishChange({ provider: before.provider, id: before.statusList })
  response.status(changes[change].status).set('Cache-Control', 'no-store')
  response.json({ ...(await viewOf(award, ports)), ...(await toldOnce(award, 'reference', ports)) })
}

async function changeOf(
  change: Change,
  tx: Transaction,
  { key, actor, body }: { key: AwardKey; actor: Actor; body: unknown },
  ports: AwardApiPorts,
): Promise<AwardRow> {
  if (change === 'correct') {
    return correctAward(tx, { key, actor, correction: parseBody(zCorrection, body) }, ports)
  }
  if (change === 'renew') {
    const { validUntil } = parseBody(zRenewal, body)
    return renewAward(tx, { key, actor, validUntil }, ports)
  }
  if (change === 'claim-again') {
    return awardAgain(tx, { key, actor, ...parseBody(zNewClaim, body) }, ports)
  }
  parseBody(z.strictObject({}), body)
  return sendAgain(tx, { key, actor }, ports)
}
