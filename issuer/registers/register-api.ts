import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { type Answer, answerOnce } from '../../shared/server/api/idempotency.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { readListQuery } from '../../shared/server/list-query.ts'
import { awardIdOf } from '../awards/award.ts'
import type { Permission } from '../staff/roles.ts'
import { maxPeople, zAddPeople, zAttendance, zDay, zNewActivity } from './activity.ts'
import { type ActivityVisit, activityApiRoutes, byOf } from './activity-api-route.ts'
import { type ActivityRow, getRegister, listActivities } from './activity-store.ts'
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

const zActivities = z.object({ activities: z.array(zActivity), nextCursor: z.string().optional() })
const zAwarded = z.object({ awards: z.array(z.string()) })
const position = z.object({ createdAt: z.string(), id: z.string() })

type Visit = ActivityVisit<RegisterPorts>

/** What the console does with activities and their registers, for programs. */
export function registerApiRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const route = activityApiRoutes(ports)
  const one = '/:activity'
  return [
    route('GET', '', list, { summary: 'Activities, the newest first', answer: zActivities }),
    route('POST', '', begin, {
      ...{ summary: 'Begin an activity', body: zNewActivity, answer: zRegister, status: 201 },
    }),
    route('GET', one, read, { summary: 'An activity with its register', answer: zRegister }),
    route('POST', `${one}/people`, changing(zAddPeople, addSome), {
      ...{ summary: 'Put people on the register', body: zAddPeople, answer: zRegister },
    }),
    route('POST', `${one}/people/:person/remove`, changing(zNothing, remove), {
      ...{ summary: 'Take somebody off the register', body: zNothing, answer: zRegister },
    }),
    route('POST', `${one}/sessions`, changing(zSession, addDay), {
      ...{ summary: 'Add a session', body: zSession, answer: zRegister },
    }),
    route('POST', `${one}/sessions/:day/attendance`, changing(zAttendance, mark), {
      ...{ summary: 'Say who was there', body: zAttendance, answer: zRegister },
    }),
    route('POST', `${one}/award`, award, {
      summary: 'Award to all who have been to enough sessions',
      ...{ body: zAward, answer: zAwarded, permission: 'award.make' },
    }),
  ]
}

async function list({ request, response, key: { provider }, ports }: Visit) {
  const { cursor, limit } = readListQuery(request.query)
  const codec = createCursorCodec({ key: ports.derive('cursor'), list: 'activities', position })
  const after = cursor === undefined ? undefined : codec.decode(cursor)
  const { reader } = ports.database
  const rows = await listActivities(reader, { provider, after, limit: limit + 1 })
  const positionOf = ({ createdAt, id }: ActivityRow) => ({ createdAt, id })
  const { items, nextCursor } = pageOf(rows, { limit, codec, positionOf })
  response.json({
    activities: items.map(({ provider: _, archivedAt, ...activity }) => ({
      ...activity,
      ...(archivedAt !== null && { archivedAt }),
    })),
    ...(nextCursor !== undefined && { nextCursor }),
  })
}

async function begin(visit: Visit) {
  const { request, response, key, ports } = visit
  const asked = parseBody(zNewActivity, request.body)
  await answerOnce(ports, request, response, async (tx) => {
    const activity = await makeActivity(tx, { provider: key.provider, asked }, byOf(visit))
    return { status: 201, body: registerJson(await getRegister(tx, activity)) }
  })
}

async function read({ response, key, ports }: Visit) {
  response.json(registerJson(await getRegister(ports.database.reader, key)))
}

/** Answers with the register as it is after the change. */
function changing<Schema extends z.ZodType>(
  schema: Schema,
  change: (tx: Transaction, body: z.infer<Schema>, visit: Visit) => Promise<unknown>,
): (visit: Visit) => Promise<void> {
  return (visit) => {
    const { request, response, key, ports } = visit
    const body = parseBody(schema, request.body ?? {})
    return answerOnce(ports, request, response, async (tx): Promise<Answer> => {
      await change(tx, body, visit)
      return { status: 200, body: registerJson(await getRegister(tx, key)) }
    })
  }
}

function addSome(tx: Transaction, { people }: z.infer<typeof zAddPeople>, visit: Visit) {
  return addPeople(tx, { key: visit.key, people }, byOf(visit))
}

function remove(tx: Transaction, _body: unknown, { request, key }: Visit) {
  return removePerson(tx, { key, personId: String(request.params.person) })
}

function addDay(tx: Transaction, { day }: z.infer<typeof zSession>, { key }: Visit) {
  return addSession(tx, { key, day })
}

function mark(tx: Transaction, marks: z.infer<typeof zAttendance>, visit: Visit) {
  return takeAttendance(tx, { key: visit.key, day: visit.day, ...marks }, byOf(visit))
}

async function award({ request, response, key, actor, ports }: Visit) {
  const { people } = parseBody(zAward, request.body ?? {})
  const lists = new Set<string>()
  await answerOnce(ports, request, response, async (tx) => {
    const awards = await awardRegister(tx, { key, people, actor }, ports)
    // a unit may run more than once: what a run before it touched counts no more
    lists.clear()
    for (const { statusList } of awards) lists.add(statusList)
    return { status: 200, body: { awards: awards.map(awardIdOf) } }
  })
  for (const id of lists) await ports.statusLists.makeReady({ provider: key.provider, id })
}
