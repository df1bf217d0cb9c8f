import type { Express } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import type { RouteDeclaration } from '../../shared/server/route-declarations.ts'
import { type AnswerPorts, answerRequest } from './answer-request.ts'

const path = '/requests/:exchange/response'
const maxBodyBytes = 4_194_304

export const responseDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['POST'], errors: 'oauth', isOpenToAllOrigins: true, maxBodyBytes },
]

/** Where wallets post their answer. @see OpenID4VP section 8.2 */
export function responseRoutes(app: Express, ports: AnswerPorts): void {
  app.post(path, async (request, response) => {
    const waiting = await ports.requests.findByExchange(request.params.exchange)
    if (waiting === undefined)
      throw new AppError('not_found', 'There is no request at this address')
    const { redirectUri } = await answerRequest(waiting, request.body, ports)
    response
      .set('Cache-Control', 'no-store')
      .json(redirectUri === undefined ? {} : { redirect_uri: redirectUri })
  })
}
