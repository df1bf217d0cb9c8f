import { createHash } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../../errors/app-error.ts'

export type RateLimiter = {
  /** Counts one try, or so many at once. Answers 0 where it may go on, else how many seconds to wait. */
  take(key: string, count?: number): number
  /** As `take`, counting nothing. */
  waitFor(key: string): number
}

/**
 * A bucket of `limit` tries for each key, filled again evenly over `windowSeconds`. It remembers at most
 * `maxKeys` keys (the least used is forgotten first), as hashes, so memory is bounded and holds no address.
 */
export function createRateLimiter(options: {
  limit: number
  windowSeconds: number
  maxKeys?: number
  clock: () => Date
}): RateLimiter {
  const { limit, windowSeconds, maxKeys = 10_000, clock } = options
  const secondsPerTry = windowSeconds / limit
  const buckets = new Map<string, { left: number; at: number }>()
  const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url')
  const now = () => clock().getTime() / 1_000
  const leftIn = (hash: string, at: number) => {
    const bucket = buckets.get(hash) ?? { left: limit, at }
    return Math.min(limit, bucket.left + Math.max(0, at - bucket.at) / secondsPerTry)
  }
  const waitWith = (left: number) =>
    left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) * secondsPerTry))
  return {
    waitFor: (key) => (buckets.size === 0 ? 0 : waitWith(leftIn(hashOf(key), now()))),
    take(key, count = 1) {
      const [hash, at] = [hashOf(key), now()]
      const left = leftIn(hash, at)
      buckets.delete(hash)
      buckets.set(hash, { left: left >= 1 ? Math.max(0, left - count) : left, at })
      const oldest = buckets.keys().next().value
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
      return waitWith(left)
    },
  }
}

/** Refuses a request whose key has no try left. @param keyOf default: the client's address */
export function limitRate(
  limiter: RateLimiter,
  keyOf: (request: Request) => string = (request) => request.ip ?? '',
): RequestHandler {
  return (request, response, next) => {
    takeTry(limiter, keyOf(request), response)
    next()
  }
}

/**
 * Counts one try, where a route knows only later whose it is.
 * @throws AppError rate_limited where the key has none left
 */
export function takeTry(limiter: RateLimiter, key: string, response: Response): void {
  refuseFor(limiter.take(key), response)
}

/**
 * As `takeTry`, counting nothing: for a route that counts only what failed.
 * @throws AppError rate_limited where the key has no try left
 */
export function requireTry(limiter: RateLimiter, key: string, response: Response): void {
  refuseFor(limiter.waitFor(key), response)
}

function refuseFor(waitSeconds: number, response: Response): void {
  if (waitSeconds === 0) return
  response.set('Retry-After', String(waitSeconds))
  throw new AppError('rate_limited', `Too many requests. Try again in ${waitSeconds} seconds`)
}
