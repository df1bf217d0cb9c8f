import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { Permission } from '../staff/roles.ts'
import { findAuditBreak } from './audit-chain.ts'
import { findLatestCheckpoint } from './checkpoints.ts'
import { readHead } from './log-store.ts'

const path = '/api/v1/log'

const zQuery = z.object({ audit: z.literal('check').optional() })

const zLogState = z.object({
  size: z.number(),
  root: z.string(),
  checkpoint: z.object({ size: z.number(), signedAt: z.string() }).optional(),
  audit: z.object({
    size: z.number(),
    hash: z.string(),
    isWhole: z.boolean().optional(),
    brokenBefore: z.number().optional(),
  }),
})

/** For the city alone. `?audit=check` chains every entry of the audit anew, which takes its time. */
export function logApiRoutes({ database }: { database: Database }): GuardedRoute<Permission>[] {
  const { reader } = database
  return [
    {
      method: 'GET',
      path,
      permission: 'audit.read',
      scope: 'everywhere',
      errors: 'problem',
      description: {
        tag: 'log',
        summary: 'State of the award log',
        query: zQuery,
        answer: zLogState,
      },
      async handler(request, response) {
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
      },
    },
  ]
}
