import type { Request, Response } from 'express'
import { z } from 'zod'
import { isMessageKey, translate, translateLoosely } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import { createCursorCodec, pageOf } from '../../shared/server/cursor.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import type { Permission } from '../staff/roles.ts'
import { type AuditRow, auditEntity, cityItself } from './audit.ts'

export type AuditPorts = { database: Database; derive: DeriveBytes }

const pageSize = 50

/** What was done, by whom, when: for the city's own, and for each provider. Pseudonyms only. */
export function auditConsoleRoutes(ports: AuditPorts): GuardedRoute<Permission>[] {
  const show = async (request: Request, response: Response, owner: string) => {
    const rooms = { database: ports.database, owner, path: request.path }
    const page = await readPage(request, rooms, ports.derive)
    const title = translate('en', 'console.area.audit')
    consolePage(response, 'log/audit.njk', page, { title, area: 'audit' })
  }
  const common = { method: 'GET', permission: 'audit.read', errors: 'page' } as const
  return [
    {
      ...common,
      path: '/console/city/audit',
      scope: 'everywhere',
      handler: (request, response) => show(request, response, cityItself),
    },
    {
      ...common,
      path: '/console/p/:provider/audit',
      scope: inProvider,
      handler: (request, response) => show(request, response, inProvider(request)),
    },
  ]
}

async function readPage(
  request: Request,
  { database, owner, path }: { database: Database; owner: string; path: string },
  derive: DeriveBytes,
) {
  const codec = createCursorCodec({
    key: derive('cursor'),
    list: `audit ${owner}`,
    position: z.object({ at: z.string(), id: z.string() }),
  })
  const { after } = request.query
  const position = typeof after === 'string' ? codec.decode(after) : undefined
  const query = database.reader
    .createQueryBuilder(auditEntity, 'entry')
    .where('entry.provider = :owner', { owner })
    .orderBy('entry.at', 'DESC')
    .addOrderBy('entry.id', 'DESC')
  if (position !== undefined) query.andWhere('(entry.at, entry.id) < (:at, :id)', position)
  const rows = await query.limit(pageSize + 1).getMany()
  const { items, nextCursor } = pageOf(rows, {
    limit: pageSize,
    codec,
    positionOf: ({ at, id }) => ({ at, id }),
  })
  return {
    entries: items.map(viewOf),
    more: nextCursor && `${path}?after=${encodeURIComponent(nextCursor)}`,
  }
}

function viewOf({ actor, action, subject, detail, at }: AuditRow) {
  const key = `console.audit.${action}`
  // audit() wrote it
  const entries = Object.entries(JSON.parse(detail) as Record<string, unknown>)
  return {
    at,
    actor,
    action: isMessageKey(key) ? translateLoosely('en', key) : action,
    subject,
    detail: entries.map(([name, value]) => `${name}: ${String(value)}`).join(', '),
  }
}
