import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { isInScope } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { listBadgeVersions } from '../badges/badge-store.ts'
import { getProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { accredit, endAccreditation } from './accredit.ts'
import { countCovered, zScope } from './accreditation.ts'
import {
  type AccreditationKey,
  findAccreditation,
  listAccreditations,
  scopeOf,
} from './accreditation-store.ts'
import { answerTrustChange, type By } from './answer-trust-change.ts'
import { narrowAccreditation } from './narrow-accreditation.ts'
import type { TrustListPorts } from './publish-trust-list.ts'
import { accreditationIdOf, accreditationJson } from './trust-view.ts'

const path = '/api/v1/accreditations'

const zMoment = z.iso.datetime({ offset: true })
const zQuery = z.object({ provider: z.string().min(1).max(64).optional() })
const zRequest = z.strictObject({
  provider: z.string().min(1).max(64),
  scope: zScope,
  from: zMoment.optional(),
  until: zMoment.optional(),
})
const zNarrow = z
  .strictObject({ scope: zScope.optional(), until: zMoment.optional() })
  .refine((asked) => Object.keys(asked).length > 0, 'must say scope or until')
const zEnd = z.strictObject({ until: zMoment.optional() })

const zAccreditation = z.object({
  accreditationId: z.string(),
  provider: z.string(),
  scope: zScope,
  from: z.string(),
  fromLogSize: z.number().optional(),
  until: z.string().optional(),
  untilLogSize: z.number().optional(),
})
const zAccreditations = z.object({ accreditations: z.array(zAccreditation) })
const zCounted = zAccreditation.extend({ badgesCovered: z.number() })

type Visit = RouteVisit<Permission, TrustListPorts>

/** What changes is in the published trust list before the answer. */
export function accreditationApiRoutes(ports: TrustListPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const ofCity = { permission: 'city.manage', scope: 'everywhere', errors: 'problem' } as const
  return [
    {
      method: 'GET',
      path,
      permission: 'read',
      scope: 'anywhere',
      errors: 'problem',
      description: {
        tag: 'trust',
        summary: 'What providers may award',
        query: zQuery,
        answer: zAccreditations,
      },
      handler: bound(list),
    },
    {
      ...ofCity,
      method: 'POST',
      path,
      description: {
        tag: 'trust',
        summary: 'Accredit a provider',
        body: zRequest,
        answer: zCounted,
        status: 201,
        takesIdempotencyKey: true,
      },
      handler: bound(give),
    },
    {
      ...ofCity,
      method: 'POST',
      path: `${path}/:id/narrow`,
      description: {
        tag: 'trust',
        summary: 'Narrow an accreditation: to fewer badges, or to an earlier end',
        body: zNarrow,
        answer: zCounted,
        takesIdempotencyKey: true,
      },
      handler: bound(narrow),
    },
    {
      ...ofCity,
      method: 'POST',
      path: `${path}/:id/end`,
      description: {
        tag: 'trust',
        summary: 'End an accreditation',
        body: zEnd,
        answer: zCounted,
        takesIdempotencyKey: true,
      },
      handler: bound(end),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const actor = actorOf(response)
  const { provider = actor.provider } = parseBody(zQuery, request.query)
  const rows = await listAccreditations(ports.database.reader, provider)
  const visible = rows.filter((row) => isInScope(actor, row.provider))
  response.set('Cache-Control', 'no-store').json({ accreditations: visible.map(accreditationJson) })
}

async function give({ request, response, ports }: Visit) {
  const asked = parseBody(zRequest, request.body)
  await getProvider(ports.database.reader, asked.provider)
  const work = async (tx: Transaction, by: By) =>
    accreditationIdOf(await accredit(tx, { ...asked, ...by }))
  await answerTrustChange(
    request,
    response,
    { work, viewOf: (id) => viewOf(id, ports), status: 201 },
    ports,
  )
}

async function viewOf(id: string, { database: { reader } }: TrustListPorts) {
  const row = await findAccreditation(reader, parseAccreditationId(id))
  if (row === undefined) throw unknownAccreditation()
  const badges = await listBadgeVersions(reader, row.provider)
  return { ...accreditationJson(row), badgesCovered: countCovered(scopeOf(row), badges) }
}

async function narrow({ request, response, ports }: Visit) {
  const key = parseAccreditationId(String(request.params.id))
  const asked = parseBody(zNarrow, request.body)
  const work = async (tx: Transaction, by: By) =>
    accreditationIdOf(await narrowAccreditation(tx, { key, ...asked, ...by }))
  await answerTrustChange(request, response, { work, viewOf: (id) => viewOf(id, ports) }, ports)
}

async function end({ request, response, ports }: Visit) {
  const id = String(request.params.id)
  const key = parseAccreditationId(id)
  const { until } = parseBody(zEnd, request.body ?? {})
  const work = async (tx: Transaction, by: By) => {
    await endAccreditation(tx, { key, until, ...by })
    return id
  }
  await answerTrustChange(request, response, { work, viewOf: (id) => viewOf(id, ports) }, ports)
}

function parseAccreditationId(text: string): AccreditationKey {
  const [, provider, id] = /^([a-z0-9-]{1,64})\.([\da-f-]{36})$/.exec(text) ?? []
  if (provider === undefined || id === undefined) throw unknownAccreditation()
  return { provider, id }
}

function unknownAccreditation(): AppError {
  return new AppError('not_found', 'There is no such accreditation')
}
