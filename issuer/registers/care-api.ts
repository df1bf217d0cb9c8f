import { z } from 'zod'
import type { Transaction } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { answerOnce } from '../../shared/server/idempotency.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { Permission } from '../staff/roles.ts'
import { zNewActivity } from './activity.ts'
import { type ActivityContext, activityApiRoute as route } from './activity-api-route.ts'
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

/** Names of activities, and what becomes of them, for programs. */
export function careApiRoutes(ports: RegisterPorts): GuardedRoute<Permission>[] {
  const by = ({ actor }: ActivityContext) => ({ actor, at: ports.clock().toISOString() })
  const acting = <Body extends z.ZodType>(
    below: string,
    summary: string,
    body: Body,
    work: (tx: Transaction, asked: z.infer<Body>, context: ActivityContext) => Promise<unknown>,
  ) =>
    route(
      'POST',
      `/:activity/${below}`,
      { summary, body, answer: zKept },
      async (request, response, context) => {
        const asked = parseBody(body, request.body ?? {})
        await answerOnce(ports, request, response, async (tx) => {
          const before = await getActivity(tx, context.key)
          await work(tx, asked, context)
          const after = await findActivity(tx, context.key)
          const { id, name, archivedAt } = after ?? before
          const isDeleted = after === undefined
          return { status: 200, body: { id, name, ...(archivedAt && { archivedAt }), isDeleted } }
        })
      },
    )

  return [
    acting('rename', 'Give an activity another name', zRename, (tx, { name }, context) =>
      renameActivity(tx, { key: context.key, name }, by(context)),
    ),
    acting('archive', 'Put an activity away', zNothing, (tx, _asked, context) =>
      archiveActivity(tx, context.key, by(context)),
    ),
    acting('restore', 'Take an activity out again', zNothing, (tx, _asked, context) =>
      restoreActivity(tx, context.key, by(context)),
    ),
    acting(
      'delete',
      'Delete an activity that was never used',
      zNothing,
      async (tx, _asked, context) =>
        deleteActivity(
          tx,
          { key: context.key, hasWalls: await hasWalls(context.key, ports) },
          by(context),
        ),
    ),
    acting(
      'people/group',
      'Put a saved group on the register',
      zFromGroup,
      (tx, { group }, context) => addGroupToRegister(tx, { key: context.key, group }, by(context)),
    ),
  ]
}
