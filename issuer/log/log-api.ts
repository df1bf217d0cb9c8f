import type { Express } from 'express'
import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import { parseBody } from '../../shared/server/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { assertCity } from '../actor.ts'
import { actorOf } from '../api/scope.ts'
import { findAuditBreak } from './audit-chain.ts'
import { findLatestCheckpoint } from './checkpoints.ts'
import { readHead } from './log-store.ts'

const path = '/api/v1/log'

export const logApiDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['GET'], errors: 'problem' },
]

const zQuery = z.object({ audit: z.literal('check').optional() })

/** Stands behind requireApiKey. `?audit=check` chains every entry of the audit anew, which takes its time. */
export function logApiRoutes(app: Express, { database }: { database: Database }): void {
  const { reader } = database
  app.get(path, async (request, response) => {
    assertCity(actorOf(response))
    const { audit } = parseBody(zQuery, request.query)
    const { size, root, auditSize, auditHash } = await readHead(reader)
    const latest = await findLatestCheckpoint(reader)
    const brokenBefore = audit === 'check' ? await findAuditBreak(reader) : undefined
    response.set('Cache-Control', 'no-store').json({
      size,
      root,
      ...(latest && { checkpoint: { size: latest.size, signedAt: latest.signedAt } }),
      audit: {
        size: auditSize,
        hash: auditHash,
        ...(audit === 'check' && { isWhole: brokenBefore === undefined }),
        ...(brokenBefore !== undefined && { brokenBefore }),
      },
    })
  })
}
