import { z } from 'zod'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { actorIn } from '../actor.ts'
import { awardIdOf, zOneLine } from '../awards/award.ts'
import { type ActivityVisit, activityApiRoutes } from '../registers/activity-api-route.ts'
import type { SessionPorts } from '../session-ports.ts'
import type { Permission } from '../staff/roles.ts'
import { awardByCode } from './award-by-code.ts'
import { checkCode } from './check-code.ts'
import { markByCode, type WhoItIs } from './mark-by-code.ts'

const zCode = z.string().min(1).max(4_096)

const zAwardByCode = z.strictObject({
  /** What stands in the QR code that the learner's wallet shows. */
  code: zCode,
  /** Short name of one of the provider's badges. */
  badge: zSlug,
})

const zMarkByCode = z
  .strictObject({
    code: zCode,
    /** Where the register does not know the code: whose it is, from now on. */
    person: z.uuid().optional(),
    name: zOneLine.max(200).optional(),
  })
  .refine(({ person, name }) => person === undefined || name === undefined, {
    error: 'name a person of the register or give a new name, not both',
  })

const zMarked = z.object({
  state: z.enum(['marked', 'unknown']),
  person: z.string().optional(),
})

/** What the console does with learners' codes, for programs that scan. A code is used up by the first call. */
export function scanApiRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  return [
    {
      method: 'POST',
      path: '/api/v1/providers/:provider/learner-codes',
      permission: 'award.make',
      scope: inProvider,
      errors: 'problem',
      description: {
        tag: 'awards',
        summary: 'Award a badge to the holder of a scanned code',
        body: zAwardByCode,
        answer: z.object({ awardId: z.string(), isNew: z.boolean() }),
      },
      handler: bindHandlers(ports)(award),
    },
    activityApiRoutes(ports)('POST', '/:activity/sessions/:day/learner-codes', mark, {
      summary: 'Note by a scanned code who is here',
      body: zMarkByCode,
      answer: zMarked,
    }),
  ]
}

async function award({ request, response, access, ports }: RouteVisit<Permission, SessionPorts>) {
  const provider = inProvider(request)
  const asked = parseBody(zAwardByCode, request.body)
  const code = await checkCode(asked.code, ports)
  const actor = actorIn(access, provider)
  const { award, isNew } = await ports.database.transact((tx) =>
    awardByCode(tx, { provider, badge: asked.badge, code, actor }, ports),
  )
  await ports.statusLists.makeReady({ provider, id: award.statusList })
  response.json({ awardId: awardIdOf(award), isNew })
}

async function mark({ request, response, key, day, actor, ports }: ActivityVisit<SessionPorts>) {
  const asked = parseBody(zMarkByCode, request.body)
  const code = await checkCode(asked.code, ports)
  const who = whoIn(asked)
  const marked = await ports.database.transact((tx) =>
    markByCode(tx, { key, day, code, who, actor }, ports),
  )
  response.json(
    marked.kind === 'unknown'
      ? { state: 'unknown' }
      : { state: 'marked', person: marked.person.id },
  )
}

function whoIn({ person, name }: z.infer<typeof zMarkByCode>): WhoItIs | undefined {
  if (person !== undefined) return { person }
  return name === undefined ? undefined : { name }
}
