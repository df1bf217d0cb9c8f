import type { Request } from 'express'
import { z } from 'zod'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import { awardIdOf } from '../awards/award.ts'
import { activityApiRoute as route } from '../registers/activity-api-route.ts'
import type { ActivityKey } from '../registers/activity-store.ts'
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

/** What the console does with the codes on the wall, for programs. */
export function wallApiRoutes(ports: SessionPorts): GuardedRoute<Permission>[] {
  const { database, clock } = ports

  async function tellWall(wall: WallCodeRow) {
    const { id, kind, badge, opensAt, closesAt, cap, uses, provider } = wall
    const came = await listWallUses(database.reader, wall)
    return {
      id,
      kind,
      badge,
      state: wallStateOf(wall, clock()),
      opensAt,
      closesAt,
      cap,
      uses,
      ...(kind === 'printed' && { url: `${ports.publicUrl}/w/${ports.wallSecrets.codeOf(wall)}` }),
      came: came.map(({ usedAt, name, awardId }) => ({
        at: usedAt,
        ...(name !== null && { name }),
        awardId: awardIdOf({ provider, id: awardId }),
      })),
    }
  }

  return [
    route(
      'POST',
      '/:activity/sessions/:day/wall-codes',
      { summary: 'Make a code for the wall', body: zNewWallCode, answer: zWall, status: 201 },
      async (request, response, { key, day, actor }) => {
        const asked = parseBody(zNewWallCode, request.body)
        const wall = await database.transact((tx) =>
          makeWallCode(tx, { key, day, asked, actor }, ports),
        )
        response.status(201).json(await tellWall(wall))
      },
    ),
    route(
      'GET',
      '/:activity/wall-codes/:wall',
      { summary: 'A code on the wall, and who came', answer: zWall },
      async (request, response, { key }) => {
        response.json(await tellWall(await getWallCode(database.reader, wallKeyOf(request, key))))
      },
    ),
    route(
      'POST',
      '/:activity/wall-codes/:wall/end',
      { summary: 'End a code on the wall', body: zNothing, answer: zWall },
      async (request, response, { key, actor }) => {
        parseBody(zNothing, request.body ?? {})
        const wallKey = wallKeyOf(request, key)
        await database.transact((tx) => endWallCode(tx, { key: wallKey, actor }, ports))
        response.json(await tellWall(await getWallCode(database.reader, wallKey)))
      },
    ),
  ]
}

function wallKeyOf(request: Request, { provider, id: activityId }: ActivityKey) {
  return { provider, activityId, id: String(request.params.wall) }
}
