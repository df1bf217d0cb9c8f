import type { RequestHandler } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'

const retrySeconds = 5

/**
 * Lets so many requests in at a time, before their bodies are read: what they hold in memory is bounded, however many
 * come and however slowly they send.
 */
export function admit(limits: { atOnce: number; ofOneClient: number }): RequestHandler {
  const running = new Map<string, number>()
  let count = 0
  return (request, response, next) => {
    const client = request.ip ?? ''
    const ofClient = running.get(client) ?? 0
    if (count >= limits.atOnce || ofClient >= limits.ofOneClient) {
      response.set('Retry-After', String(retrySeconds))
      throw new AppError('rate_limited', `Too much at once. Try again in ${retrySeconds} seconds`)
    }
    count += 1
    running.set(client, ofClient + 1)
    response.once('close', () => {
      count -= 1
      const left = (running.get(client) ?? 1) - 1
      if (left > 0) running.set(client, left)
      else running.delete(client)
    })
    next()
  }
}
