import { z } from 'zod'
import { runOnce } from '../../shared/server/api/idempotency.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { actorIn } from '../actor.ts'
import type { Permission } from '../staff/roles.ts'
import { type ReminderPorts, readReminder, startReminder } from './remind.ts'

const path = '/api/v1/providers/:provider/reminders'

const zChoice = z.strictObject({
  badge: zSlug.optional(),
  from: z.iso.datetime().optional(),
  before: z.iso.datetime().optional(),
})
const zStarted = z.object({ id: z.string(), people: z.int() })
const zProgress = z.object({
  id: z.string(),
  state: z.string(),
  people: z.int(),
  sent: z.int(),
  leftOut: z.int(),
})

/** Sending the links again to all who have not taken a badge, for programs. */
export function reminderApiRoutes(ports: ReminderPorts): GuardedRoute<Permission>[] {
  const { database } = ports
  const common = { permission: 'award.change', scope: inProvider, errors: 'problem' } as const
  return [
    {
      ...common,
      method: 'POST',
      path,
      description: {
        tag: 'awards',
        summary: 'Send the links again that nobody has used',
        body: zChoice,
        answer: zStarted,
        status: 202,
        takesIdempotencyKey: true,
      },
      async handler(request, response, access) {
        const provider = inProvider(request)
        const choice = parseBody(zChoice, request.body)
        const asked = { provider, choice, actor: actorIn(access, provider) }
        const { status, body } = await runOnce(ports, request, response, async (tx) => {
          const { id, people } = await startReminder(tx, asked, ports)
          return { status: 202, body: { id, people } }
        })
        response.status(status).json(body)
      },
    },
    {
      ...common,
      method: 'GET',
      path: `${path}/:id`,
      description: {
        tag: 'awards',
        summary: 'How far the sending is',
        answer: zProgress,
      },
      async handler(request, response) {
        const id = String(request.params.id)
        const key = { provider: inProvider(request), id }
        response.json({ id, ...(await readReminder(database.reader, key)) })
      },
    },
  ]
}
