import type { Express } from 'express'
import { maxRelayBytes, relayPath, zRelayRequest } from '../../../shared/sealed/relay-api.ts'
import { requireSameOrigin } from '../../../shared/server/http/cross-origin.ts'
import { parseBody } from '../../../shared/server/http/parse-body.ts'
import type { RouteDeclaration } from '../../../shared/server/http/route-declarations.ts'
import type { Relay } from './relay.ts'

export const relayDeclarations: readonly RouteDeclaration[] = [
  {
    path: relayPath,
    methods: ['POST'],
    errors: 'problem',
    // text in JSON grows by its escapes
    maxBodyBytes: 2 * maxRelayBytes,
  },
]

/** Before a body is read: other websites have no business here. */
export function relayGuards(app: Express, { publicUrl }: { publicUrl: string }): void {
  app.use(relayPath, requireSameOrigin(publicUrl))
}

export function relayRoutes(app: Express, { relay }: { relay: Relay }): void {
  app.post(relayPath, async (request, response) => {
    response.json(await relay(parseBody(zRelayRequest, request.body)))
  })
}
