import type { Response } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { Actor } from '../awards/make-award.ts'

/** Who acts through the API, as requireApiKey found it. */
export function actorOf(response: Response): Actor {
  const { apiKey } = response.locals
  if (apiKey === undefined) throw new Error('requireApiKey must stand before this route')
  const { id, provider } = apiKey
  return { name: `api-key:${id}`, ...(provider !== undefined && { provider }) }
}

/** Whether the actor may see and touch what belongs to the provider. What it may not see is not there for it. */
export function isInScope(actor: Actor, provider: string): boolean {
  return actor.provider === undefined || actor.provider === provider
}

/** For what the city alone decides. @throws AppError forbidden */
export function assertCity(actor: Actor): void {
  if (actor.provider === undefined) return
  throw new AppError('forbidden', 'This API key acts for one provider; the city decides this')
}
