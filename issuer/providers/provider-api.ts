import type { Express } from 'express'
import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { readListQuery } from '../api/list-query.ts'
import { actorOf } from '../api/scope.ts'
import type { DeriveBytes } from '../identity/installation-secret.ts'
import { listProviders } from './provider-store.ts'
import { providerJson } from './provider-view.ts'

const path = '/api/v1/providers'

export const providerApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'problem' },
]

/** Stands behind requireApiKey. */
export function providerApiRoutes(
  app: Express,
  ports: { database: Database; publicUrl: string; derive: DeriveBytes },
): void {
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'providers',
    position: z.object({ slug: z.string() }),
  })
  app.get(path, async (request, response) => {
    const { cursor, limit } = readListQuery(request.query)
    const { provider: slug } = actorOf(response)
    const after = cursor === undefined ? undefined : codec.decode(cursor).slug
    const rows = await listProviders(ports.database.reader, { after, limit: limit + 1, slug })
    const { items, nextCursor } = pageOf(rows, {
      limit,
      codec,
      positionOf: ({ slug: last }) => ({ slug: last }),
    })
    response.set('Cache-Control', 'no-store').json({
      providers: items.map((provider) => providerJson(provider, ports.publicUrl)),
      ...(nextCursor !== undefined && { nextCursor }),
    })
  })
}
