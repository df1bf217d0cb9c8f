import { type ErrorCode, errorStatuses } from './error-codes.ts'

/**
 * The one error class for expected failures. The message says what is wrong and what to do, and never holds
 * input, tokens, offers or personal data. Anything thrown that is not an AppError is a bug.
 */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }

  /** HTTP status that answers a request which failed so. */
  get status(): number {
    return errorStatuses[this.code]
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError
}
