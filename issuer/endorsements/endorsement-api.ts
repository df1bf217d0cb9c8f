import { z } from 'zod'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actingIn } from '../badges/badge-console.ts'
import type { Permission } from '../staff/roles.ts'
import {
  type EndorsePorts,
  endorseByCity,
  keepEndorsement,
  withdrawEndorsement,
} from './endorse.ts'
import { type EndorsementRow, listEndorsements } from './endorsement-store.ts'

const path = '/api/v1/providers/:provider/endorsements'

const zBadge = z.string().min(1).max(64).optional()
const zByCity = z.strictObject({ badge: zBadge, words: z.string().trim().max(2_000).default('') })
const zOutside = z.strictObject({ badge: zBadge, credential: z.string().min(1).max(60_000) })
const zAnswer = z.object({
  endorsementId: z.string(),
  subject: z.string(),
  badge: z.string().optional(),
  version: z.int().optional(),
  endorser: z.string(),
  endorserName: z.string(),
  words: z.string(),
  createdAt: z.string(),
})
const zAnswers = z.object({ endorsements: z.array(zAnswer) })
const tag = 'endorsements'

type Visit = RouteVisit<Permission, EndorsePorts>

/** Who stands behind a provider and its badges, for other systems. */
export function endorsementApiRoutes(ports: EndorsePorts): readonly GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const inRoom = { scope: inProvider, errors: 'problem' } as const
  return [
    {
      ...inRoom,
      method: 'GET',
      path,
      permission: 'read',
      description: { summary: 'List endorsements', tag, answer: zAnswers },
      handler: bound(list),
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${path}/city`,
      permission: 'badge.endorse',
      description: {
        summary: 'Endorse a badge or its provider as the city',
        tag,
        body: zByCity,
        answer: zAnswers,
        status: 201,
      },
      handler: bound(endorseAsCity),
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${path}/outside`,
      permission: 'badge.publish',
      description: {
        summary: 'Add an endorsement that somebody outside signed',
        tag,
        body: zOutside,
        answer: zAnswer,
        status: 201,
      },
      handler: bound(addFromOutside),
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${path}/:endorsement/end`,
      permission: 'badge.publish',
      description: {
        summary: 'Let new badges carry an endorsement no more',
        tag,
        answer: z.object({ done: z.literal(true) }),
      },
      handler: bound(end),
    },
  ]
}

async function list({ request, response, ports }: Visit) {
  const { database } = ports
  const rows = await listEndorsements(database.reader, inProvider(request))
  response.json({ endorsements: rows.map(endorsementJson) })
}

async function endorseAsCity({ request, response, access, ports }: Visit) {
  const { clock } = ports
  const { badge, words } = parseBody(zByCity, request.body)
  const { actor } = actingIn(request, access, clock)
  const provider = inProvider(request)
  const rows = await endorseByCity({ provider, badge, words, actor }, ports)
  response.status(201).json({ endorsements: rows.map(endorsementJson) })
}

async function addFromOutside({ request, response, access, ports }: Visit) {
  const { clock } = ports
  const { badge, credential } = parseBody(zOutside, request.body)
  const { actor } = actingIn(request, access, clock)
  const provider = inProvider(request)
  const row = await keepEndorsement({ provider, badge, credential, actor }, ports)
  response.status(201).json(endorsementJson(row))
}

async function end({ request, response, access, ports }: Visit) {
  const { database, clock } = ports
  const provider = inProvider(request)
  const id = String(request.params.endorsement)
  await database.transact((tx) =>
    withdrawEndorsement(tx, { provider, id, ...actingIn(request, access, clock) }),
  )
  response.json({ done: true })
}

function endorsementJson(row: EndorsementRow): z.input<typeof zAnswer> {
  const { id, subject, badge, version, endorser, endorserName, words, createdAt } = row
  return {
    endorsementId: id,
    subject,
    ...(badge !== null && { badge }),
    ...(version !== null && { version }),
    endorser,
    endorserName,
    words,
    createdAt,
  }
}
