import type { Express, Response } from 'express'
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
  /** What `errors: 'oauth'` calls a request that could not be read. Default: invalid_request. */
  malformedAs?: string
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
  const find = createRouteIndex(declarations)
  app.use((request, response, next) => {
    for (const { route } of find(request.path)) {
      // what refuses the request later is noted as of this route
      request.route = route
      applyDeclaration(route, response)
      if (!route.isOpenToAllOrigins) continue
      openToAllOrigins(request, response)
      if (request.method === 'OPTIONS') return answerPreflight(response, route.methods)
    }
    next()
  })
}

export function applyDeclaration(declaration: RouteDeclaration, { locals }: Response): void {
  locals.allowedMethods ??= new Set()
  for (const method of declaration.methods) locals.allowedMethods.add(method)
  if (declaration.errors !== undefined) locals.errorFormat = declaration.errors
  if (declaration.malformedAs !== undefined) locals.malformedAs = declaration.malformedAs
  if (declaration.maxBodyBytes !== undefined) locals.maxBodyBytes = declaration.maxBodyBytes
  if (declaration.takesBytes) locals.takesBytes = true
  if (declaration.takesFiles) locals.takesFiles = true
  if (declaration.takesLines) locals.takesLines = true
}
