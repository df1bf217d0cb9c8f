import type { Express } from 'express'
import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { readListQuery } from '../api/list-query.ts'
import { actorOf } from '../api/scope.ts'
import type { DeriveBytes } from '../identity/installation-secret.ts'
import { listBadges } from './badge-store.ts'
import { badgeJson } from './badge-view.ts'

const path = '/api/v1/badges'

export const badgeApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'problem' },
]

/** Stands behind requireApiKey. A key of a provider lists that provider's badges: those that it can award. */
export function badgeApiRoutes(
  app: Express,
  ports: { database: Database; publicUrl: string; derive: DeriveBytes },
): void {
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'badges',
    position: z.object({ provider: z.string(), slug: z.string() }),
  })
  app.get(path, async (request, response) => {
    const { cursor, limit } = readListQuery(request.query)
    const { provider } = actorOf(response)
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
  })
}
