import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { findAnswer } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import type { Permission } from '../staff/roles.ts'
import { answerTrustChange, type By } from './answer-trust-change.ts'
import { lookAtCity } from './look-at-city.ts'
import { endRecognition, recogniseCity, unknownRecognition } from './recognise.ts'
import type { RecognitionPorts } from './recognition-console.ts'
import { findRecognition, listRecognitions } from './recognition-store.ts'
import { recognitionJson } from './trust-view.ts'

const path = '/api/v1/recognitions'

const zCity = z.string().min(1).max(2048)
const zRequest = z.strictObject({
  city: zCity,
  name: z.string().trim().min(1).max(300),
  until: z.iso.datetime({ offset: true }).optional(),
  achievements: z.array(z.url().max(2048)).min(1).max(10_000).optional(),
})
const zLook = z.strictObject({ city: zCity })
const zNothing = z.strictObject({})

const zRecognition = z.object({
  recognitionId: z.string(),
  city: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string().optional(),
  achievements: z.array(z.string()).optional(),
})
const zFound = z.object({
  city: z.string(),
  name: z.string(),
  /** How many its list says may award. */
  providers: z.number(),
  /** Its name is written to look like another. */
  isDisguised: z.boolean(),
})
const zRecognitions = z.object({ recognitions: z.array(zRecognition) })

type Visit = RouteVisit<Permission, RecognitionPorts>

/** For the city alone. */
export function recognitionApiRoutes(ports: RecognitionPorts): GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const common = { permission: 'city.manage', scope: 'everywhere', errors: 'problem' } as const
  return [
    {
      ...common,
      method: 'GET',
      path,
      description: {
        tag: 'trust',
        summary: 'Cities that this city recognises',
        answer: zRecognitions,
      },
      handler: bound(list),
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/look`,
      description: {
        tag: 'trust',
        summary: 'What another city says of itself, before it is recognised',
        query: zLook,
        answer: zFound,
      },
      handler: bound(look),
    },
    {
      ...common,
      method: 'POST',
      path,
      description: {
        tag: 'trust',
        summary: 'Recognise a city',
        body: zRequest,
        answer: zRecognition,
        status: 201,
        takesIdempotencyKey: true,
      },
      handler: bound(recognise),
    },

    {
      ...common,
      method: 'POST',
      path: `${path}/:id/end`,
      description: {
        tag: 'trust',
        summary: 'End a recognition',
        body: zNothing,
        answer: zRecognition,
        takesIdempotencyKey: true,
      },
      handler: bound(end),
    },
  ]
}

async function list({ response, ports }: Visit) {
  const { database } = ports
  const recognitions = await listRecognitions(database.reader)
  response
    .set('Cache-Control', 'no-store')
    .json({ recognitions: recognitions.map(recognitionJson) })
}

async function look({ request, response, ports }: Visit) {
  const { cityDid: ownDid, clock } = ports
  const { city } = parseBody(zLook, request.query)
  const found = await lookAtCity({ city, ownDid, at: clock().toISOString() }, ports)
  response.set('Cache-Control', 'no-store').json(found)
}

async function recognise({ request, response, ports }: Visit) {
  const { cityDid: ownDid, clock } = ports
  const asked = parseBody(zRequest, request.body)
  if ((await findAnswer(ports, request, response)) === undefined) {
    await lookAtCity({ ...asked, ownDid, at: clock().toISOString() }, ports)
  }
  const work = async (tx: Transaction, by: By) =>
    (await recogniseCity(tx, { ...asked, ownDid, ...by })).id
  await answerTrustChange(
    request,
    response,
    { work, viewOf: (id) => viewOf(id, ports), status: 201 },
    ports,
  )
}

async function end({ request, response, ports }: Visit) {
  parseBody(zNothing, request.body ?? {})
  const id = String(request.params.id)
  const work = async (tx: Transaction, by: By) => {
    await endRecognition(tx, { id, ...by })
    return id
  }
  await answerTrustChange(request, response, { work, viewOf: (made) => viewOf(made, ports) }, ports)
}

async function viewOf(id: string, { database }: RecognitionPorts) {
  const row = await findRecognition(database.reader, id)
  if (row === undefined) throw unknownRecognition()
  return recognitionJson(row)
}
