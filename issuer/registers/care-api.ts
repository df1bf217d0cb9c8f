import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import { answerOnce } from '../../shared/server/api/idempotency.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { Permission } from '../staff/roles.ts'
import { zNewActivity } from './activity.ts'
import { type ActivityVisit, activityApiRoutes, byOf } from './activity-api-route.ts'
import { findActivity, getActivity } from './activity-store.ts'
import {
  addGroupToRegister,
  archiveActivity,
  deleteActivity,
  renameActivity,
  restoreActivity,
} from './care-for-activity.ts'
import { hasWalls } from './has-walls.ts'
import type { RegisterPorts } from './register-ports.ts'

const zRename = z.strictObject({ name: zNewActivity.shape.name })
const zFromGroup = z.strictObject({ group: z.uuid() })
const zNothing = z.strictObject({})

const zKept = z.object({
  id: z.string(),
  name: z.string(),
  archivedAt: z.string().optional(),
  isDeleted: z.boolean(),
})

type Visit = ActivityVisit<RegisterPorts>

/** Names of activities, and what becomes of them, for programs. */
export function careApiRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const route = activityApiRoutes(ports)
  const acting = <Body extends z.ZodType>(
    below: string,
    summary: string,
    body: Body,
    work: (tx: Transaction, asked: z.infer<Body>, visit: Visit) => Promise<unknown>,
  ) => route('POST', `/:activity/${below}`, changing(body, work), { summary, body, answer: zKept })

  return [
    acting('rename', 'Give an activity another name', zRename, (tx, { name }, visit) =>
      renameActivity(tx, { key: visit.key, name }, byOf(visit)),
    ),
    acting('archive', 'Put an activity away', zNothing, (tx, _asked, visit) =>
      archiveActivity(tx, visit.key, byOf(visit)),
    ),
    acting('restore', 'Take an activity out again', zNothing, (tx, _asked, visit) =>
      restoreActivity(tx, visit.key, byOf(visit)),
    ),
    acting('delete', 'Delete an activity that was never used', zNothing, removeUnused),
    acting(
      'people/group',
      'Put a saved group on the register',
      zFromGroup,
      (tx, { group }, visit) => addGroupToRegister(tx, { key: visit.key, group }, byOf(visit)),
    ),
  ]
}

/** Answers with what became of the activity. */
function changing<Body extends z.ZodType>(
  body: Body,
  work: (tx: Transaction, asked: z.infer<Body>, visit: Visit) => Promise<unknown>,
): (visit: Visit) => Promise<void> {
  return async (visit) => {
    const { request, response, key, ports } = visit
    const asked = parseBody(body, request.body ?? {})
    await answerOnce(ports, request, response, async (tx) => {
      const before = await getActivity(tx, key)
      await work(tx, asked, visit)
      const after = await findActivity(tx, key)
      const { id, name, archivedAt } = after ?? before
      const isDeleted = after === undefined
      return { status: 200, body: { id, name, ...(archivedAt && { archivedAt }), isDeleted } }
    })
  }
}

async function removeUnused(tx: Transaction, _asked: unknown, visit: Visit) {
  const { key, ports } = visit
  await deleteActivity(tx, { key, hasWalls: await hasWalls(key, ports) }, byOf(visit))
}
