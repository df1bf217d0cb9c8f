import { translate } from '../../shared/i18n/catalogue.ts'
import { createHttpApp, type HttpApp } from '../../shared/server/http-app.ts'
import type { Logger } from '../../shared/server/logger.ts'
import { createPublicDocuments } from '../../shared/server/public-documents.ts'
import { createViews } from '../../shared/server/views.ts'
import { linkPageDeclarations, linkPages } from './link-pages.ts'
import { type PeopleServices, peopleDeclarations, peopleRoutes } from './people/people-routes.ts'
import { readQrModule } from './qr-module.ts'

export type WalletAppServices = PeopleServices & {
  logger: Logger
  /** Reverse proxies in front; without them all people would share one rate limit. */
  trustedProxies?: number
}

/** The wallet server: pages that links lead to, and learners' DID documents. */
export function createWalletApp(services: WalletAppServices): HttpApp {
  const views = createViews({
    folders: [new URL('./views/', import.meta.url)],
    assetFolders: [new URL('./assets/', import.meta.url)],
    service: { name: (language) => translate(language, 'wallet.service') },
  })
  const { trustedProxies } = services
  const qr = readQrModule()
  const publicDocuments = createPublicDocuments()
  publicDocuments.set(qr.path, qr.document)
  return createHttpApp({
    name: 'wallet',
    publicUrl: services.publicUrl,
    logger: services.logger,
    clock: services.clock,
    views,
    publicDocuments,
    ...(trustedProxies !== undefined && { trustedProxies }),
    declarations: [...linkPageDeclarations, ...peopleDeclarations],
    routes(app) {
      linkPages(app, { qrPath: qr.path })
      peopleRoutes(app, services)
    },
  })
}
