import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { everywhere } from '../../shared/server/access.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import type { DisabledPorts } from '../../shared/server/webhooks/tell-of-disabled.ts'
import type { WebhookPorts } from '../../shared/server/webhooks/webhook-ports.ts'
import type { WebhookSecrets } from '../../shared/server/webhooks/webhook-signing.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import type { Permission } from '../staff/roles.ts'
import { cityEvents } from './city-events.ts'

export type CityWebhookPorts = {
  database: Database
  clock: () => Date
  derive: DeriveBytes
  webhookSecrets: WebhookSecrets
  staff: Pick<StaffPorts, 'isScope'>
  config: { allowLoopbackHttp: boolean }
}

/** Webhooks of the city and its providers. */
export function webhookPorts(ports: CityWebhookPorts): WebhookPorts {
  const { database, clock, derive, webhookSecrets, staff, config } = ports
  return {
    database,
    clock,
    secrets: webhookSecrets,
    events: cityEvents,
    allowLoopbackHttp: config.allowLoopbackHttp,
    cursorKey: derive('cursor'),
    isScope: staff.isScope,
    audit: auditInCity,
  }
}

/** How a disabled endpoint of the city or of a provider is told of. */
export function disabledPorts(ports: {
  clock: () => Date
  publicUrl: string
  staff: Pick<StaffPorts, 'scopeName' | 'roles'>
  enqueueMail?: EnqueueMail
}): DisabledPorts {
  return {
    ...ports,
    audit: auditInCity,
    actor: 'city',
    managing: 'api.manage' satisfies Permission,
    roomHref: (scope) => (scope === everywhere ? '/console/city' : `/console/p/${scope}`),
  }
}

const auditInCity: WebhookPorts['audit'] = (tx, { scope, ...entry }) =>
  audit(tx, { ...entry, provider: scope === everywhere ? cityItself : scope })
