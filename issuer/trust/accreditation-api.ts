import type { Express } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { assertCity, isInScope } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { listBadgeVersions } from '../badges/badge-store.ts'
import { getProvider, listProviders } from '../providers/provider-store.ts'
import { accredit, endAccreditation } from './accredit.ts'
import { countCovered, zScope } from './accreditation.ts'
import {
  type AccreditationKey,
  findAccreditation,
  listAccreditations,
  scopeOf,
} from './accreditation-store.ts'
import { publishTrustList, type TrustListPorts } from './publish-trust-list.ts'
import { accreditationIdOf, accreditationJson } from './trust-view.ts'

const path = '/api/v1/accreditations'

export const accreditationApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'problem' },
  { path: `${path}/:id/end`, methods: ['POST'], errors: 'problem' },
]

const zMoment = z.iso.datetime({ offset: true })
const zQuery = z.object({ provider: z.string().min(1).max(64).optional() })
const zRequest = z.strictObject({
  provider: z.string().min(1).max(64),
  scope: zScope,
  from: zMoment.optional(),
  until: zMoment.optional(),
})
const zEnd = z.strictObject({ until: zMoment.optional() })

/** More providers than a city has; each has a handful of accreditations. */
const maxProviders = 10_000

/** Stands behind requireApiKey. What changes is in the published trust list before the answer. */
export function accreditationApiRoutes(app: Express, ports: TrustListPorts): void {
  const { database, clock } = ports
  const { reader } = database

  app.get(path, async (request, response) => {
    const actor = actorOf(response)
    const asked = parseBody(zQuery, request.query).provider
    const providers = await listProviders(reader, { limit: maxProviders, slug: asked })
    const visible = providers.filter(({ slug }) => isInScope(actor, slug))
    const rows = await Promise.all(visible.map(({ slug }) => listAccreditations(reader, slug)))
    response
      .set('Cache-Control', 'no-store')
      .json({ accreditations: rows.flat().map(accreditationJson) })
  })

  app.post(path, async (request, response) => {
    const actor = actorOf(response)
    assertCity(actor)
    const { provider, scope, from, until } = parseBody(zRequest, request.body)
    await getProvider(reader, provider)
    const at = clock().toISOString()
    const { status, body } = await runOnce({ database, clock }, request, response, async (tx) => {
      const row = await accredit(tx, { provider, scope, from, until, actor, at })
      return { status: 201, body: accreditationIdOf(row) }
    })
    await publishTrustList(ports)
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .json(await viewOf(String(body), ports))
  })

  app.post(`${path}/:id/end`, async (request, response) => {
    const actor = actorOf(response)
    assertCity(actor)
    const key = parseAccreditationId(request.params.id)
    const { until } = parseBody(zEnd, request.body ?? {})
    const at = clock().toISOString()
    const { status } = await runOnce({ database, clock }, request, response, async (tx) => {
      await endAccreditation(tx, { key, until, actor, at })
      return { status: 200, body: null }
    })
    await publishTrustList(ports)
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .json(await viewOf(request.params.id, ports))
  })
}

async function viewOf(id: string, { database }: TrustListPorts) {
  const row = await findAccreditation(database.reader, parseAccreditationId(id))
  if (row === undefined) throw unknownAccreditation()
  const badges = await listBadgeVersions(database.reader, row.provider)
  return { ...accreditationJson(row), badgesCovered: countCovered(scopeOf(row), badges) }
}

function parseAccreditationId(text: string): AccreditationKey {
  const [, provider, id] = /^([a-z0-9-]{1,64})\.([\da-f-]{36})$/.exec(text) ?? []
  if (provider === undefined || id === undefined) throw unknownAccreditation()
  return { provider, id }
}

function unknownAccreditation(): AppError {
  return new AppError('not_found', 'There is no such accreditation')
}
