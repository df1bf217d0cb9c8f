import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { type ErrorCode, errorStatuses } from '../errors/error-codes.ts'
import type { GuardedFetch } from './guarded-fetch.ts'

const zProblem = z.object({ code: z.string(), detail: z.string() })
const maxBytes = 4_194_304
const timeoutMs = 15_000

export type ApiCall = {
  url: string
  apiKey: string
  fetch: GuardedFetch
  /** Who answers, for messages: `The city`. */
  party: string
  /** Sent by POST; without it the call is a GET. */
  body?: object
  idempotencyKey?: string
}

/**
 * Calls the JSON API of one of the applications and answers with its JSON.
 * @throws AppError with the API's own code, or fetch_failed
 */
export async function callApi(call: ApiCall): Promise<unknown> {
  const { url, apiKey, fetch, party, body, idempotencyKey } = call
  const response = await fetch(url, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: {
      Accept: 'application/json',
      Authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'Idempotency-Key': idempotencyKey }),
    },
    maxBytes,
    timeoutMs,
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok && answer !== undefined) return answer
  const problem = zProblem.safeParse(answer)
  if (problem.success && isErrorCode(problem.data.code)) {
    throw new AppError(problem.data.code, problem.data.detail)
  }
  throw new AppError('fetch_failed', `${party} answered with status ${response.status}`)
}

/** @throws AppError fetch_failed when whatever answered is not what was called */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  throw new AppError('fetch_failed', 'What answered there is not a Waymark application')
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorStatuses, code)
}
