import { z } from 'zod'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { awardIdOf } from '../awards/award.ts'
import { type ActivityVisit, activityApiRoutes } from '../registers/activity-api-route.ts'
import type { SessionPorts } from '../session-ports.ts'
import type { Permission } from '../staff/roles.ts'
import { endWallCode, makeWallCode } from './take-badge.ts'
import { wallStateOf, zNewWallCode } from './wall-code.ts'
import { getWallCode, listWallUses, type WallCodeRow } from './wall-store.ts'

const zNothing = z.strictObject({})

const zWall = z.object({
  id: z.string(),
  kind: z.string(),
  badge: z.string(),
  state: z.string(),
  opensAt: z.string(),
  closesAt: z.string(),
  cap: z.int(),
  uses: z.int(),
  /** Of a printed code: where it leads. */
  url: z.string().optional(),
  came: z.array(z.object({ at: z.string(), name: z.string().optional(), awardId: z.string() })),
})

type Visit = ActivityVisit<SessionPorts>

/** What the console does with the codes on the wall, for programs. */
export function wallApiRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  const route = activityApiRoutes(ports)
  const one = '/:activity/wall-codes/:wall'
  return [
    route('POST', '/:activity/sessions/:day/wall-codes', make, {
      ...{ summary: 'Make a code for the wall', body: zNewWallCode, answer: zWall, status: 201 },
    }),
    route('GET', one, read, { summary: 'A code on the wall, and who came', answer: zWall }),
    route('POST', `${one}/end`, end, {
      ...{ summary: 'End a code on the wall', body: zNothing, answer: zWall },
    }),
  ]
}

async function make({ request, response, key, day, actor, ports }: Visit) {
  const asked = parseBody(zNewWallCode, request.body)
  const wall = await ports.database.transact((tx) =>
    makeWallCode(tx, { key, day, asked, actor }, ports),
  )
  response.status(201).json(await tellWall(wall, ports))
}

async function read(visit: Visit) {
  const { response, ports } = visit
  const wall = await getWallCode(ports.database.reader, wallKeyOf(visit))
  response.json(await tellWall(wall, ports))
}

async function end(visit: Visit) {
  const { request, response, actor, ports } = visit
  parseBody(zNothing, request.body ?? {})
  const key = wallKeyOf(visit)
  await ports.database.transact((tx) => endWallCode(tx, { key, actor }, ports))
  response.json(await tellWall(await getWallCode(ports.database.reader, key), ports))
}

function wallKeyOf({ request, key: { provider, id: activityId } }: Visit) {
  return { provider, activityId, id: String(request.params.wall) }
}

async function tellWall(
  wall: WallCodeRow,
  { database, clock, publicUrl, wallSecrets }: SessionPorts,
): Promise<z.infer<typeof zWall>> {
  const { id, kind, badge, opensAt, closesAt, cap, uses, provider } = wall
  const came = await listWallUses(database.reader, wall)
  return {
    ...{ id, kind, badge, opensAt, closesAt, cap, uses },
    state: wallStateOf(wall, clock()),
    ...(kind === 'printed' && { url: `${publicUrl}/w/${wallSecrets.codeOf(wall)}` }),
    came: came.map(({ usedAt, name, awardId }) => ({
      at: usedAt,
      ...(name !== null && { name }),
      awardId: awardIdOf({ provider, id: awardId }),
    })),
  }
}
