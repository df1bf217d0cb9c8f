import type { GuardedRoute } from '../shared/server/guarded-routes.ts'
import { awardChangeApiRoutes } from './awards/award-api.ts'
import { awardConsoleRoutes } from './awards/award-console.ts'
import { badgeConsoleRoutes } from './badges/badge-console.ts'
import { designerConsoleRoutes } from './badges/designer-console.ts'
import { homeConsoleRoutes } from './console/home-console.ts'
import { auditConsoleRoutes } from './log/audit-console.ts'
import { mailConsoleRoutes } from './mail/mail-console.ts'
import { qualityConsoleRoutes } from './quality/quality-console.ts'
import type { IssuerServices } from './services.ts'
import { staffApiRoutes, staffConsoleRoutes } from './staff/people-routes.ts'
import type { Permission } from './staff/roles.ts'

type Routes = GuardedRoute<Permission>[]

/** Every way into the console. Each noun adds its list. */
export function consoleRoutes(services: IssuerServices): Routes {
  return [
    ...homeConsoleRoutes,
    ...designerConsoleRoutes(services),
    ...qualityConsoleRoutes(services),
    ...badgeConsoleRoutes(services),
    ...awardConsoleRoutes(awardPorts(services)),
    ...staffConsoleRoutes(services),
    ...mailConsoleRoutes(services),
    ...auditConsoleRoutes(services),
  ]
}

/** Every way into the API that says what it takes to enter. Each noun adds its list. */
export function apiRoutes(services: IssuerServices): Routes {
  return [...awardChangeApiRoutes(awardPorts(services)), ...staffApiRoutes(services)]
}

function awardPorts(services: IssuerServices) {
  return { ...services, walletUrl: services.config.walletUrl }
}
