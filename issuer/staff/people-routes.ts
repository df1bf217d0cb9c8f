import { type GuardedRoute, inProvider } from '../../shared/server/guarded-routes.ts'
import { peopleApiRoutes } from '../../shared/server/staff/people-api.ts'
import { peopleConsoleRoutes } from '../../shared/server/staff/people-console.ts'
import type { StaffPorts } from '../../shared/server/staff/staff.ts'
import type { Permission } from './roles.ts'

type Ports = { staff: StaffPorts }

const permission = 'staff.manage'

/** Who works for the city, and who for each provider. */
export function staffConsoleRoutes({ staff }: Ports): GuardedRoute<Permission>[] {
  const area = 'people'
  return [
    { path: '/console/city/people', scope: 'everywhere' as const },
    { path: '/console/p/:provider/people', scope: inProvider },
  ].flatMap((room) => peopleConsoleRoutes<Permission>(staff, { ...room, area, permission }))
}

/** The same for programs. */
export function staffApiRoutes({ staff }: Ports): GuardedRoute<Permission>[] {
  return [
    { path: '/api/v1/staff', scope: 'everywhere' as const },
    { path: '/api/v1/providers/:provider/staff', scope: inProvider },
  ].flatMap((room) => peopleApiRoutes<Permission>(staff, { ...room, permission }))
}
