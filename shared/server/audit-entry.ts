import type { ApiKeyAction } from './api/api-keys/api-key.ts'
import type { StaffAction } from './staff/staff.ts'
import type { WebhookAction } from './webhooks/webhook.ts'

/** What is done alike in every application. */
export type SharedAction = StaffAction | ApiKeyAction | WebhookAction

/** Who did or saw what, when. Holds pseudonyms only: ids, never a name or an address. */
export type AuditedAct<Action extends string> = {
  /** `api-key:<id>`, `staff:<id>`, or a role of which there is one: `city`, `host`, `holder`. */
  actor: string
  action: Action
  subject: string
  detail?: Readonly<Record<string, string | number>>
  at: string
}

/** An entry of an application's record, as it is kept. */
export type AuditLine = {
  id: string
  actor: string
  action: string
  subject: string
  /** JSON */
  detail: string
  at: string
}

/** Beside them each application keeps whose an entry is. */
export const auditLineColumns = {
  id: { type: 'varchar', primary: true },
  actor: { type: 'varchar' },
  action: { type: 'varchar' },
  subject: { type: 'varchar' },
  detail: { type: 'text' },
  at: { type: 'varchar' },
} as const
