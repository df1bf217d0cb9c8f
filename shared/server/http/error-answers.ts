import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { AppError, isAppError } from '../../errors/app-error.ts'
import type { PublicDocuments } from '../documents/public-documents.ts'
import type { Logger } from '../operation/logger.ts'
import { renderErrorPage } from '../render.ts'
import { oauthError } from './oauth-error.ts'
import { problemDetails } from './problem-details.ts'
import { routePatternOf } from './request-log.ts'
import type { ErrorFormat } from './route-declarations.ts'

/** Stands after every route. */
export function refuseUnknownPath(documents: PublicDocuments): RequestHandler {
  return (request, response) => {
    const allowed = documents.has(request.path)
      ? ['GET', 'HEAD', 'OPTIONS']
      : [...(response.locals.allowedMethods ?? [])]
    if (allowed.length === 0 || allowed.includes(request.method)) {
      throw new AppError('not_found', 'There is nothing at this address')
    }
    response.set('Allow', allowed.join(', '))
    throw new AppError('method_not_allowed', `This address takes ${allowed.join(', ')}`)
  }
}

/**
 * Tells a failure in the form that the route declares, else as a page to a browser and as problem details to
 * a program. What is not an AppError is a bug: logged, and opaque outside.
 */
export function answerError(options: { logger: Logger }): ErrorRequestHandler {
  // Express knows an error handler by its four parameters
  return (thrown: unknown, request, response, _next) => {
    // the client went away: there is nobody to answer
    if (request.destroyed && !request.complete) return void response.destroy()
    const error = toAppError(thrown)
    if (error === undefined || error.status === 500)
      logFault(options.logger, thrown, request, response)
    if (response.headersSent) return void response.destroy()
    const status = error?.status ?? 500
    response.status(status).set('Cache-Control', 'no-store').removeHeader('ETag')
    if (!request.complete) response.set('Connection', 'close')
    const challenge = challengeFor(error, request, response)
    if (challenge !== undefined) response.set('WWW-Authenticate', challenge)
    if (status === 429 && !response.hasHeader('Retry-After')) response.set('Retry-After', '60')
    tell[errorFormatOf(request, response)](error, response)
  }
}

/**
 * Says that a token was refused only to who sent one, and what permission one lacks.
 * @see RFC 6750 section 3; RFC 6749 section 5.2 of a client
 */
function challengeFor(
  error: AppError | undefined,
  request: Request,
  { locals }: Response,
): string | undefined {
  if (error?.code === 'invalid_client') return 'Basic realm="api", charset="UTF-8"'
  if (error?.code === 'forbidden' && locals.missingPermission !== undefined) {
    return `Bearer error="insufficient_scope", scope="${locals.missingPermission}"`
  }
  if (error?.status !== 401) return undefined
  const hasSentToken = /^Bearer /i.test(request.get('Authorization') ?? '')
  return hasSentToken ? 'Bearer error="invalid_token"' : 'Bearer'
}

const tell: Record<ErrorFormat, (error: AppError | undefined, response: Response) => void> = {
  oauth: (error, response) => void response.json(oauthError(error, response.locals.malformedAs)),
  page: (error, response) => renderErrorPage(response, error),
  problem: (error, response) => {
    response.type('application/problem+json')
    response.send(JSON.stringify(problemDetails(error, response.locals.requestId)))
  },
}

/** What the route declares; else a page where the client names text/html and the path is not of the API. */
function errorFormatOf(request: Request, response: Response): ErrorFormat {
  if (response.locals.errorFormat !== undefined) return response.locals.errorFormat
  const isBrowser = (request.get('Accept') ?? '').includes('text/html')
  return isBrowser && !request.path.startsWith('/api/') ? 'page' : 'problem'
}

/** Express's own refusals (a path that is not well encoded) become ours; a bug becomes undefined. */
function toAppError(thrown: unknown): AppError | undefined {
  if (isAppError(thrown)) return thrown
  if (thrown instanceof URIError) {
    return new AppError('request_malformed', 'The address is not well encoded', { cause: thrown })
  }
  return undefined
}

/**
 * Name, code and place of a fault. The message of a foreign error is left out: libraries quote input in it
 * (JSON.parse the text, a database driver the values).
 */
function logFault(logger: Logger, thrown: unknown, request: Request, response: Response): void {
  logger.error('request failed', {
    requestId: response.locals.requestId,
    method: request.method,
    route: routePatternOf(request),
    error: thrown,
  })
}
