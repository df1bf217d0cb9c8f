import type { Express } from 'express'
import { z } from 'zod'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { assertCity } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { type ForgetPorts, forgetPerson } from './forget-person.ts'
import { readSubject } from './subject-access.ts'

const path = '/api/v1/people'

export const personApiDeclarations: readonly RouteDeclaration[] = [
  { path: `${path}/forget`, methods: ['POST'], errors: 'problem' },
  { path: `${path}/subject-access`, methods: ['POST'], errors: 'problem' },
]

/** In the body, since addresses of people do not belong into URLs. */
const zPerson = z.strictObject({ email: z.email().max(254) })

/** Stands behind requireApiKey. Only the city sees a person's awards by all of its providers. */
export function personApiRoutes(app: Express, ports: ForgetPorts & { publicUrl: string }): void {
  app.post(`${path}/forget`, async (request, response) => {
    const actor = actorOf(response)
    assertCity(actor)
    const { email } = parseBody(zPerson, request.body)
    response.set('Cache-Control', 'no-store').json(await forgetPerson({ email, actor }, ports))
  })

  app.post(`${path}/subject-access`, async (request, response) => {
    assertCity(actorOf(response))
    const { email } = parseBody(zPerson, request.body)
    const { database, publicUrl, clock } = ports
    const subject = await readSubject(email, { reader: database.reader, publicUrl, at: clock() })
    response.set('Cache-Control', 'no-store').json(subject)
  })
}
