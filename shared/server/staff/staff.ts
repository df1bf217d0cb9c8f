import type { Language } from '../../i18n/messages.ts'
import type { Database, Transaction } from '../../node/database/database.ts'
import type { Access, Roles, Scope } from '../access.ts'
import type { ConsoleShell } from '../console/shell.ts'
import type { EnqueueMail } from '../mail/outbox.ts'

export type StaffAction =
  | 'staff.invited'
  | 'staff.invitation-withdrawn'
  | 'staff.joined'
  | 'staff.role-changed'
  | 'staff.removed'
  | 'staff.signed-in'
  | 'staff.signed-out-everywhere'
  | 'staff.password-set'
  | 'staff.passkey-added'
  | 'staff.passkey-removed'
  | 'staff.identity-linked'

/** Who did what, when; ids only, never a name or an address. */
export type StaffAuditEntry = {
  scope: Scope
  actor: string
  action: StaffAction
  subject: string
  detail?: Readonly<Record<string, string | number>>
  at: string
}

/** What an application gives, so that people can sign in to it. */
export type StaffPorts = {
  database: Database
  clock: () => Date
  /** Scheme, host and port under which browsers reach the application. */
  publicUrl: string
  /** As it stands in mails and on the passkey. */
  serviceName: (language: Language) => string
  /** Tells this application's cookie from those of others on the same host. */
  cookieName: string
  /** Where somebody goes who has signed in. */
  home: string
  roles: Roles<string, string>
  /** The roles that somebody can have in a scope; none where there is no such scope. */
  rolesIn: (scope: Scope) => readonly string[]
  /** Whether there is such a part of the application. */
  isScope: (scope: Scope) => Promise<boolean>
  /** The name of a role, as people read it. */
  roleName: (role: string, language: Language) => string
  /** The name of a part of the application, as people read it. */
  scopeName: (scope: Scope, language: Language) => Promise<string>
  /** Notes what happened, in the unit in which it happens. */
  audit: (tx: Transaction, entry: StaffAuditEntry) => Promise<void>
  /** Sends a mail if, and only if, the unit is committed. Without it, links are handed over by who makes them. */
  enqueueMail?: EnqueueMail
  /** What surrounds a page that is in no room, for who has signed in. */
  readShell: (access: Access) => Promise<ConsoleShell>
}

/** How somebody stands in the audit: a pseudonym. */
export function actorIdOf(accountId: string): string {
  return `staff:${accountId}`
}
