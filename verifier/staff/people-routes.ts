import type { GuardedRoute } from '../../shared/server/guarded-routes.ts'
import { peopleApiRoutes } from '../../shared/server/staff/people-api.ts'
import { peopleConsoleRoutes } from '../../shared/server/staff/people-console.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import { inOrganisation } from '../organisations/organisation-scope.ts'
import type { Permission } from './roles.ts'

type Ports = { staff: StaffPorts }

const permission = 'staff.manage'

/** Who works for the host, and who for each organisation. */
export function staffConsoleRoutes({ staff }: Ports): GuardedRoute<Permission>[] {
  const area = 'people'
  return [
    { path: '/console/host/people', scope: 'everywhere' as const },
    { path: '/console/o/:organisation/people', scope: inOrganisation },
  ].flatMap((room) => peopleConsoleRoutes<Permission>(staff, { ...room, area, permission }))
}

/** The same for programs. */
export function staffApiRoutes({ staff }: Ports): GuardedRoute<Permission>[] {
  return [
    { path: '/api/v1/staff', scope: 'everywhere' as const },
    { path: '/api/v1/organisations/:organisation/staff', scope: inOrganisation },
  ].flatMap((room) => peopleApiRoutes<Permission>(staff, { ...room, permission }))
}
