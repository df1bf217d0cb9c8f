import { z } from 'zod'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { bindHandlers, type RouteVisit } from '../../shared/server/visit.ts'
import { commentOnBadge } from '../quality/quality-check.ts'
import type { Permission } from '../staff/roles.ts'
import { actingIn, keyOf } from './badge-console.ts'
import { listBadgeEvents } from './badge-event-store.ts'
import { listVersions } from './badge-store.ts'
import { badgeJson } from './badge-view.ts'
import { keepPicture } from './picture-store.ts'
import type { PublishBadgePorts } from './publish-badge.ts'
import { retireBadge } from './retire-badge.ts'
import { maxPictureBytes } from './uploaded-picture.ts'

const badges = '/api/v1/providers/:provider/badges/:badge'

const zWords = z.strictObject({ words: z.string().trim().min(1).max(2_000) })
const zRetire = z.strictObject({ reason: z.string().trim().max(500).default('') })

export const zDone = z.object({ done: z.literal(true) })
export const zBadgeAnswer = z.looseObject({ badge: z.string(), version: z.int() })

type Visit = RouteVisit<Permission, PublishBadgePorts>

/** A badge with all its versions: what was said and done, its comments, its end and its pictures. */
export function badgeRoomApiRoutes(ports: PublishBadgePorts): readonly GuardedRoute<Permission>[] {
  const bound = bindHandlers(ports)
  const inRoom = { scope: inProvider, errors: 'problem' } as const
  const tag = 'badges'

  return [
    {
      ...inRoom,
      method: 'GET',
      path: badges,
      permission: 'read',
      description: {
        summary: 'Read a badge: its versions, and what was said and done',
        tag,
        answer: z.object({
          versions: z.array(zBadgeAnswer),
          events: z.array(
            z.looseObject({
              version: z.int(),
              kind: z.string(),
              words: z.string(),
              at: z.string(),
            }),
          ),
        }),
      },
      handler: bound(read),
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${badges}/comments`,
      permission: 'badge.write',
      description: { summary: 'Comment on a badge', tag, body: zWords, answer: zDone, status: 201 },
      handler: bound(comment),
    },
    {
      ...inRoom,
      method: 'POST',
      path: `${badges}/retire`,
      permission: 'badge.publish',
      description: { summary: 'Retire a badge', tag, body: zRetire, answer: zBadgeAnswer },
      handler: bound(retire),
    },
    {
      ...inRoom,
      method: 'POST',
      path: '/api/v1/providers/:provider/badge-pictures',
      permission: 'badge.write',
      takesBytes: true,
      maxBodyBytes: maxPictureBytes,
      description: {
        summary: 'Send the picture of a badge: PNG, JPEG or SVG as application/octet-stream',
        tag,
        answer: z.object({ picture: z.string() }),
        status: 201,
      },
      handler: bound(takePicture),
    },
  ]
}

async function read({ request, response, ports }: Visit) {
  const { publicUrl } = ports
  const { reader } = ports.database
  const key = keyOf(request)
  const [versions, events] = await Promise.all([
    listVersions(reader, key),
    listBadgeEvents(reader, key),
  ])
  response.json({
    versions: versions.map((badge) => badgeJson(badge, publicUrl)),
    events: events.map(({ version, kind, actor, words, points, at }) => ({
      version,
      kind,
      actor,
      words,
      points,
      at,
    })),
  })
}

async function comment({ request, response, access, ports }: Visit) {
  const { clock, database } = ports
  const { words } = parseBody(zWords, request.body)
  const input = { ...keyOf(request), ...actingIn(request, access, clock), words }
  await database.transact((tx) => commentOnBadge(tx, input))
  response.status(201).json({ done: true })
}

async function retire({ request, response, access, ports }: Visit) {
  const { clock, database, publicUrl } = ports
  const { reason } = parseBody(zRetire, request.body ?? {})
  const input = { ...keyOf(request), ...actingIn(request, access, clock), reason }
  const badge = await database.transact((tx) => retireBadge(tx, input))
  response.json(badgeJson(badge, publicUrl))
}

async function takePicture({ request, response, ports }: Visit) {
  const bytes: unknown = request.body
  const sent = Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
  const picture = await keepPicture({ provider: inProvider(request), bytes: sent }, ports)
  response.status(201).json({ picture })
}
