import { accreditationRoutes } from './accreditation-console.ts'
import { ownDomainRoutes } from './own-domain-console.ts'
import { providerListRoutes } from './provider-list-console.ts'
import type { ProviderConsolePorts, Route } from './provider-page.ts'
import { providerRoomRoutes } from './provider-room-console.ts'
import { providerStateRoutes } from './provider-state-console.ts'

/** Who is a provider of the city, and for which badges it stands. For the city alone. */
export function providerConsoleRoutes(ports: ProviderConsolePorts): Route[] {
  return [
    // first, so that no provider is looked for under the address of the new one
    ...providerListRoutes(ports),
    ...providerRoomRoutes(ports),
    ...ownDomainRoutes(ports),
    ...accreditationRoutes(ports),
    ...providerStateRoutes(ports),
  ]
}
