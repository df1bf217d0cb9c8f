import type { Database, Transaction } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { everywhere, type Scope } from '../../shared/server/access.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import { listMembers } from '../../shared/server/staff/account-store.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import type { WebhookEndpoint } from '../../shared/server/webhooks/webhook.ts'
import type { WebhookPorts } from '../../shared/server/webhooks/webhook-ports.ts'
import type { WebhookSecrets } from '../../shared/server/webhooks/webhook-signing.ts'
import { audit, cityItself } from '../log/audit.ts'
import { type Permission, type Role, roles } from '../staff/roles.ts'
import { cityEvents } from './city-events.ts'

const managing: Permission = 'api.manage'

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
    audit: (tx, { scope, ...entry }) =>
      audit(tx, { ...entry, provider: scope === everywhere ? cityItself : scope }),
  }
}

/** Whoever looks after the API there learns that an endpoint took nothing for a day. */
export function tellOfDisabled(ports: {
  clock: () => Date
  publicUrl: string
  staff: Pick<StaffPorts, 'scopeName'>
  enqueueMail?: EnqueueMail
}) {
  const { clock, publicUrl, staff, enqueueMail } = ports
  return async (tx: Transaction, { id, scope, name }: WebhookEndpoint): Promise<void> => {
    await audit(tx, {
      provider: scope === everywhere ? cityItself : scope,
      actor: 'city',
      action: 'webhook.disabled',
      subject: id,
      at: clock().toISOString(),
    })
    if (enqueueMail === undefined) return
    const link = `${publicUrl}${roomOf(scope)}/webhooks/${id}`
    for (const { account, role } of await listMembers(tx, scope)) {
      // sound: a membership has a role of the table
      if (!roles[role as Role].includes(managing)) continue
      const { language } = account
      const where = await staff.scopeName(scope, language)
      await enqueueMail(tx, {
        to: account.email,
        template: 'webhook-disabled',
        params: { name, where, link },
        language,
        about: `webhook:${id}`,
      })
    }
  }
}

function roomOf(scope: Scope): string {
  return scope === everywhere ? '/console/city' : `/console/p/${scope}`
}
