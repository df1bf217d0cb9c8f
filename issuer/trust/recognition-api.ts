import type { Express } from 'express'
import { z } from 'zod'
import { runOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { assertCity } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { publishTrustList, type TrustListPorts } from './publish-trust-list.ts'
import { endRecognition, recogniseCity, unknownRecognition } from './recognise.ts'
import { findRecognition, listRecognitions } from './recognition-store.ts'
import { recognitionJson } from './trust-view.ts'

const path = '/api/v1/recognitions'

export const recognitionApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET', 'POST'], errors: 'problem' },
  { path: `${path}/:id/end`, methods: ['POST'], errors: 'problem' },
]

const zRequest = z.strictObject({
  city: z.string().min(1).max(2048),
  name: z.string().trim().min(1).max(300),
  until: z.iso.datetime({ offset: true }).optional(),
  achievements: z.array(z.url().max(2048)).min(1).max(10_000).optional(),
})
const zNothing = z.strictObject({})

/** Stands behind requireApiKey; for the city alone. */
export function recognitionApiRoutes(app: Express, ports: TrustListPorts): void {
  const { database, clock, cityDid: ownDid } = ports

  app.get(path, async (_request, response) => {
    assertCity(actorOf(response))
    const recognitions = await listRecognitions(database.reader)
    response
      .set('Cache-Control', 'no-store')
      .json({ recognitions: recognitions.map(recognitionJson) })
  })

  app.post(path, async (request, response) => {
    const actor = actorOf(response)
    assertCity(actor)
    const asked = parseBody(zRequest, request.body)
    const at = clock().toISOString()
    const { status, body } = await runOnce({ database, clock }, request, response, async (tx) => {
      const { id } = await recogniseCity(tx, { ...asked, ownDid, actor, at })
      return { status: 201, body: id }
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
    parseBody(zNothing, request.body ?? {})
    const { id } = request.params
    const at = clock().toISOString()
    const { status } = await runOnce({ database, clock }, request, response, async (tx) => {
      await endRecognition(tx, { id, actor, at })
      return { status: 200, body: null }
    })
    await publishTrustList(ports)
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .json(await viewOf(id, ports))
  })
}

async function viewOf(id: string, { database }: TrustListPorts) {
  const row = await findRecognition(database.reader, id)
  if (row === undefined) throw unknownRecognition()
  return recognitionJson(row)
}
