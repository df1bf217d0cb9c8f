import type { Database, Transaction } from '../../../node/database/database.ts'
import type { Scope } from '../../access.ts'
import type { ApiKeyAction } from './api-key.ts'

/** What an application gives, so that its people and programs can make keys to its API. */
export type ApiKeyPorts = {
  database: Database
  clock: () => Date
  /** Everything that a key of that scope can be let do. */
  permissionsIn: (scope: Scope) => readonly string[]
  /** What a permission is for, as people read it. */
  permissionName: (permission: string) => string
  /** Of the cursors of lists; at least 16 bytes. */
  cursorKey: Uint8Array
  isScope: (scope: Scope) => Promise<boolean>
  /** After a unit that ended keys: they are let in no more, from now on. */
  forgetKeys: () => void
  /** Notes what was done, in the unit in which it is done. */
  audit: (
    tx: Transaction,
    entry: { scope: Scope; actor: string; action: ApiKeyAction; subject: string; at: string },
  ) => Promise<void>
}
