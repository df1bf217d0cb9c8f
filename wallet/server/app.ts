import type { Express } from 'express'
import { translate } from '../../shared/i18n/catalogue.ts'
import { relayPath } from '../../shared/sealed/relay-api.ts'
import { createPublicDocuments } from '../../shared/server/documents/public-documents.ts'
import { createHttpApp, type HttpApp } from '../../shared/server/http/http-app.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { Logger } from '../../shared/server/operation/logger.ts'
import { createViews } from '../../shared/server/views.ts'
import { appPageDeclarations, appPages } from './app-files/app-pages.ts'
import { appContentSecurityPolicy, appDirectives, appPermissions } from './app-files/app-policy.ts'
import { readAppFiles } from './app-files/read-app-files.ts'
import { type PeopleServices, peopleDeclarations, peopleRoutes } from './people/people-routes.ts'
import type { Relay } from './relay/relay.ts'
import { relayDeclarations, relayGuards, relayRoutes } from './relay/relay-routes.ts'
import { type ShareServices, shareDeclarations, shareRoutes } from './shares/share-routes.ts'
import {
  type VaultCopyServices,
  vaultCopyDeclarations,
  vaultCopyRoutes,
} from './vaults/vault-copy-routes.ts'

export type WalletAppServices = PeopleServices &
  VaultCopyServices &
  ShareServices & {
    relay: Relay
    logger: Logger
    allowLoopbackHttp: boolean
    /** Where the built app is. */
    appFolder: string
    /** Reverse proxies in front; without them all people would share one rate limit. */
    trustedProxies?: number
  }

/** A school is one address, and a whole class may open its wallets at once. */
const requestsPerMinute = 600

/** The wallet server: the learner's app, learners' DID documents, ciphertext, and a relay. */
export function createWalletApp(services: WalletAppServices): HttpApp {
  const { publicUrl, trustedProxies, appFolder } = services
  const appFiles = createPublicDocuments()
  const policy = appContentSecurityPolicy(services)
  for (const [path, file] of readAppFiles(appFolder, policy)) appFiles.set(path, file)
  return createHttpApp({
    name: 'wallet',
    logger: services.logger,
    clock: services.clock,
    views: createViews({
      folders: [],
      service: { name: (language) => translate(language, 'wallet.service') },
    }),
    publicDocuments: appFiles,
    publicUrl,
    contentSecurity: { directives: appDirectives(services), permissions: appPermissions },
    limits: { requestTimeoutMs: 120_000 },
    ...(trustedProxies !== undefined && { trustedProxies }),
    declarations: [
      ...appPageDeclarations,
      ...peopleDeclarations,
      ...vaultCopyDeclarations,
      ...shareDeclarations,
      ...relayDeclarations,
    ],
    guards(app) {
      relayGuards(app, services)
      limitRates(app, services)
    },
    routes(app) {
      appPages(app, appFiles)
      peopleRoutes(app, services)
      vaultCopyRoutes(app, services)
      shareRoutes(app, services)
      relayRoutes(app, services)
    },
  })
}

/** Before a body of many megabytes is read. */
function limitRates(app: Express, { clock }: WalletAppServices): void {
  for (const path of ['/api/vaults', '/api/shares', relayPath]) {
    const limiter = createRateLimiter({ limit: requestsPerMinute, windowSeconds: 60, clock })
    app.use(path, limitRate(limiter))
  }
}
