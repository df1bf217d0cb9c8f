import type { Request, Response } from 'express'
import { z } from 'zod'
import { translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { consolePage } from '../../shared/server/console/console-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { zListQuery } from '../../shared/server/list-query.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { Permission } from '../staff/roles.ts'
import { type DeletedKind, deletedKinds, zDeletion } from './deletion.ts'
import { findNextDue, getStatement, type ListedDeletion, listDeletions } from './deletion-store.ts'

export type DeletionRoutePorts = { database: Database; derive: DeriveBytes }

const path = '/console/o/:organisation/deleted'
const apiPath = '/api/v1/organisations/:organisation/deletions'
const tag = 'deletions'
const pageSize = 25
const contentType = 'application/waymark-deletion+jwt'

const zListed = zDeletion
  .pick({ deletedAt: true, why: true, by: true, counts: true })
  .extend({ id: z.string(), statement: z.string().exactOptional() })
const zList = z.object({ deletions: z.array(zListed), nextCursor: z.string().optional() })

/** What was deleted, with its proof. It names nobody, so all who work there may see it. */
export function deletionConsoleRoutes(ports: DeletionRoutePorts): GuardedRoute<Permission>[] {
  const { reader } = ports.database
  const common = { method: 'GET', permission: 'read', scope: inOrganisation } as const
  return [
    {
      ...{ ...common, path, errors: 'page' },
      async handler(request, response) {
        const organisation = inOrganisation(request)
        const { after } = request.query
        const cursor = typeof after === 'string' ? { cursor: after } : {}
        const { items, nextCursor } = await listDeletions(
          { organisation, ...cursor, limit: pageSize },
          { ...ports, reader },
        )
        const here = path.replace(':organisation', organisation)
        consolePage(
          response,
          'retention/deleted.njk',
          {
            deletions: items.map((one) => viewOf(one, here)),
            next: await findNextDue(reader, organisation),
            more: nextCursor && `${here}?after=${encodeURIComponent(nextCursor)}`,
          },
          { title: translate('en', 'employer.deleted.title'), area: 'deleted' },
        )
      },
    },
    {
      ...{ ...common, path: `${path}/:deletion/proof`, errors: 'page' },
      handler: (request, response) => sendStatement(request, response, ports),
    },
  ]
}

/** The same for programs. */
export function deletionApiRoutes(ports: DeletionRoutePorts): GuardedRoute<Permission>[] {
  const common = { method: 'GET', permission: 'read', scope: inOrganisation } as const
  return [
    {
      ...{ ...common, path: apiPath, errors: 'problem' },
      description: {
        ...{ tag, summary: 'What was deleted, the newest first', answer: zList },
        query: zListQuery,
      },
      async handler(request, response) {
        const { cursor, limit } = parseBody(zListQuery, request.query)
        const organisation = inOrganisation(request)
        const page = await listDeletions(
          { organisation, limit, ...(cursor !== undefined && { cursor }) },
          { ...ports, reader: ports.database.reader },
        )
        const { items: deletions, nextCursor } = page
        response.json({ deletions, ...(nextCursor !== undefined && { nextCursor }) })
      },
    },
    {
      ...{ ...common, path: `${apiPath}/:deletion/proof`, errors: 'problem' },
      description: { tag, summary: 'The signed proof of a deletion', answerType: contentType },
      handler: (request, response) => sendStatement(request, response, ports),
    },
  ]
}

async function sendStatement(
  request: Request,
  response: Response,
  { database }: DeletionRoutePorts,
): Promise<void> {
  const organisation = inOrganisation(request)
  const id = String(request.params.deletion)
  const statement = await getStatement(database.reader, { organisation, id })
  response.attachment(`deletion-${id}.jwt`).type(contentType).send(statement)
}

function viewOf({ id, deletedAt, why, by, counts, statement }: ListedDeletion, here: string) {
  return {
    at: deletedAt,
    what: deletedKinds
      .filter((kind) => counts[kind] > 0)
      .map((kind) => countText(kind, counts[kind]))
      .join(', '),
    why: translate('en', `employer.deleted.why.${why}`),
    by,
    ...(statement !== undefined && { proof: `${here}/${id}/proof` }),
  }
}

function countText(kind: DeletedKind, count: number): string {
  return translate('en', `employer.deleted.count.${kind}`, { count })
}
