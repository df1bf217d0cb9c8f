import type { Express } from 'express'
import { z } from 'zod'
import type { Reader } from '../../shared/node/database/database.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import type { Actor } from '../actor.ts'
import { isInScope } from '../actor.ts'
import { readListQuery } from '../api/list-query.ts'
import { actorOf } from '../api/scope.ts'
import { findBadge, findBadgeVersions } from '../badges/badge-store.ts'
import type { DeriveBytes } from '../identity/installation-secret.ts'
import { type OfferPorts, renewOffer } from '../oid4vci/offers.ts'
import type { StatusLists } from '../status/status-lists.ts'
import { awardIdOf, parseAwardId, unknownAward, zAwardRequest, zStatusChange } from './award.ts'
import { type AwardKey, type AwardRow, findAward, listAwards } from './award-store.ts'
import { type AwardView, awardView, offerView } from './award-view.ts'
import { changeAwardStatus, statusChanges } from './change-status.ts'
import { makeAward } from './make-award.ts'

export type AwardApiPorts = OfferPorts & {
  walletUrl: string
  derive: DeriveBytes
  statusLists: StatusLists
}

const path = '/api/v1/awards'

export const awardApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'problem' },
  { path: `${path}/:id`, methods: ['GET'], errors: 'problem' },
  { path: `${path}/:id/offer`, methods: ['POST'], errors: 'problem' },
  ...statusChanges.map((change) => ({
    path: `${path}/:id/${change}`,
    methods: ['POST'] as const,
    errors: 'problem' as const,
  })),
]

/** Stands behind requireApiKey. */
export function awardApiRoutes(app: Express, ports: AwardApiPorts): void {
  const { database, clock } = ports
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'awards',
    position: z.object({ awardedAt: z.string(), provider: z.string(), id: z.string() }),
  })

  app.get(path, async (request, response) => {
    const { cursor, limit } = readListQuery(request.query)
    const { provider } = actorOf(response)
    const after = cursor === undefined ? undefined : codec.decode(cursor)
    const rows = await listAwards(database.reader, { after, limit: limit + 1, provider })
    const { items, nextCursor } = pageOf(rows, {
      limit,
      codec,
      positionOf: ({ awardedAt, provider: of, id }) => ({ awardedAt, provider: of, id }),
    })
    response.set('Cache-Control', 'no-store').json({
      awards: await viewsOf(items, ports),
      ...(nextCursor !== undefined && { nextCursor }),
    })
  })

  app.post(path, async (request, response) => {
    const input = parseBody(zAwardRequest, request.body)
    const actor = actorOf(response)
    // what is kept under the idempotency key is the award's id alone: link and code are secrets
    const { status, body } = await runOnce({ database, clock }, request, response, async (tx) => {
      const award = await makeAward(tx, { request: input, actor }, ports)
      return { status: 201, body: awardIdOf(award) }
    })
    const award = await getAward(database.reader, parseAwardId(String(body)), actor)
    await ports.statusLists.makeReady({ provider: award.provider, id: award.statusList })
    response.status(status).set('Cache-Control', 'no-store')
    response.set('Location', `${ports.publicUrl}${path}/${awardIdOf(award)}`)
    response.json({
      ...(await viewOf(award, ports)),
      ...(isOpen(award) && (await offerView(award, input.offer, ports))),
    })
  })

  app.get(`${path}/:id`, async (request, response) => {
    const award = await getAward(
      database.reader,
      parseAwardId(request.params.id),
      actorOf(response),
    )
    response.set('Cache-Control', 'no-store').json(await viewOf(award, ports))
  })

  app.post(`${path}/:id/offer`, async (request, response) => {
    const key = parseAwardId(request.params.id)
    const actor = actorOf(response)
    await getAward(database.reader, key, actor)
    const award = await database.transact((tx) => renewOffer(tx, { key, actor }, ports))
    response.set('Cache-Control', 'no-store').json({
      ...(await viewOf(award, ports)),
      ...(await offerView(award, 'reference', ports)),
    })
  })

  for (const change of statusChanges) {
    app.post(`${path}/:id/${change}`, async (request, response) => {
      const { reason } = parseBody(zStatusChange, request.body ?? {})
      const key = parseAwardId(request.params.id)
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
    })
  }
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
function isOpen({ status, claimedAt }: AwardRow): boolean {
  return status !== 'revoked' && claimedAt === null
}
