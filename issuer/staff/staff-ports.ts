import { type MessageKey, translate } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import { everywhere } from '../../shared/server/access.ts'
import { readShell } from '../../shared/server/console/read-shell.ts'
import type { EnqueueMail } from '../../shared/server/mail/outbox.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import { createRooms } from '../console/shell.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { findProvider } from '../providers/provider-store.ts'
import type { City } from '../settings/city.ts'
import { type Role, roles, rolesIn } from './roles.ts'

export type CityStaffPorts = {
  database: Database
  clock: () => Date
  publicUrl: string
  city: Pick<City, 'name'>
  enqueueMail?: EnqueueMail
}

/** Who works for the city and its providers. */
export function createStaffPorts(ports: CityStaffPorts): StaffPorts {
  const { database, clock, publicUrl, city, enqueueMail } = ports
  const rooms = createRooms({ database, cityName: () => city.name('en') })
  const findName = async (slug: string) => (await findProvider(database.reader, slug))?.name
  return {
    database,
    clock,
    publicUrl,
    serviceName: city.name,
    cookieName: 'city-staff',
    home: '/console',
    roles,
    rolesIn,
    isScope: async (scope) => scope === everywhere || (await findName(scope)) !== undefined,
    // sound: the role stands in the table of roles, and each has its name there
    roleName: (role, language) =>
      translate(language, `console.role.${role as Role}` satisfies MessageKey),
    scopeName: async (scope, language) =>
      scope === everywhere ? city.name(language) : ((await findName(scope))?.[language] ?? scope),
    ...(enqueueMail && { enqueueMail }),
    readShell: (access) => readShell(undefined, access, rooms),
    audit: (tx, { scope, ...entry }) =>
      audit(tx, { ...entry, provider: scope === everywhere ? cityItself : scope }),
  }
}
