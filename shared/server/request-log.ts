import type { Request, RequestHandler } from 'express'
import type { Logger } from './logger.ts'

/**
 * One line a request: the route's pattern, never the path or the query, which may hold claim ids or offers.
 * A request that no route answers stands as `(none)`.
 */
export function logRequests(options: {
  name: string
  logger: Logger
  clock: () => Date
}): RequestHandler {
  const { name, logger, clock } = options
  return (request, response, next) => {
    const startedAt = clock().getTime()
    response.once('close', () => {
      logger.info('request', {
        application: name,
        requestId: response.locals.requestId,
        method: request.method,
        route: routePatternOf(request),
        status: response.statusCode,
        durationMs: clock().getTime() - startedAt,
        ...(response.writableFinished ? {} : { event: 'aborted' }),
      })
    })
    next()
  }
}

/** Pattern of the route that matched last; for a mounted router the part below its mount. */
export function routePatternOf(request: Request): string {
  // Express types `route` as any; it is absent until a route matched
  const route = request.route as { path: unknown } | undefined
  return route === undefined ? '(none)' : String(route.path)
}
