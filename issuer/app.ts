import { requireApiKey } from '../shared/server/api-keys.ts'
import { nameOwnOrigin, requireSameOrigin } from '../shared/server/cross-origin.ts'
import { declarationsOf, mountGuardedRoutes } from '../shared/server/guarded-routes.ts'
import { createHttpApp, type HttpApp } from '../shared/server/http-app.ts'
import { createMetrics } from '../shared/server/metrics.ts'
import { guardStaff, staffDeclarations, staffRoutes } from '../shared/server/staff/staff-routes.ts'
import { createViews } from '../shared/server/views.ts'
import { awardApiDeclarations, awardApiRoutes } from './awards/award-api.ts'
import { fileDeclarations, fileRoutes } from './awards/file-routes.ts'
import { badgeApiDeclarations, badgeApiRoutes } from './badges/badge-api.ts'
import { badgeDeclarations, badgeRoutes } from './badges/badge-routes.ts'
import { pictureDeclarations, pictureRoutes } from './badges/picture-routes.ts'
import { createConsoleAccess } from './console/shell.ts'
import { bundleApiDeclarations, bundleApiRoutes } from './continuity/bundle-api.ts'
import { demonstrationStaff } from './demo/demonstration-staff.ts'
import { evidencePorts } from './evidence/evidence-ports.ts'
import { evidenceDeclarations, evidenceRoutes } from './evidence/evidence-routes.ts'
import { apiRoutes, consoleRoutes } from './guarded-routes.ts'
import { homeDeclarations, homeRoutes } from './home/home-routes.ts'
import { keyApiDeclarations, keyApiRoutes } from './identity/key-api.ts'
import { logApiDeclarations, logApiRoutes } from './log/log-api.ts'
import { logDeclarations, logRoutes } from './log/log-routes.ts'
import { mailboxDeclarations, mailboxRoutes } from './mail/mailbox-routes.ts'
import { oid4vciDeclarations, oid4vciRoutes } from './oid4vci/oid4vci-routes.ts'
import { cityNumbers } from './operation/health.ts'
import { healthDeclarations, healthRoutes } from './operation/health-routes.ts'
import { personApiDeclarations, personApiRoutes } from './people/person-api.ts'
import { lifecycleApiDeclarations, lifecycleApiRoutes } from './providers/lifecycle-api.ts'
import { providerApiDeclarations, providerApiRoutes } from './providers/provider-api.ts'
import { providerDeclarations, providerRoutes } from './providers/provider-routes.ts'
import { registerPorts } from './registers/register-ports.ts'
import type { IssuerServices } from './services.ts'
import { lookDeclarations, lookRoutes } from './settings/look-routes.ts'
import { skillDeclarations, skillRoutes } from './skills/skill-routes.ts'
import { findApiAccess } from './staff/api-access.ts'
import { accreditationApiDeclarations, accreditationApiRoutes } from './trust/accreditation-api.ts'
import { recognitionApiDeclarations, recognitionApiRoutes } from './trust/recognition-api.ts'
import { wallDeclarations, wallRoutes } from './wall-codes/wall-routes.ts'

/**
 * The city: pages for everybody, an API for its systems, a Credential Issuer for each provider. Identities, metadata
 * and status lists are ready documents (publishing/), answered before any route.
 */
export function createIssuerApp(services: IssuerServices): HttpApp {
  const { config, clock, logger, documents } = services
  const { trustedProxies } = config
  const { staff, singleSignOn } = services
  const guarded = { console: consoleRoutes(services), api: apiRoutes(services) }
  const metrics = createMetrics(cityNumbers(services))
  return createHttpApp({
    name: 'issuer',
    publicUrl: config.publicUrl,
    logger,
    clock,
    ...(trustedProxies !== undefined && { trustedProxies }),
    publicDocuments: documents,
    views: createViews({
      folders: [new URL('./', import.meta.url)],
      assetFolders: [new URL('./assets/', import.meta.url)],
      service: { name: services.city.name, look: services.city.look },
    }),
    metrics,
    declarations: [
      ...healthDeclarations,
      ...lookDeclarations,
      ...homeDeclarations,
      ...providerDeclarations,
      ...badgeDeclarations,
      ...pictureDeclarations,
      ...skillDeclarations,
      ...oid4vciDeclarations,
      ...logDeclarations,
      ...wallDeclarations,
      ...evidenceDeclarations,
      ...providerApiDeclarations,
      ...badgeApiDeclarations,
      ...awardApiDeclarations,
      ...fileDeclarations,
      ...bundleApiDeclarations,
      ...personApiDeclarations,
      ...accreditationApiDeclarations,
      ...recognitionApiDeclarations,
      ...keyApiDeclarations,
      ...logApiDeclarations,
      ...lifecycleApiDeclarations,
      ...staffDeclarations,
      ...(config.demo ? mailboxDeclarations : []),
      ...declarationsOf(guarded.console),
      ...declarationsOf(guarded.api),
    ],
    guards(app) {
      app.use('/api/v1', requireApiKey(services.apiKeys, { clock }))
      guardStaff(app, staff)
      app.use(['/w', '/evidence', '/witness'], nameOwnOrigin, requireSameOrigin(config.publicUrl))
    },
    routes(app) {
      lookRoutes(app, services)
      healthRoutes(app, { ...services, metrics })
      homeRoutes(app, services)
      providerRoutes(app, services)
      badgeRoutes(app, services)
      pictureRoutes(app, services)
      skillRoutes(app, services)
      oid4vciRoutes(app, services)
      logRoutes(app, services)
      wallRoutes(app, registerPorts(services))
      evidenceRoutes(app, evidencePorts(services))
      providerApiRoutes(app, services)
      badgeApiRoutes(app, services)
      fileRoutes(app, services)
      awardApiRoutes(app, { ...services, walletUrl: config.walletUrl })
      bundleApiRoutes(app, services)
      personApiRoutes(app, services)
      accreditationApiRoutes(app, services)
      recognitionApiRoutes(app, services)
      keyApiRoutes(app, services)
      logApiRoutes(app, services)
      lifecycleApiRoutes(app, services)
      staffRoutes(app, staff, {
        ...(config.demo && { demonstration: demonstrationStaff }),
        ...(singleSignOn && { singleSignOn }),
      })
      if (config.demo) mailboxRoutes(app, services)
      mountGuardedRoutes(app, guarded.api, findApiAccess)
      mountGuardedRoutes(
        app,
        guarded.console,
        createConsoleAccess({
          database: services.database,
          get cityName() {
            return services.city.name('en')
          },
        }),
      )
    },
  })
}
