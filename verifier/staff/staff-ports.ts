import { type MessageKey, translate } from '../../shared/i18n/catalogue.ts'
import type { Language } from '../../shared/i18n/messages.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { everywhere } from '../../shared/server/access.ts'
import { readShell } from '../../shared/server/console/read-shell.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import { auditIn } from '../audit/audit.ts'
import { createRooms } from '../console/rooms.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { type Role, roles, rolesIn } from './roles.ts'

export type EmployerStaffPorts = {
  database: Database
  clock: () => Date
  publicUrl: string
  organisations: OrganisationStore
  serviceName: (language: Language) => string
  enqueueMail?: EnqueueMail
}

/** Who works for the host and its organisations. */
export function createStaffPorts(ports: EmployerStaffPorts): StaffPorts {
  const { database, clock, publicUrl, organisations, serviceName, enqueueMail } = ports
  const rooms = createRooms(organisations)
  return {
    database,
    clock,
    publicUrl,
    serviceName,
    cookieName: 'employer-staff',
    home: '/console',
    roles,
    rolesIn,
    isScope: async (scope) =>
      scope === everywhere || (await organisations.find(scope)) !== undefined,
    // sound: the role stands in the table of roles, and each has its name there
    roleName: (role, language) =>
      translate(language, `employer.role.${role as Role}` satisfies MessageKey),
    scopeName: async (scope, language) =>
      scope === everywhere
        ? translate(language, 'employer.host')
        : ((await organisations.find(scope))?.name ?? scope),
    ...(enqueueMail && { enqueueMail }),
    readShell: (access) => readShell(undefined, access, rooms),
    audit: auditIn,
  }
}
