import type { Transaction } from '../../node/database/database.ts'
import type { Scope } from '../access.ts'
import type { EnqueueMail } from '../mail/outbox.ts'
import { listMembers } from '../staff/account-store.ts'
import type { StaffPorts } from '../staff/staff.ts'
import type { WebhookEndpoint } from './webhook.ts'
import type { WebhookPorts } from './webhook-ports.ts'

export type DisabledPorts = {
  clock: () => Date
  publicUrl: string
  staff: Pick<StaffPorts, 'scopeName' | 'roles'>
  audit: WebhookPorts['audit']
  /** How the record names the application itself. */
  actor: string
  /** Whoever may this learns of it. */
  managing: string
  /** Where the pages of that part are. */
  roomHref: (scope: Scope) => string
  enqueueMail?: EnqueueMail
}

/** Whoever looks after the API there learns that an endpoint took nothing for a day. */
export function tellOfDisabled(ports: DisabledPorts) {
  const { clock, publicUrl, staff, audit, actor, managing, roomHref, enqueueMail } = ports
  return async (tx: Transaction, { id, scope, name }: WebhookEndpoint): Promise<void> => {
    const at = clock().toISOString()
    await audit(tx, { scope, actor, action: 'webhook.disabled', subject: id, at })
    if (enqueueMail === undefined) return
    const link = `${publicUrl}${roomHref(scope)}/webhooks/${id}`
    for (const { account, role } of await listMembers(tx, scope)) {
      if (!staff.roles[role]?.includes(managing)) continue
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
