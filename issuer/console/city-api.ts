import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import { type ErrorCode, errorStatuses } from '../../shared/errors/error-codes.ts'
import type { CitySetting } from './city-setting.ts'

const zProblem = z.object({ code: z.string(), detail: z.string() })
const maxBytes = 4_194_304
const timeoutMs = 15_000

export type CityRequest = { path: string; body?: object; idempotencyKey?: string }

/**
 * Calls the city's API and answers with its JSON.
 * @throws AppError with the API's own code, or fetch_failed
 */
export async function callCity(
  { cityUrl, apiKey, fetch }: CitySetting,
  { path, body, idempotencyKey }: CityRequest,
): Promise<unknown> {
  const response = await fetch(`${cityUrl}/api/v1${path}`, {
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
  throw new AppError('fetch_failed', `The city answered with status ${response.status}`)
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorStatuses, code)
}
