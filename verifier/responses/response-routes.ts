import type { Express } from 'express'
import { AppError } from '../../shared/errors/app-error.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { createKeyedMutex } from '../../shared/server/presenting/keyed-mutex.ts'
import { type AnswerPorts, answerRequest } from './answer-request.ts'

const path = '/requests/:exchange/response'
const maxBodyBytes = 4_194_304

export const responseDeclarations: readonly RouteDeclaration[] = [
  { path, methods: ['POST'], errors: 'oauth', isOpenToAllOrigins: true, maxBodyBytes },
]

export type ResponsePorts = AnswerPorts & {
  /** Of one client; default 30. */
  answersPerMinute?: number
}

/** Of one request, whoever sends them. */
const answersPerRequest = 30

/**
 * Where wallets post their answer. Anyone may, and checking one is work: so many a minute, and for one request one
 * after the other. @see OpenID4VP section 8.2
 */
export function responseRoutes(app: Express, ports: ResponsePorts): void {
  const { clock, answersPerMinute = 30 } = ports
  const perClient = createRateLimiter({ limit: answersPerMinute, windowSeconds: 60, clock })
  const perRequest = createRateLimiter({ limit: answersPerRequest, windowSeconds: 60, clock })
  const runExclusively = createKeyedMutex()
  app.post(
    path,
    limitRate(perClient),
    limitRate(perRequest, (request) => String(request.params.exchange)),
    async (request, response) => {
      const exchange = String(request.params.exchange)
      const { redirectUri } = await runExclusively(exchange, async () => {
        const waiting = await ports.requests.findByExchange(exchange)
        if (waiting === undefined)
          throw new AppError('not_found', 'There is no request at this address')
        return answerRequest(waiting, request.body, ports)
      })
      response
        .set('Cache-Control', 'no-store')
        .json(redirectUri === undefined ? {} : { redirect_uri: redirectUri })
    },
  )
}
