import type { Express, RequestHandler, Router } from 'express'
import { answerPreflight, openToAllOrigins } from './cross-origin.ts'
import { createRouteIndex } from './route-index.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How a failure on a route is told: RFC 9457 problem details, OAuth's `{error}`, or a page. */
export type ErrorFormat = 'problem' | 'oauth' | 'page'

/**
 * What the factory must know of a route before its handler runs: body parsing, CORS and the shape of errors
 * come earlier than the handler. A path that is not declared still works; see errorFormatOf for its errors.
 */
export type RouteDeclaration = {
  /** Express path pattern, the same text as in the route: `/providers/:slug/token`. */
  path: string
  methods: readonly HttpMethod[]
  errors?: ErrorFormat
  /** Any website may call it from a browser, without cookies (CORS `*`, preflight answered). */
  isOpenToAllOrigins?: boolean
  /** Largest body in bytes, where the app's limit does not fit. */
  maxBodyBytes?: number
  /** Takes application/octet-stream, which stands in `request.body` as a Buffer. */
  takesBytes?: boolean
  /** Takes multipart/form-data; a file stands in `request.body` as an UploadedFile. */
  takesFiles?: boolean
  /** Takes application/x-ndjson, which its handler reads from the request as it comes, and bounds. */
  takesLines?: boolean
}

export function declareRoutes(app: Express, declarations: readonly RouteDeclaration[]): void {
  const routes = declarations.map((declaration) => ({
    path: declaration.path,
    addTo: (router: Router) => void router.all(declaration.path, applyDeclaration(declaration)),
  }))
  app.use(createRouteIndex(routes))
}

function applyDeclaration(declaration: RouteDeclaration): RequestHandler {
  return (request, response, next) => {
    const allowed = response.locals.allowedMethods ?? new Set<string>()
    for (const method of declaration.methods) allowed.add(method)
    response.locals.allowedMethods = allowed
    if (declaration.errors !== undefined) response.locals.errorFormat = declaration.errors
    if (declaration.maxBodyBytes !== undefined) {
      response.locals.maxBodyBytes = declaration.maxBodyBytes
    }
    if (declaration.takesBytes) response.locals.takesBytes = true
    if (declaration.takesFiles) response.locals.takesFiles = true
    if (declaration.takesLines) response.locals.takesLines = true
    if (!declaration.isOpenToAllOrigins) return next()
    openToAllOrigins(request, response)
    if (request.method === 'OPTIONS') return answerPreflight(response, declaration.methods)
    next()
  }
}
