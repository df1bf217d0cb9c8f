import type { Request, Response } from 'express'
import type { Logger } from '../operation/logger.ts'
import type { AnsweredRequest } from '../operation/metrics.ts'

/**
 * One line a request: the route's pattern, never the path or the query, which may hold claim ids or offers.
 * A request that no route answers stands as `(none)`.
 */
export function logRequests(options: {
  name: string
  logger: Logger
  clock: () => Date
  /** Told each request that was answered, for who counts them. */
  onAnswered?: ((request: AnsweredRequest) => void) | undefined
}): (request: Request, response: Response) => void {
  const { name, logger, clock, onAnswered } = options
  return (request, response) => {
    const startedAt = clock().getTime()
    response.once('close', () => {
      const durationMs = clock().getTime() - startedAt
      const { method } = request
      const { statusCode: status } = response
      const route = routePatternOf(request)
      onAnswered?.({ method, route, status, seconds: durationMs / 1_000 })
      logger.info('request', {
        application: name,
        requestId: response.locals.requestId,
        ...{ method, route, status, durationMs },
        ...(response.writableFinished ? {} : { event: 'aborted' }),
      })
    })
  }
}

/** Pattern of the route that matched last; for a mounted router the part below its mount. */
export function routePatternOf(request: Request): string {
  // Express types `route` as any; it is absent until a route matched
  const route = request.route as { path: unknown } | undefined
  return route === undefined ? '(none)' : String(route.path)
}
