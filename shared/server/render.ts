import type { Response } from 'express'
import type { AppError } from '../errors/app-error.ts'
import type { ErrorCode } from '../errors/error-codes.ts'
import type { Views } from './views.ts'

/**
 * Answers with a page, in the language of the request.
 * @param template file in the application's folders, e.g. `providers/provider.njk`
 */
export function render(
  response: Response,
  template: string,
  viewModel: object,
  options: { status?: number } = {},
): void {
  // the app factory puts its Views there; Express types app.locals as any
  const views = response.app.locals.views as Views
  const page = views.renderPage(template, viewModel, {
    language: response.locals.lang,
    cspNonce: response.locals.cspNonce,
    url: response.req.originalUrl,
    ...(response.locals.look && { look: response.locals.look }),
  })
  response
    .status(options.status ?? response.statusCode)
    .type('html')
    .send(page)
}

const pagesByStatus: Readonly<Record<number, string>> = {
  400: 'request',
  401: 'refused',
  403: 'refused',
  404: 'missing',
  413: 'large',
  429: 'busy',
}

const pagesByCode: Readonly<Partial<Record<ErrorCode, string>>> = {
  quota_reached: 'full',
  form_unfinished: 'unfinished',
}

/** The page for a failure: what happened and what to do, with the request id for whoever looks it up. */
export function renderErrorPage(response: Response, error: AppError | undefined): void {
  const status = error?.status ?? 500
  const own = error && pagesByCode[error.code]
  const kind = own ?? pagesByStatus[status] ?? (status >= 500 ? 'fault' : 'request')
  const { requestId } = response.locals
  // whoever works here goes on at the front of the console, and not at the public one
  const isAtWork = /^\/console(?:\/|$)/.test(response.req.path)
  const start = isAtWork ? { start: '/console' } : {}
  render(response, 'error.njk', { kind, requestId, ...start }, { status })
}
