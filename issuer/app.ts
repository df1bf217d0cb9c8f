import {
  exceptForTokens,
  tokenDeclarations,
  tokenRoutes,
} from '../shared/server/api/api-keys/token-routes.ts'
import { createKeyGuard, handlerOf } from '../shared/server/api/api-keys.ts'
import { apiPageDeclarations, apiPageRoutes } from '../shared/server/api/api-page.ts'
import { openApiOf, publishOpenApi } from '../shared/server/api/openapi-document.ts'
import { createConsoleAccess } from '../shared/server/console/read-shell.ts'
import {
  createEntrances,
  declarationsOf,
  mountGuardedRoutes,
} from '../shared/server/guarded-routes.ts'
import { nameOwnOrigin, requireSameOrigin } from '../shared/server/http/cross-origin.ts'
import { createHttpApp, type HttpApp } from '../shared/server/http/http-app.ts'
import { mailboxDeclarations, mailboxRoutes } from '../shared/server/mail/mailbox-routes.ts'
import { healthDeclarations, healthRoutes } from '../shared/server/operation/health-routes.ts'
import { createMetrics } from '../shared/server/operation/metrics.ts'
import { scanAssets } from '../shared/server/scan-assets.ts'
import { guardStaff, staffDeclarations, staffRoutes } from '../shared/server/staff/staff-routes.ts'
import { createViews } from '../shared/server/views.ts'
import { applyDeclarations, applyRoutes } from './applications/apply-routes.ts'
import { ruleExchangeDeclarations, ruleExchangeRoutes } from './award-rules/rule-exchange-routes.ts'
import { rulePorts } from './award-rules/rule-ports.ts'
import { ruleDeclarations, ruleRoutes } from './award-rules/rule-routes.ts'
import { fileDeclarations, fileRoutes } from './awards/file-routes.ts'
import { badgeDeclarations, badgeRoutes } from './badges/badge-routes.ts'
import { pictureDeclarations, pictureRoutes } from './badges/picture-routes.ts'
import { claimCodeDeclarations, claimCodeRoutes } from './claim-codes/claim-code-routes.ts'
import { createRooms } from './console/shell.ts'
import { demonstrationStaff } from './demo/demonstration-staff.ts'
import { evidencePorts } from './evidence/evidence-ports.ts'
import { evidenceDeclarations, evidenceRoutes } from './evidence/evidence-routes.ts'
import { apiRoutes, consoleRoutes } from './guarded-routes.ts'
import { footLinks } from './home/foot-links.ts'
import { homeDeclarations, homeRoutes } from './home/home-routes.ts'
import { outcomeDeclarations, outcomeRoutes } from './learner-codes/outcome-routes.ts'
import { logDeclarations, logRoutes } from './log/log-routes.ts'
import { lostDeclarations, lostRoutes } from './lost-badges/lost-routes.ts'
import { oid4vciDeclarations, oid4vciRoutes } from './oid4vci/oid4vci-routes.ts'
import { cityNumbers, readinessChecks } from './operation/health.ts'
import { providerDeclarations, providerRoutes } from './providers/provider-routes.ts'
import { publishedRoutes } from './publishing/published-routes.ts'
import type { IssuerServices } from './services.ts'
import { sessionPorts } from './session-ports.ts'
import { lookDeclarations, lookRoutes } from './settings/look-routes.ts'
import { skillDeclarations, skillRoutes } from './skills/skill-routes.ts'
import { findApiAccess, permissionsOf } from './staff/api-access.ts'
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
  const openApi = openApiOf(guarded.api, {
    publicUrl: config.publicUrl,
    title: `${config.cityName.en}: badges`,
  })
  publishOpenApi(documents, openApi)
  const metrics = createMetrics(cityNumbers(services))
  const requireKey = createKeyGuard(services.apiKeys, {
    clock,
    findByToken: services.apiTokens.find,
  })
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
      madeAssets: scanAssets(),
      service: {
        name: services.city.name,
        look: services.city.look,
        footLinks: (language) => footLinks(language, config),
        ...(config.checkUrl !== undefined && { checkUrl: config.checkUrl }),
      },
    }),
    metrics,
    declarations: [
      ...healthDeclarations,
      ...lookDeclarations,
      ...homeDeclarations,
      ...apiPageDeclarations,
      ...tokenDeclarations,
      ...providerDeclarations,
      ...badgeDeclarations,
      ...pictureDeclarations,
      ...skillDeclarations,
      ...oid4vciDeclarations,
      ...logDeclarations,
      ...wallDeclarations,
      ...ruleDeclarations,
      ...ruleExchangeDeclarations,
      ...outcomeDeclarations,
      ...claimCodeDeclarations,
      ...applyDeclarations,
      ...lostDeclarations,
      ...evidenceDeclarations,
      ...fileDeclarations,
      ...staffDeclarations,
      ...(config.demo ? mailboxDeclarations : []),
      ...declarationsOf(guarded.console),
      ...declarationsOf(guarded.api),
    ],
    api: { find: createEntrances(guarded.api, findApiAccess), requireKey },
    guards(app) {
      app.use('/api/v1', exceptForTokens(handlerOf(requireKey)))
      guardStaff(app, staff)
      app.use(
        ['/apply', '/lost-badge', '/w', '/r', '/evidence', '/witness'],
        nameOwnOrigin,
        requireSameOrigin(config.publicUrl),
      )
    },
    routes(app) {
      lookRoutes(app, services)
      healthRoutes(app, readinessChecks(services), { ...services, metrics })
      homeRoutes(app, { ...services, walletUrl: config.walletUrl })
      apiPageRoutes(app, openApi, 'issuer.api')
      tokenRoutes(app, { ...services, permissionsOf })
      providerRoutes(app, services)
      badgeRoutes(app, services)
      pictureRoutes(app, services)
      skillRoutes(app, services)
      oid4vciRoutes(app, services)
      logRoutes(app, services)
      ruleRoutes(app, rulePorts(services))
      ruleExchangeRoutes(app, rulePorts(services))
      wallRoutes(app, sessionPorts(services))
      outcomeRoutes(app, services)
      claimCodeRoutes(app, { ...services, walletUrl: config.walletUrl })
      applyRoutes(app, services)
      lostRoutes(app, { ...services, walletUrl: config.walletUrl })
      evidenceRoutes(app, evidencePorts(services))
      fileRoutes(app, services)
      staffRoutes(app, staff, {
        ...(config.demo && { demonstration: demonstrationStaff }),
        ...(singleSignOn && { singleSignOn }),
      })
      if (config.demo) mailboxRoutes(app, services)
      mountGuardedRoutes(
        app,
        guarded.console,
        createConsoleAccess(createRooms({ ...services, cityName: () => services.city.name('en') })),
      )
      publishedRoutes(app, services)
    },
  })
}
