import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { idempotentRequestOf } from '../../shared/server/api/idempotency.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { readListQuery, zListQuery } from '../../shared/server/list-query.ts'
import { zSlug } from '../../shared/server/slug.ts'
import type { Actor } from '../actor.ts'
import { isInScope } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { renewOffer } from '../oid4vci/offers.ts'
import { unknownProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { awardIdOf, awardStates, parseAwardId, zAwardRequest } from './award.ts'
import {
  type AwardApiPorts,
  awardsPath,
  getAward,
  ofOneAward,
  toldOnce,
  viewOf,
  viewsOf,
  zAwardTold,
} from './award-answers.ts'
import type { AwardRow } from './award-store.ts'
import type { AwardAnswered } from './award-together.ts'
import { type AwardView, awardView, offerView, zAwardView } from './award-view.ts'
import { gatherAwards } from './gather-awards.ts'
import { makeReady } from './hand-over.ts'
import { type AwardChoice, listAwards } from './list-awards.ts'

const zAwardList = z.object({ awards: z.array(zAwardView), nextCursor: z.string().optional() })

/** What makes awards and shows them. */
export function awardApiRoutes(ports: AwardApiPorts): GuardedRoute<Permission>[] {
  const anywhere = { scope: 'anywhere', errors: 'problem' } as const
  const { database } = ports
  const award = gatherAwards(ports)
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'awards',
    position: z.object({ awardedAt: z.string(), provider: z.string(), id: z.string() }),
  })

  return [
    {
      ...anywhere,
      method: 'GET',
      path: awardsPath,
      permission: 'read',
      description: {
        tag: 'awards',
        summary: 'Awards, the newest first',
        query: zListQuery.extend(zChoice.shape),
        answer: zAwardList,
      },
      async handler(request, response) {
        const { cursor, limit } = readListQuery(request.query)
        const choice = readChoice(request.query, actorOf(response))
        const after = cursor === undefined ? undefined : codec.decode(cursor)
        const rows = await listAwards(database.reader, { ...choice, after, limit: limit + 1 })
        const { items, nextCursor } = pageOf(rows, {
          limit,
          codec,
          positionOf: ({ awardedAt, provider: of, id }) => ({ awardedAt, provider: of, id }),
        })
        response.set('Cache-Control', 'no-store').json({
          awards: await viewsOf(items, ports),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      },
    },

    {
      ...anywhere,
      method: 'POST',
      path: awardsPath,
      permission: 'award.make',
      description: {
        tag: 'awards',
        summary: 'Award a badge',
        body: zAwardRequest,
        answer: zAwardTold,
        status: 201,
        takesIdempotencyKey: true,
      },
      async handler(request, response) {
        const input = parseBody(zAwardRequest, request.body)
        const actor = actorOf(response)
        const once = idempotentRequestOf(request, response)
        const answered = await award({ request: input, actor, isSent: input.notify, once })
        if (once && 'replayed' in answered) response.set('Idempotency-Replayed', 'true')
        const { award: made, view } = await toldOf(answered, actor, ports)
        await makeReady(made, ports)
        response.status(201).set('Cache-Control', 'no-store')
        response.set('Location', `${ports.publicUrl}${awardsPath}/${awardIdOf(made)}`)
        response.json({
          ...view,
          ...(await toldOnce(made, input.offer, ports)),
        })
      },
    },

    {
      ...ofOneAward,
      method: 'GET',
      path: `${awardsPath}/:id`,
      permission: 'read',
      description: { tag: 'awards', summary: 'One award', answer: zAwardView },
      async handler(request, response) {
        const award = await getAward(
          database.reader,
          parseAwardId(String(request.params.id)),
          actorOf(response),
        )
        response.set('Cache-Control', 'no-store').json(await viewOf(award, ports))
      },
    },

    {
      ...ofOneAward,
      method: 'POST',
      path: `${awardsPath}/:id/offer`,
      permission: 'award.change',
      description: { tag: 'awards', summary: 'Make a new link for an award', answer: zAwardTold },
      async handler(request, response) {
        const key = parseAwardId(String(request.params.id))
        const actor = actorOf(response)
        await getAward(database.reader, key, actor)
        const award = await database.transact((tx) => renewOffer(tx, { key, actor }, ports))
        response.set('Cache-Control', 'no-store').json({
          ...(await viewOf(award, ports)),
          ...(await offerView(award, 'reference', ports)),
        })
      },
    },
  ]
}

/** What was made just now is known; what was made before is looked up. */
async function toldOf(
  answered: AwardAnswered,
  actor: Actor,
  ports: AwardApiPorts,
): Promise<{ award: AwardRow; view: AwardView }> {
  if ('made' in answered) {
    const { award, mainLanguage } = answered.made
    return { award, view: awardView(award, { publicUrl: ports.publicUrl, mainLanguage }) }
  }
  const award = await getAward(ports.database.reader, parseAwardId(answered.replayed), actor)
  return { award, view: await viewOf(award, ports) }
}

const zChoice = z.object({
  provider: zSlug.optional(),
  badge: zSlug.optional(),
  state: z.enum(awardStates).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  before: z.iso.datetime({ offset: true }).optional(),
  search: z.string().min(1).max(200).optional(),
})

/** @throws AppError request_malformed, not_found */
function readChoice(query: unknown, actor: Actor): AwardChoice {
  const { provider = actor.provider, from, before, ...choice } = parseBody(zChoice, query)
  if (provider !== undefined && !isInScope(actor, provider)) throw unknownProvider()
  const { badge, state, search } = choice
  if (provider === undefined && (badge ?? state ?? search) !== undefined) {
    throw new AppError('request_malformed', 'provider: name the provider whose awards these are')
  }
  const momentOf = (text: string | undefined) => text && new Date(text).toISOString()
  return { provider, ...choice, from: momentOf(from), before: momentOf(before) }
}
