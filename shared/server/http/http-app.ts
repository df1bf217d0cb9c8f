import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import express, { type Express, type Request, type Response } from 'express'
import { type Api, createApiEntrance } from '../api/api-entrance.ts'
import { handlerOf } from '../api/api-keys.ts'
import { createPublicDocuments, type PublicDocuments } from '../documents/public-documents.ts'
import { mountEntrances } from '../guarded-routes.ts'
import type { Logger } from '../operation/logger.ts'
import type { Metrics } from '../operation/metrics.ts'
import type { Views } from '../views.ts'
import { answerError, refuseUnknownPath } from './error-answers.ts'
import { defaultHttpLimits, type HttpLimits } from './http-limits.ts'
import { bodyReader } from './request-body.ts'
import { negotiateLanguage } from './request-language.ts'
import { logRequests } from './request-log.ts'
import { declareRoutes, type RouteDeclaration } from './route-declarations.ts'
import { type ContentSecurity, securityHeaders } from './security-headers.ts'
import { strictTransport } from './strict-transport.ts'
import './request-locals.ts'

export type HttpAppOptions = {
  /** Stands in the log: `issuer`, `wallet`, `verifier`. */
  name: string
  /** How the world reaches it; decides about Strict-Transport-Security. */
  publicUrl: string
  logger: Logger
  /** Documents that are answered before Express: did.json, status lists, … */
  publicDocuments?: PublicDocuments
  /** Which paths are open to all origins, tell errors as OAuth does, or take larger bodies. */
  declarations?: readonly RouteDeclaration[]
  /** What refuses a request before its body is read, such as `requireApiKey`. */
  guards?: (app: Express) => void
  routes: (app: Express) => void
  /** The routes of its JSON API, which are looked for before all others. */
  api?: Api
  views: Views
  limits?: Partial<HttpLimits>
  contentSecurity?: ContentSecurity
  /** How many reverse proxies stand in front and add to X-Forwarded-For. Default 0: the header is not believed. */
  trustedProxies?: number
  metrics?: Pick<Metrics, 'count'>
  clock: () => Date
}

export type HttpApp = {
  name: string
  logger: Logger
  limits: HttpLimits
  handle: RequestListener
}

/**
 * The one way in for every incoming request: security headers, limits, strict parsing, errors that say what
 * happened and nothing else, and a log that knows no path. The Host header is never used.
 */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { name, logger, views, clock } = options
  const limits = { ...defaultHttpLimits, ...options.limits }
  const transport = strictTransport(options.publicUrl)
  const documents = options.publicDocuments ?? createPublicDocuments()
  const assets = createPublicDocuments()
  for (const asset of views.assets) assets.set(asset.path, asset.document)

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', options.trustedProxies ?? 0)
  app.locals.views = views
  const log = logRequests({ name, logger, clock, onAnswered: options.metrics?.count })
  const secure = securityHeaders(options.contentSecurity, transport)
  // in one step: each that Express takes costs a request more than what is done in these
  const begin = (request: Request, response: Response) => {
    identify(response)
    log(request, response)
    secure(response)
    negotiateLanguage(request, response)
  }
  app.use((request, response, next) => {
    begin(request, response)
    next()
  })
  declareRoutes(app, options.declarations ?? [])
  options.guards?.(app)
  const readBody = bodyReader(limits)
  app.use(handlerOf(readBody))
  app.get('/health', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  // where its address is written in another way than programs do
  if (options.api !== undefined) mountEntrances(app, options.api.find)
  options.routes(app)
  app.use(refuseUnknownPath(documents))
  const tellError = answerError({ logger })
  app.use(tellError)
  const answerApi =
    options.api &&
    createApiEntrance({
      ...options.api,
      ...{ app, begin, readBody },
      fail: (thrown, request, response) => void tellError(thrown, request, response, nobody),
    })

  const handle: RequestListener = (request, response) => {
    if (documents.answer(request, response, transport)) {
      const { method = '' } = request
      const { statusCode: status } = response
      options.metrics?.count({ method, route: '(document)', status })
      return
    }
    if (assets.answer(request, response, transport)) return
    if (answerApi?.(request, response)) return
    app(request, response)
  }
  return { name, logger, limits, handle }
}

/** Stands behind the last that answers. */
function nobody(): void {}

function identify(response: Response): void {
  response.locals.requestId = randomUUID()
  response.locals.cspNonce = randomUUID()
  response.setHeader('X-Request-Id', response.locals.requestId)
  // a route that answers the same to everyone says so itself
  response.setHeader('Cache-Control', 'no-store')
}
