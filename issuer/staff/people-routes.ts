import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { peopleApiRoutes } from '../../shared/server/staff/people-api.ts'
import { peopleConsoleRoutes } from '../../shared/server/staff/people-console.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import type { Permission } from './roles.ts'

type Ports = { staff: StaffPorts }

const permission = 'staff.manage'

/** Who works for the city, and who for each provider. */
export function staffConsoleRoutes({ staff }: Ports): GuardedRoute<Permission>[] {
  return ['/console/city/people', '/console/p/:provider/people'].flatMap((path) =>
    peopleConsoleRoutes<Permission>(staff, { area: 'people', path, permission }),
  )
}

/** The same for programs. */
export function staffApiRoutes({ staff }: Ports): GuardedRoute<Permission>[] {
  return ['/api/v1/staff', '/api/v1/providers/:provider/staff'].flatMap((path) =>
    peopleApiRoutes<Permission>(staff, { path, permission }),
  )
}
