import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { answerOnce } from '../../shared/server/api/idempotency.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { readListQuery } from '../../shared/server/list-query.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { type Actor, actorIn } from '../actor.ts'
import { awardIdOf } from '../awards/award.ts'
import type { Permission } from '../staff/roles.ts'
import { acceptEvidence, askForMore, declineEvidence } from './assess.ts'
import { type EvidenceKey, evidenceStates, zReason } from './evidence.ts'
import type { EvidenceRoutePorts } from './evidence-ports.ts'
import { type EvidenceRow, getEvidence, listEvidence } from './evidence-store.ts'

const zDecision = z.strictObject({ reason: zReason })
const zNothing = z.strictObject({})
const zState = z.object({ state: z.enum(evidenceStates).default('waiting') })

const zEvidence = z.object({
  id: z.string(),
  badge: z.string(),
  state: z.enum(evidenceStates),
  name: z.string(),
  email: z.string(),
  text: z.string().optional(),
  link: z.string().optional(),
  hasFile: z.boolean(),
  witnessSaw: z.boolean().optional(),
  reason: z.string().optional(),
  sentAt: z.string(),
  awardId: z.string().optional(),
})

type Context = { provider: string; key: EvidenceKey; actor: Actor }

type Visit = RouteVisit<Permission, EvidenceRoutePorts>

/** The assessor's queue for programs. */
export function reviewApiRoutes(ports: EvidenceRoutePorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const path = '/api/v1/providers/:provider/evidence'
  const common = { permission: 'evidence.assess', scope: inProvider, errors: 'problem' } as const
  const decide = <Schema extends z.ZodType>(
    below: string,
    summary: string,
    body: Schema,
    work: (
      tx: Transaction,
      input: { key: EvidenceKey; actor: Actor; asked: z.infer<Schema> },
    ) => Promise<unknown>,
  ): GuardedRoute<Permission> => ({
    ...common,
    method: 'POST',
    path: `${path}/:evidence/${below}`,
    description: { tag: 'evidence', summary, body, answer: zEvidence },
    handler: (request: Request, response: Response, access) => {
      const asked = parseBody(body, request.body ?? {})
      const { key, actor } = contextOf(request, access)
      return answerOnce(ports, request, response, async (tx) => {
        await work(tx, { key, actor, asked })
        return { status: 200, body: evidenceJson(await getEvidence(tx, key)) }
      })
    },
  })

  return [
    {
      ...common,
      method: 'GET',
      path,
      description: {
        tag: 'evidence',
        summary: 'What learners sent in, the oldest first',
        query: zState,
        answer: z.object({ evidence: z.array(zEvidence), nextCursor: z.string().optional() }),
      },
      handler: bound(list),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:evidence`,
      description: { tag: 'evidence', summary: 'What a learner sent in', answer: zEvidence },
      handler: bound(read),
    },
    decide('accept', 'Accept it and award the badge', zNothing, (tx, { key, actor }) =>
      acceptEvidence(tx, { key, actor }, ports),
    ),
    decide('more', 'Ask for more', zDecision, (tx, { key, actor, asked }) =>
      askForMore(tx, { key, actor, ...asked }, ports),
    ),
    decide('decline', 'Decline it, with the reason', zDecision, (tx, { key, actor, asked }) =>
      declineEvidence(tx, { key, actor, ...asked }, ports),
    ),
  ]
}

async function list({ request, response, ports }: Visit) {
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'evidence',
    position: z.object({ sentAt: z.string(), id: z.string() }),
  })
  const { database } = ports

  const { state: asked, ...query } = request.query
  const { state } = parseBody(zState, { ...(asked !== undefined && { state: asked }) })
  const { cursor, limit } = readListQuery(query)
  const after = cursor === undefined ? undefined : codec.decode(cursor)
  const provider = inProvider(request)
  const rows = await listEvidence(database.reader, {
    provider,
    state,
    after,
    limit: limit + 1,
  })
  const positionOf = ({ sentAt, id }: EvidenceRow) => ({ sentAt, id })
  const { items, nextCursor } = pageOf(rows, { limit, codec, positionOf })
  response.json({
    evidence: items.map(evidenceJson),
    ...(nextCursor !== undefined && { nextCursor }),
  })
}

async function read({ request, response, access, ports }: Visit) {
  const { database } = ports
  response.json(evidenceJson(await getEvidence(database.reader, contextOf(request, access).key)))
}

function contextOf(request: Request, access: { actorId: string }): Context {
  const provider = inProvider(request)
  const key = { provider, id: String(request.params.evidence ?? '') }
  return { provider, key, actor: actorIn(access, provider) }
}

export function evidenceJson(row: EvidenceRow): z.infer<typeof zEvidence> {
  const { provider, id, badge, state, name, email, text, link, sentAt, reason, awardId } = row
  return {
    id,
    badge,
    state,
    name,
    email,
    ...(text !== null && { text }),
    ...(link !== null && { link }),
    hasFile: row.hasFile,
    ...(row.witnessSaw !== null && { witnessSaw: row.witnessSaw }),
    ...(reason !== null && { reason }),
    sentAt,
    ...(awardId !== null && { awardId: awardIdOf({ provider, id: awardId }) }),
  }
}
