import { z } from 'zod'
import type { Database } from '../../shared/node/database/database.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { changeQuota } from './change-quota.ts'
import { zQuota, zUsage } from './quota.ts'
import { readQuota, readUsage } from './quota-store.ts'

export type QuotaPorts = {
  database: Database
  clock: () => Date
  organisations: Pick<OrganisationStore, 'get'>
}

const path = '/api/v1/organisations/:organisation/quota'
const tag = 'organisations'
const zAnswer = z.object({ quota: zQuota, usage: zUsage })

/** What an organisation may take: told to itself, set by the host. */
export function quotaApiRoutes(ports: QuotaPorts): GuardedRoute<Permission>[] {
  const { database, organisations, clock } = ports
  const tell = async (slug: string): Promise<z.infer<typeof zAnswer>> => ({
    quota: await readQuota(database.reader, slug),
    usage: await readUsage(database.reader, slug, clock()),
  })
  return [
    {
      method: 'GET',
      path,
      permission: 'read',
      scope: inOrganisation,
      errors: 'problem',
      description: {
        tag,
        summary: 'How much an organisation may take, and took today',
        answer: zAnswer,
      },
      async handler(request, response) {
        const { slug } = await organisations.get(inOrganisation(request))
        response.set('Cache-Control', 'no-store').json(await tell(slug))
      },
    },
    {
      method: 'PUT',
      path,
      permission: 'host.manage',
      scope: inOrganisation,
      errors: 'problem',
      description: {
        tag,
        summary: 'Set how much an organisation may take',
        body: zQuota,
        answer: zAnswer,
      },
      async handler(request, response, { actorId }) {
        const quota = parseBody(zQuota, request.body)
        const { slug } = await organisations.get(inOrganisation(request))
        await changeQuota(slug, { quota, actor: actorId }, ports)
        response.set('Cache-Control', 'no-store').json(await tell(slug))
      },
    },
  ]
}
