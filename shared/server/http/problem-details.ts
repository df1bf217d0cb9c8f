import { z } from 'zod'
import type { AppError } from '../../errors/app-error.ts'
import { type Fault, faultsOf } from './parse-body.ts'

/** @see RFC 9457 */
export type ProblemDetails = {
  type: 'about:blank'
  title: string
  status: number
  /** Stable: what a program acts on. */
  code: string
  detail: string
  /** The id of the request in the log. */
  requestId: string
  /** Every fault of a body that does not fit, by path. */
  errors?: Fault[]
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
}

/** `undefined` stands for a bug: outside, it is told as that and nothing more. */
export function problemDetails(error: AppError | undefined, requestId: string): ProblemDetails {
  if (error === undefined || error.status === 500) {
    return {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      code: 'internal_error',
      detail:
        'Something went wrong here. Nothing more is known to you, but the log knows the request id',
      requestId,
    }
  }
  return {
    type: 'about:blank',
    title: titles[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(error.cause instanceof z.ZodError ? { errors: faultsOf(error.cause) } : {}),
  }
}
