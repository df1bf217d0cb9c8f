import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Reader, Transaction } from '../../shared/node/database/database.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { Actor } from '../actor.ts'
import { isInScope } from '../actor.ts'
import { readListQuery, zListQuery } from '../api/list-query.ts'
import { actorOf } from '../api/scope.ts'
import { findBadge, findBadgeVersions } from '../badges/badge-store.ts'
import type { DeriveBytes } from '../identity/installation-secret.ts'
import { type OfferPorts, renewOffer } from '../oid4vci/offers.ts'
import { slugPattern } from '../providers/provider.ts'
import { unknownProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type AwardRequest,
  awardIdOf,
  awardStates,
  parseAwardId,
  unknownAward,
  zAwardRequest,
  zStatusChange,
} from './award.ts'
import { type AwardMailPorts, sendAgain, sendAward } from './award-mail.ts'
import {
  type AwardChoice,
  type AwardKey,
  type AwardRow,
  findAward,
  listAwards,
} from './award-store.ts'
import {
  type AwardView,
  awardView,
  learnerLink,
  type OfferView,
  offerView,
  zAwardView,
  zToldOnce,
} from './award-view.ts'
import { changeAwardStatus, statusChanges } from './change-status.ts'
import { type HandOverPorts, makeReady } from './hand-over.ts'
import { makeAward } from './make-award.ts'
import {
  awardAgain,
  correctAward,
  renewAward,
  zCorrection,
  zNewClaim,
  zRenewal,
} from './replace-award.ts'

export type AwardApiPorts = OfferPorts & AwardMailPorts & HandOverPorts & { derive: DeriveBytes }

const path = '/api/v1/awards'

const zAwardList = z.object({ awards: z.array(zAwardView), nextCursor: z.string().optional() })
const zAwardTold = zAwardView.extend(zToldOnce.shape)

const summaries = {
  revoke: 'Revoke an award',
  suspend: 'Suspend an award',
  reinstate: 'Reinstate a suspended award',
} satisfies Record<(typeof statusChanges)[number], string>

/** What makes awards, shows them and changes their status. */
export function awardApiRoutes(ports: AwardApiPorts): GuardedRoute<Permission>[] {
  const anywhere = { scope: 'anywhere', errors: 'problem' } as const
  const ofOne = {
    scope: (request: Request) => parseAwardId(String(request.params.id)).provider,
    errors: 'problem',
  } as const
  const { database, clock } = ports
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'awards',
    position: z.object({ awardedAt: z.string(), provider: z.string(), id: z.string() }),
  })

  return [
    {
      ...anywhere,
      method: 'GET',
      path,
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
      path,
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
        // what is kept under the idempotency key is the award's id alone: link and code are secrets
        const { status, body } = await runOnce(
          { database, clock },
          request,
          response,
          async (tx) => {
            const award = await makeAward(tx, { request: input, actor }, ports)
            if (input.notify) await sendAward(tx, award, { actor, ports })
            return { status: 201, body: awardIdOf(award) }
          },
        )
        const award = await getAward(database.reader, parseAwardId(String(body)), actor)
        await makeReady(award, ports)
        response.status(status).set('Cache-Control', 'no-store')
        response.set('Location', `${ports.publicUrl}${path}/${awardIdOf(award)}`)
        response.json({
          ...(await viewOf(award, ports)),
          ...(await toldOnce(award, input.offer, ports)),
        })
      },
    },

    {
      ...ofOne,
      method: 'GET',
      path: `${path}/:id`,
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
      ...ofOne,
      method: 'POST',
      path: `${path}/:id/offer`,
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

    ...statusChanges.map(
      (change): GuardedRoute<Permission> => ({
        ...ofOne,
        method: 'POST',
        path: `${path}/:id/${change}`,
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
    ),
  ]
}

async function getAward(reader: Reader, key: AwardKey, actor: Actor): Promise<AwardRow> {
  const award = isInScope(actor, key.provider) ? await findAward(reader, key) : undefined
  if (award === undefined) throw unknownAward()
  return award
}

async function viewOf(award: AwardRow, { database, publicUrl }: AwardApiPorts): Promise<AwardView> {
  const badge = await findBadge(database.reader, badgeNamedBy(award))
  return awardView(award, { publicUrl, mainLanguage: badge?.design.mainLanguage ?? award.language })
}

/** As viewOf, asking for all badges at once. */
async function viewsOf(
  awards: readonly AwardRow[],
  { database, publicUrl }: AwardApiPorts,
): Promise<AwardView[]> {
  const badges = await findBadgeVersions(database.reader, awards.map(badgeNamedBy))
  const languages = new Map(badges.map((badge) => [nameOf(badge), badge.design.mainLanguage]))
  return awards.map((award) => {
    const mainLanguage = languages.get(nameOf(badgeNamedBy(award))) ?? award.language
    return awardView(award, { publicUrl, mainLanguage })
  })
}

function badgeNamedBy({ provider, badge: slug, badgeVersion: version }: AwardRow) {
  return { provider, slug, version }
}

function nameOf({ provider, slug, version }: ReturnType<typeof badgeNamedBy>): string {
  return `${provider}/${slug}/${version}`
}

/** Replayed much later, an answer has no offer to tell any more. */
async function toldOnce(
  award: AwardRow,
  form: AwardRequest['offer'],
  ports: AwardApiPorts,
): Promise<Partial<OfferView> & { filesLink?: string }> {
  if (award.status === 'revoked') return {}
  if (award.delivery === 'download') return { filesLink: learnerLink(award, ports) }
  return award.claimedAt === null ? offerView(award, form, ports) : {}
}

const zChoice = z.object({
  provider: z.string().regex(slugPattern).optional(),
  badge: z.string().regex(slugPattern).optional(),
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

/** What becomes of one award through the API, beside its status: each answers with the award as it is then. */
const changes = {
  correct: { summary: 'Put an award right', body: zCorrection, status: 200 },
  renew: { summary: 'Award a badge anew, with a new end', body: zRenewal, status: 201 },
  'claim-again': { summary: 'Let a badge be taken with another key', body: zNewClaim, status: 201 },
  send: { summary: 'Send the link of an award once more', body: z.strictObject({}), status: 200 },
} as const

type Change = keyof typeof changes

/** Every change of an award that is told by a body of its own. */
export function awardChangeApiRoutes(ports: AwardApiPorts): GuardedRoute<Permission>[] {
  // sound: the keys of the table above
  return (Object.keys(changes) as Change[]).map((change) => ({
    method: 'POST',
    path: `${path}/:id/${change}`,
    permission: 'award.change',
    scope: (request) => parseAwardId(String(request.params.id)).provider,
    errors: 'problem',
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
