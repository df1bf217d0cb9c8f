import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { readListQuery, zListQuery } from '../../shared/server/list-query.ts'
import { zSlug } from '../../shared/server/slug.ts'
import { type Actor, isInScope } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { unknownProvider } from '../providers/provider-store.ts'
import type { Permission } from '../staff/roles.ts'
import { listBadges } from './badge-store.ts'
import { badgeJson, zBadgeJson } from './badge-view.ts'

const path = '/api/v1/badges'

const zBadgeList = z.object({ badges: z.array(zBadgeJson), nextCursor: z.string().optional() })

/** A key of a provider lists that provider's badges: those that it can award. */
export function badgeApiRoutes(ports: {
  database: Database
  publicUrl: string
  derive: DeriveBytes
}): GuardedRoute<Permission>[] {
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'badges',
    position: z.object({ provider: z.string(), slug: z.string() }),
  })
  return [
    {
      method: 'GET',
      path,
      permission: 'read',
      scope: 'anywhere',
      errors: 'problem',
      description: {
        tag: 'badges',
        summary: 'The badges that are published',
        query: zListQuery.extend(zChoice.shape),
        answer: zBadgeList,
      },
      async handler(request, response) {
        const { cursor, limit } = readListQuery(request.query)
        const { provider } = choiceOf(request.query, actorOf(response))
        const after = cursor === undefined ? undefined : codec.decode(cursor)
        const rows = await listBadges(ports.database.reader, { after, limit: limit + 1, provider })
        const { items, nextCursor } = pageOf(rows, {
          limit,
          codec,
          positionOf: ({ provider: of, slug }) => ({ provider: of, slug }),
        })
        response.set('Cache-Control', 'no-store').json({
          badges: items.map((badge) => badgeJson(badge, ports.publicUrl)),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      },
    },
  ]
}

const zChoice = z.object({ provider: zSlug.optional() })

/** @throws AppError request_malformed, not_found for a provider that one may not see */
function choiceOf(query: unknown, actor: Actor): { provider: string | undefined } {
  const { provider = actor.provider } = parseBody(zChoice, query)
  if (provider !== undefined && !isInScope(actor, provider)) throw unknownProvider()
  return { provider }
}
