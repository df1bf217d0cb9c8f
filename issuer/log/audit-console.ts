import type { MessageKey } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { showAudit } from '../../shared/server/console/audit-page.ts'
import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { roomHref } from '../console/shell.ts'
import type { Permission } from '../staff/roles.ts'
import { type AuditAction, auditEntity, cityItself } from './audit-entry.ts'

export type AuditPorts = { database: Database; derive: DeriveBytes }

/** What was done, by whom, when: for the city's own, and for each provider. */
export function auditConsoleRoutes({ database, derive }: AuditPorts): GuardedRoute<Permission>[] {
  const record = {
    ...{ database, derive, entity: auditEntity, wordsFor },
    column: 'provider',
  } as const
  const common = { method: 'GET', permission: 'audit.read', errors: 'page' } as const
  return [
    {
      ...common,
      path: '/console/city/audit',
      scope: 'everywhere',
      handler: (request, response) =>
        showAudit(request, response, { ...record, owner: cityItself }),
    },
    {
      ...common,
      path: '/console/p/:provider/audit',
      scope: inProvider,
      handler: (request, response) =>
        showAudit(request, response, {
          ...{ ...record, owner: inProvider(request) },
          hrefFor: (entry) => pageOf(entry, roomHref(inProvider(request))),
        }),
    },
  ]
}

const areas: Readonly<Record<string, string>> = {
  award: 'awards',
  badge: 'badges',
  activity: 'sessions',
  evidence: 'reviews',
}

function pageOf({ action, subject }: { action: string; subject: string }, room: string) {
  const area = areas[action.split('.')[0] ?? '']
  return area && `${room}/${area}/${encodeURIComponent(subject)}`
}

/** No act is without its words: else this does not compile. */
function wordsFor(action: string): MessageKey {
  // sound: whatever else stands in the record has no such key, and showAudit shows it as it stands
  return `console.audit.${action as AuditAction}`
}
