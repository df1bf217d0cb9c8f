import { translate } from '../shared/i18n/catalogue.ts'
import { requireApiKey } from '../shared/server/api-keys.ts'
import { createHttpApp, type HttpApp } from '../shared/server/http-app.ts'
import { createViews } from '../shared/server/views.ts'
import { homeDeclarations, homeRoutes } from './home/home-routes.ts'
import { keyApiDeclarations, keyApiRoutes } from './identity/key-api.ts'
import { requestApiDeclarations, requestApiRoutes } from './requests/request-api.ts'
import { requestObjectDeclarations, requestObjectRoutes } from './requests/request-object-routes.ts'
import { requestPageDeclarations, requestPageRoutes } from './requests/request-page-routes.ts'
import { responseDeclarations, responseRoutes } from './responses/response-routes.ts'
import type { VerifierServices } from './services.ts'

/** The employer's verifier: an API for its systems, two addresses for wallets, pages for people. */
export function createVerifierApp(services: VerifierServices): HttpApp {
  const { config, clock, logger, documents, identity, asker, apiKeys } = services
  const { walletUrl, requestTtlSeconds, trustedCities, reportedCities } = config
  const { answersPerMinute, trustedProxies } = config
  return createHttpApp({
    name: 'verifier',
    publicUrl: config.publicUrl,
    logger,
    clock,
    publicDocuments: documents,
    ...(trustedProxies !== undefined && { trustedProxies }),
    views: createViews({
      folders: [new URL('./', import.meta.url)],
      assetFolders: [new URL('./assets/', import.meta.url)],
      service: { name: (language) => translate(language, 'verifier.service') },
    }),
    declarations: [
      ...homeDeclarations,
      ...keyApiDeclarations,
      ...requestApiDeclarations,
      ...requestObjectDeclarations,
      ...responseDeclarations,
      ...requestPageDeclarations,
    ],
    guards(app) {
      app.use('/api/v1', requireApiKey(apiKeys, { clock }))
    },
    routes(app) {
      homeRoutes(app, { asker })
      keyApiRoutes(app, services)
      requestApiRoutes(app, {
        ...services,
        walletUrl,
        requestTtlSeconds,
        ...(trustedCities && { trustedCities }),
      })
      requestObjectRoutes(app, { ...services, signer: identity.signer })
      responseRoutes(app, {
        ...services,
        signer: identity.signer,
        ...(reportedCities && { reportedCities }),
        ...(answersPerMinute !== undefined && { answersPerMinute }),
      })
      requestPageRoutes(app, { ...services, walletUrl })
    },
  })
}
