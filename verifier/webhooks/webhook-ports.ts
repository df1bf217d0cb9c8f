import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import type { DisabledPorts } from '../../shared/server/webhooks/tell-of-disabled.ts'
import type { WebhookPorts } from '../../shared/server/webhooks/webhook-ports.ts'
import type { WebhookSecrets } from '../../shared/server/webhooks/webhook-signing.ts'
import { auditIn } from '../audit/audit.ts'
import { roomHref } from '../console/rooms.ts'
import type { Permission } from '../staff/roles.ts'
import { employerEvents } from './employer-events.ts'

/** Webhooks of the host and its organisations. */
export function webhookPorts(ports: {
  database: Database
  clock: () => Date
  derive: DeriveBytes
  webhookSecrets: WebhookSecrets
  staff: Pick<StaffPorts, 'isScope'>
  config: { allowLoopbackHttp: boolean }
}): WebhookPorts {
  const { database, clock, derive, webhookSecrets, staff, config } = ports
  return {
    database,
    clock,
    secrets: webhookSecrets,
    events: employerEvents,
    allowLoopbackHttp: config.allowLoopbackHttp,
    cursorKey: derive('cursor'),
    isScope: staff.isScope,
    audit: auditIn,
  }
}

/** How a disabled endpoint of the host or of an organisation is told of. */
export function disabledPorts(ports: {
  clock: () => Date
  publicUrl: string
  staff: Pick<StaffPorts, 'scopeName' | 'roles'>
  enqueueMail?: EnqueueMail
}): DisabledPorts {
  return {
    ...ports,
    audit: auditIn,
    actor: 'host',
    managing: 'api.manage' satisfies Permission,
    roomHref,
  }
}
