import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { type Answer, answerOnce } from '../../shared/server/idempotency.ts'
import { readListQuery } from '../../shared/server/list-query.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { awardIdOf } from '../awards/award.ts'
import type { Permission } from '../staff/roles.ts'
import { maxPeople, zAddPeople, zAttendance, zDay, zNewActivity } from './activity.ts'
import { type ActivityContext, activityApiRoute as route } from './activity-api-route.ts'
import { getRegister, listActivities } from './activity-store.ts'
import { awardRegister } from './award-register.ts'
import {
  addPeople,
  addSession,
  makeActivity,
  removePerson,
  takeAttendance,
} from './keep-register.ts'
import type { RegisterPorts } from './register-ports.ts'
import { registerJson } from './register-view.ts'

const zSession = z.strictObject({ day: zDay })
const zAward = z.strictObject({ people: z.array(z.uuid()).max(maxPeople).optional() })
const zNothing = z.strictObject({})

const zActivity = z.object({
  id: z.string(),
  name: z.string(),
  badge: z.string(),
  needed: z.int(),
  createdAt: z.string(),
  archivedAt: z.string().optional(),
})

const zRegister = zActivity.extend({
  sessions: z.array(z.object({ day: z.string(), here: z.array(z.string()) })),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().optional(),
      came: z.int(),
      hasReached: z.boolean(),
      awardId: z.string().optional(),
    }),
  ),
})

/** What the console does with activities and their registers, for programs. */
export function registerApiRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const { database, clock } = ports
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'activities',
    position: z.object({ createdAt: z.string(), id: z.string() }),
  })

  /** Answers with the register as it is after the change. */
  const changing = <Schema extends z.ZodType>(
    schema: Schema,
    work: (
      tx: Transaction,
      body: z.infer<Schema>,
      context: ActivityContext,
      request: Request,
    ) => Promise<unknown>,
  ) => {
    return (request: Request, response: Response, context: ActivityContext) => {
      const body = parseBody(schema, request.body ?? {})
      return answerOnce(ports, request, response, async (tx): Promise<Answer> => {
        await work(tx, body, context, request)
        return { status: 200, body: registerJson(await getRegister(tx, context.key)) }
      })
    }
  }
  const by = ({ actor }: ActivityContext) => ({ actor, at: clock().toISOString() })

  return [
    route(
      'GET',
      '',
      {
        summary: 'Activities, the newest first',
        answer: z.object({ activities: z.array(zActivity), nextCursor: z.string().optional() }),
      },
      async (request, response, { provider }) => {
        const { cursor, limit } = readListQuery(request.query)
        const after = cursor === undefined ? undefined : codec.decode(cursor)
        const rows = await listActivities(database.reader, { provider, after, limit: limit + 1 })
        const positionOf = ({ createdAt, id }: (typeof rows)[number]) => ({ createdAt, id })
        const { items, nextCursor } = pageOf(rows, { limit, codec, positionOf })
        response.json({
          activities: items.map(({ provider: _, archivedAt, ...activity }) => ({
            ...activity,
            ...(archivedAt !== null && { archivedAt }),
          })),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      },
    ),
    route(
      'POST',
      '',
      { summary: 'Begin an activity', body: zNewActivity, answer: zRegister, status: 201 },
      async (request, response, context) => {
        const asked = parseBody(zNewActivity, request.body)
        const { provider } = context
        await answerOnce(ports, request, response, async (tx) => {
          const activity = await makeActivity(tx, { provider, asked }, by(context))
          return { status: 201, body: registerJson(await getRegister(tx, activity)) }
        })
      },
    ),
    route(
      'GET',
      '/:activity',
      { summary: 'An activity with its register', answer: zRegister },
      async (_request, response, { key }) => {
        response.json(registerJson(await getRegister(database.reader, key)))
      },
    ),
    route(
      'POST',
      '/:activity/people',
      { summary: 'Put people on the register', body: zAddPeople, answer: zRegister },
      changing(zAddPeople, (tx, { people }, context) =>
        addPeople(tx, { key: context.key, people }, by(context)),
      ),
    ),
    route(
      'POST',
      '/:activity/people/:person/remove',
      { summary: 'Take somebody off the register', body: zNothing, answer: zRegister },
      changing(zNothing, (tx, _body, { key }, request) =>
        removePerson(tx, { key, personId: String(request.params.person) }),
      ),
    ),
    route(
      'POST',
      '/:activity/sessions',
      { summary: 'Add a session', body: zSession, answer: zRegister },
      changing(zSession, (tx, { day }, { key }) => addSession(tx, { key, day })),
    ),
    route(
      'POST',
      '/:activity/sessions/:day/attendance',
      { summary: 'Say who was there', body: zAttendance, answer: zRegister },
      changing(zAttendance, (tx, marks, context) =>
        takeAttendance(tx, { key: context.key, day: context.day, ...marks }, by(context)),
      ),
    ),
    route(
      'POST',
      '/:activity/award',
      {
        summary: 'Award to all who have been to enough sessions',
        body: zAward,
        answer: z.object({ awards: z.array(z.string()) }),
      },
      async (request, response, { key, actor }) => {
        const { people } = parseBody(zAward, request.body ?? {})
        const lists = new Set<string>()
        await answerOnce(ports, request, response, async (tx) => {
          const awards = await awardRegister(tx, { key, people, actor }, ports)
          lists.clear()
          for (const { statusList } of awards) lists.add(statusList)
          return { status: 200, body: { awards: awards.map(awardIdOf) } }
        })
        for (const id of lists) {
          await ports.statusLists.makeReady({ provider: key.provider, id })
        }
      },
      'award.make',
    ),
  ]
}
