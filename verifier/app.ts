import { translate } from '../shared/i18n/catalogue.ts'
import {
  exceptForTokens,
  tokenDeclarations,
  tokenRoutes,
} from '../shared/server/api/api-keys/token-routes.ts'
import { createKeyGuard, handlerOf } from '../shared/server/api/api-keys.ts'
import { apiPageDeclarations, apiPageRoutes } from '../shared/server/api/api-page.ts'
import { openApiOf, publishOpenApi } from '../shared/server/api/openapi-document.ts'
import {
  createEntrances,
  declarationsOf,
  mountGuardedRoutes,
} from '../shared/server/guarded-routes.ts'
import { createHttpApp, type HttpApp } from '../shared/server/http/http-app.ts'
import { mailboxDeclarations, mailboxRoutes } from '../shared/server/mail/mailbox-routes.ts'
import { healthDeclarations, healthRoutes } from '../shared/server/operation/health-routes.ts'
import { createMetrics } from '../shared/server/operation/metrics.ts'
import { scanAssets } from '../shared/server/scan-assets.ts'
import { guardStaff, staffDeclarations, staffRoutes } from '../shared/server/staff/staff-routes.ts'
import { createViews } from '../shared/server/views.ts'
import { askedDeclarations, askedRoutes } from './asks/asked-routes.ts'
import { visitorDeclarations, visitorRoutes } from './candidates/visitor-routes.ts'
import { checkDeclarations, checkPage } from './check/check-routes.ts'
import { createEmployerAccess } from './console/rooms.ts'
import { demonstrationStaff } from './demo/demonstration-staff.ts'
import { apiRoutes, consoleRoutes } from './guarded-routes.ts'
import { employerNumbers, readinessChecks } from './health.ts'
import { footLinks } from './home/foot-links.ts'
import { homeDeclarations, homeRoutes } from './home/home-routes.ts'
import { lookDeclarations, lookRoutes } from './organisations/look.ts'
import { receiptPage, receiptPageDeclarations } from './receipts/receipt-page-routes.ts'
import { reportPageDeclarations, reportPageRoutes } from './reports/report-page-routes.ts'
import { requestObjectDeclarations, requestObjectRoutes } from './requests/request-object-routes.ts'
import { requestPageDeclarations, requestPageRoutes } from './requests/request-page-routes.ts'
import { responseDeclarations, responseRoutes } from './responses/response-routes.ts'
import type { VerifierServices } from './services.ts'
import { findApiAccess, permissionsOf } from './staff/api-access.ts'
import { sendDeclarations, sendPage } from './submissions/send-routes.ts'
import { advertDeclarations, advertRoutes } from './vacancies/advert-routes.ts'
import { vacancyFeedDeclarations, vacancyFeedRoutes } from './vacancies/vacancy-feed.ts'

/** The employer's verifier: an API for its systems, two addresses for wallets, pages and a console for people. */
export function createVerifierApp(services: VerifierServices): HttpApp {
  const { config, clock, logger, documents, apiKeys, apiTokens, staff, singleSignOn } = services
  const { publicUrl, walletUrl, reportedCities, answersPerMinute, trustedProxies, demo } = config
  const guarded = { console: consoleRoutes(services), api: apiRoutes(services) }
  const openApi = openApiOf(guarded.api, {
    publicUrl,
    title: `${config.employerName}: checks of badges`,
  })
  publishOpenApi(documents, openApi)
  const check = checkPage({
    verification: services.publicVerification,
    fetch: services.fetch,
    clock,
    ...(reportedCities && { reportedCities }),
    ...(config.checksPerMinute !== undefined && { checksPerMinute: config.checksPerMinute }),
  })
  const metrics = createMetrics(employerNumbers(services.database))
  const receipts = receiptPage({ verification: services.publicVerification, clock })
  const sending = sendPage({ ...services, ...(reportedCities && { reportedCities }) })
  const requireKey = createKeyGuard(apiKeys, {
    clock,
    findByToken: apiTokens.find,
  })
  return createHttpApp({
    name: 'verifier',
    publicUrl,
    logger,
    clock,
    publicDocuments: documents,
    ...(trustedProxies !== undefined && { trustedProxies }),
    views: createViews({
      folders: [new URL('./', import.meta.url)],
      assetFolders: [new URL('./assets/', import.meta.url)],
      madeAssets: scanAssets(),
      service: { name: (language) => translate(language, 'verifier.service'), footLinks },
    }),
    metrics,
    declarations: [
      ...healthDeclarations,
      ...homeDeclarations,
      ...apiPageDeclarations,
      ...tokenDeclarations,
      ...checkDeclarations,
      ...lookDeclarations,
      ...requestObjectDeclarations,
      ...responseDeclarations,
      ...requestPageDeclarations,
      ...visitorDeclarations,
      ...advertDeclarations,
      ...askedDeclarations,
      ...vacancyFeedDeclarations,
      ...reportPageDeclarations,
      ...receiptPageDeclarations,
      ...sendDeclarations,
      ...staffDeclarations,
      ...(demo ? mailboxDeclarations : []),
      ...declarationsOf(guarded.console),
      ...declarationsOf(guarded.api),
    ],
    api: { find: createEntrances(guarded.api, findApiAccess), requireKey },
    guards(app) {
      check.guards(app)
      receipts.guards(app)
      sending.guards(app)
      app.use('/api/v1', exceptForTokens(handlerOf(requireKey)))
      guardStaff(app, staff)
    },
    routes(app) {
      healthRoutes(app, readinessChecks(services), { ...services, metrics })
      homeRoutes(app, services)
      apiPageRoutes(app, openApi, 'verifier.api')
      tokenRoutes(app, { ...services, permissionsOf })
      check.routes(app)
      receipts.routes(app)
      lookRoutes(app, services)
      requestObjectRoutes(app, services)
      responseRoutes(app, {
        ...services,
        ...(reportedCities && { reportedCities }),
        ...(answersPerMinute !== undefined && { answersPerMinute }),
      })
      reportPageRoutes(app, { ...services, ...(reportedCities && { reportedCities }) })
      requestPageRoutes(app, { ...services, walletUrl })
      visitorRoutes(app, services)
      vacancyFeedRoutes(app, services)
      advertRoutes(app, { ...services, requestTtlSeconds: config.requestTtlSeconds })
      askedRoutes(app, { ...services, requestTtlSeconds: config.requestTtlSeconds })
      sending.routes(app)
      staffRoutes(app, staff, {
        ...(demo && { demonstration: demonstrationStaff(services.hostSlug) }),
        ...(singleSignOn && { singleSignOn }),
      })
      if (demo) mailboxRoutes(app, services)
      mountGuardedRoutes(app, guarded.console, createEmployerAccess(services.organisations))
    },
  })
}
