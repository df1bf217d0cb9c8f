import type { RoomVisit } from '../room-routes.ts'

/** Of the endpoint that the address of a page or call names, in its room alone. */
export function endpointKeyOf({ request, scope }: Pick<RoomVisit<unknown>, 'request' | 'scope'>): {
  scope: string
  id: string
} {
  return { scope, id: String(request.params.webhook) }
}
