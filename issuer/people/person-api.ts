import { z } from 'zod'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { actorOf } from '../api/scope.ts'
import type { Permission } from '../staff/roles.ts'
import { type ForgetPorts, forgetPerson } from './forget-person.ts'
import { readSubject } from './subject-access.ts'

const path = '/api/v1/people'

/** In the body, since addresses of people do not belong into URLs. */
const zPerson = z.strictObject({ email: z.email().max(254) })

const zForgotten = z.object({
  awards: z.number(),
  withdrawn: z.number(),
  isScrubbed: z.boolean(),
})

/** Only the city sees a person's awards by all of its providers. */
export function personApiRoutes(
  ports: ForgetPorts & { publicUrl: string },
): GuardedRoute<Permission>[] {
  const common = {
    method: 'POST',
    permission: 'city.manage',
    scope: 'everywhere',
    errors: 'problem',
  } as const
  return [
    {
      ...common,
      path: `${path}/forget`,
      description: { tag: 'people', summary: 'Forget a person', body: zPerson, answer: zForgotten },
      async handler(request, response) {
        const actor = actorOf(response)
        const { email } = parseBody(zPerson, request.body)
        response.set('Cache-Control', 'no-store').json(await forgetPerson({ email, actor }, ports))
      },
    },

    {
      ...common,
      path: `${path}/subject-access`,
      description: {
        tag: 'people',
        summary: 'All that is kept about a person',
        body: zPerson,
        answer: z.looseObject({}),
      },
      async handler(request, response) {
        const { email } = parseBody(zPerson, request.body)
        const { database, publicUrl, clock } = ports
        const subject = await readSubject(email, {
          reader: database.reader,
          publicUrl,
          at: clock(),
        })
        response.set('Cache-Control', 'no-store').json(subject)
      },
    },
  ]
}
