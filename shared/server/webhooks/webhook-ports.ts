import type { Database, Transaction } from '../../node/database/database.ts'
import type { Scope } from '../access.ts'
import type { WebhookAction } from './webhook.ts'
import type { WebhookSecrets } from './webhook-signing.ts'

/** What an application gives, so that systems outside can be told of what happens in it. */
export type WebhookPorts = {
  database: Database
  clock: () => Date
  secrets: WebhookSecrets
  /** Every type of event that there is to choose from. */
  events: readonly string[]
  /** For development and demonstrations: endpoints on this machine, by http. */
  allowLoopbackHttp: boolean
  /** Of the cursors of lists; at least 16 bytes. */
  cursorKey: Uint8Array
  isScope: (scope: Scope) => Promise<boolean>
  /** Notes what was done, in the unit in which it is done. */
  audit: (
    tx: Transaction,
    entry: { scope: Scope; actor: string; action: WebhookAction; subject: string; at: string },
  ) => Promise<void>
}
