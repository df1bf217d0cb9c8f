import type { Request, RequestHandler, Response } from 'express'
import { createRateLimiter, limitRate, requireTry } from '../../shared/server/http/rate-limiter.ts'

/** Of one client at one provider: a class behind one address may mistype its codes. */
export const failedTokensPerMinute = 120

const claimRequestsPerMinute = 300

export type ClaimLimits = {
  /** Refuses a client that asks one endpoint too often. Each endpoint has its own. */
  perClient(): RequestHandler
  /** Refuses a client whose codes were wrong too often; counts this one if the work fails. */
  failing<T>(request: Request, response: Response, work: () => Promise<T>): Promise<T>
}

/** Kept by each node for itself: with several, a client has the limits of each. */
export function createClaimLimits(options: {
  claimRequestsPerMinute?: number
  clock: () => Date
}): ClaimLimits {
  const { clock } = options
  const limit = options.claimRequestsPerMinute ?? claimRequestsPerMinute
  const failures = createRateLimiter({ limit: failedTokensPerMinute, windowSeconds: 60, clock })
  return {
    perClient: () => limitRate(createRateLimiter({ limit, windowSeconds: 60, clock })),
    async failing(request, response, work) {
      const key = `${request.ip} ${request.params.slug}`
      requireTry(failures, key, response)
      try {
        return await work()
      } catch (error) {
        failures.take(key)
        throw error
      }
    },
  }
}
