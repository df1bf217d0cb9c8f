import { isMessageKey, translateLoosely } from '../../shared/i18n/catalogue.ts'
import type { Database } from '../../shared/node/database/database.ts'
import type { DeriveBytes } from '../../shared/node/kms/installation-secret.ts'
import { everywhere } from '../../shared/server/access.ts'
import type { ApiKeyPorts } from '../../shared/server/api/api-keys/key-ports.ts'
import type { KeptApiKeys } from '../../shared/server/api/api-keys.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import { audit } from '../log/audit.ts'
import { cityItself } from '../log/audit-entry.ts'
import { permissionsIn } from './api-access.ts'

/** Keys to the API of the city and its providers. */
export function apiKeyPorts(ports: {
  database: Database
  clock: () => Date
  derive: DeriveBytes
  staff: Pick<StaffPorts, 'isScope'>
  apiKeys: Pick<KeptApiKeys, 'forget'>
}): ApiKeyPorts {
  const { database, clock, derive, staff, apiKeys } = ports
  return {
    database,
    clock,
    permissionsIn,
    permissionName(permission) {
      const key = `console.keys.can.${permission}`
      return isMessageKey(key) ? translateLoosely('en', key) : permission
    },
    cursorKey: derive('cursor'),
    isScope: staff.isScope,
    forgetKeys: apiKeys.forget,
    audit: (tx, { scope, ...entry }) =>
      audit(tx, { ...entry, provider: scope === everywhere ? cityItself : scope }),
  }
}
