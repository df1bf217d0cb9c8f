import type { Response } from 'express'
import type { Actor } from '../actor.ts'

/** Who acts through the API, as requireApiKey found it. */
export function actorOf(response: Response): Actor {
  const { apiKey } = response.locals
  if (apiKey === undefined) throw new Error('requireApiKey must stand before this route')
  const { id, provider } = apiKey
  return { name: `api-key:${id}`, ...(provider !== undefined && { provider }) }
}
