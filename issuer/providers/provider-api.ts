import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { readListQuery, zListQuery } from '../../shared/server/list-query.ts'
import { actorOf } from '../api/scope.ts'
import type { Permission } from '../staff/roles.ts'
import { listProviders } from './provider-store.ts'
import { providerJson, zProviderJson } from './provider-view.ts'

const path = '/api/v1/providers'

const zProviderList = z.object({
  providers: z.array(zProviderJson),
  nextCursor: z.string().optional(),
})

export function providerApiRoutes(ports: {
  database: Database
  publicUrl: string
  derive: DeriveBytes
}): GuardedRoute<Permission>[] {
  const codec = createCursorCodec({
    key: ports.derive('cursor'),
    list: 'providers',
    position: z.object({ slug: z.string() }),
  })
  return [
    {
      method: 'GET',
      path,
      permission: 'read',
      scope: 'anywhere',
      errors: 'problem',
      description: {
        tag: 'providers',
        summary: 'The providers',
        query: zListQuery,
        answer: zProviderList,
      },
      async handler(request, response) {
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
      },
    },
  ]
}
