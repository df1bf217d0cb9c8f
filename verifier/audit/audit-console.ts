import { isMessageKey, type MessageKey } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { SharedAction } from '../../shared/server/audit-entry.ts'
import { showAudit } from '../../shared/server/console/audit-page.ts'
import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { Permission } from '../staff/roles.ts'
import { type AuditAction, auditEntity, hostItself } from './audit.ts'

export type AuditPorts = {
  database: Database
  derive: DeriveBytes
  organisations: OrganisationStore
}

/** Who did and saw what, when: for the host's own, and for each organisation. */
export function auditConsoleRoutes(ports: AuditPorts): GuardedRoute<Permission>[] {
  const { database, derive, organisations } = ports
  const record = {
    ...{ database, derive, entity: auditEntity },
    column: 'organisation',
    wordsFor,
  } as const
  const common = { method: 'GET', permission: 'audit.read', errors: 'page' } as const
  return [
    {
      ...common,
      path: '/console/host/audit',
      scope: 'everywhere',
      handler: (request, response) =>
        showAudit(request, response, { ...record, owner: hostItself }),
    },
    {
      ...common,
      path: '/console/o/:organisation/audit',
      scope: inOrganisation,
      async handler(request, response) {
        const { slug } = await organisations.get(inOrganisation(request))
        await showAudit(request, response, {
          ...{ ...record, owner: slug },
          hrefFor: (entry) => pageOf(entry, slug),
        })
      },
    },
  ]
}

const areas: Readonly<Record<string, string>> = { candidate: 'candidates', vacancy: 'vacancies' }

function pageOf({ action, subject }: { action: string; subject: string }, organisation: string) {
  const area = areas[action.split('.')[0] ?? '']
  return area && `/console/o/${organisation}/${area}/${encodeURIComponent(subject)}`
}

/** No act is without its words: else this does not compile. What the staff does has the same words everywhere. */
function wordsFor(action: string): MessageKey {
  // sound: whatever else stands in the record has no such key, and showAudit shows it as it stands
  const own: MessageKey = `employer.audit.${action as Exclude<AuditAction, SharedAction>}`
  return isMessageKey(own) ? own : `console.audit.${action as SharedAction}`
}
