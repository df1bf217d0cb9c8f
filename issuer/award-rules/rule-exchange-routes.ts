import type { Express, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  requestObjectMediaType,
  signRequestObject,
} from '../../shared/oid4vc/oid4vp-request-object.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import { createRateLimiter, limitRate } from '../../shared/server/http/rate-limiter.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { requestObjectOf } from '../../shared/server/presenting/authorization-request.ts'
import { createKeyedMutex } from '../../shared/server/presenting/keyed-mutex.ts'
import { answerVisit, type OpenVisit } from './answer-visit.ts'
import type { RulePorts } from './rule-ports.ts'
import { getRule } from './rule-store.ts'
import { assertWaiting, findVisitByExchange, walletRequestOf } from './rule-visit.ts'

const paths = {
  object: '/requests/:exchange/object',
  response: '/requests/:exchange/response',
} as const

const forWallets = { errors: 'oauth', isOpenToAllOrigins: true } as const

export const ruleExchangeDeclarations: readonly RouteDeclaration[] = [
  { path: paths.object, methods: ['GET', 'POST'], maxBodyBytes: 65_536, ...forWallets },
  { path: paths.response, methods: ['POST'], maxBodyBytes: 4_194_304, ...forWallets },
]

/** What a wallet may send with its request for the object. @see OpenID4VP section 5.10 */
const zWalletPost = z
  .looseObject({
    wallet_nonce: z
      .string()
      .regex(/^[\x21-\x7e]{1,512}$/, 'must be printable ASCII')
      .exactOptional(),
  })
  .default({})

const answersPerMinute = 60

/**
 * What wallets see of a visit: the signed request, as often as they ask while it waits, and the place for their answer.
 * Checking an answer is work: so many a minute, and of one visit one after the other.
 */
export function ruleExchangeRoutes(app: Express, ports: RulePorts): void {
  const { clock, database } = ports
  const perClient = createRateLimiter({ limit: answersPerMinute, windowSeconds: 60, clock })
  const perVisit = createRateLimiter({ limit: answersPerMinute, windowSeconds: 60, clock })
  const runExclusively = createKeyedMutex()

  app.get(paths.object, async (request, response) => {
    await sendObject(await openVisit(String(request.params.exchange)), undefined, response)
  })

  app.post(paths.object, async (request, response) => {
    const { wallet_nonce: walletNonce } = parseBody(zWalletPost, request.body)
    await sendObject(await openVisit(String(request.params.exchange)), walletNonce, response)
  })

  app.post(
    paths.response,
    limitRate(perClient),
    limitRate(perVisit, (request) => String(request.params.exchange)),
    async (request, response) => {
      const exchange = String(request.params.exchange)
      const redirectUri = await runExclusively(exchange, async () => {
        const open = await openVisit(exchange)
        const code = await answerVisit(open, request.body, ports)
        const page = `/r/${ports.ruleCodeOf(open.rule)}/v/${open.visit.id}`
        return `${ports.publicUrl}${page}/return?response_code=${code}`
      })
      response.set('Cache-Control', 'no-store').json({ redirect_uri: redirectUri })
    },
  )

  async function openVisit(exchangeId: string): Promise<OpenVisit> {
    const visit = await findVisitByExchange(database.reader, exchangeId)
    if (visit === undefined) throw new AppError('not_found', 'There is no request at this address')
    assertWaiting(visit, clock())
    const rule = await getRule(database.reader, { provider: visit.provider, id: visit.ruleId })
    const asker = await ports.askerOf(rule, visit.language)
    const request = await walletRequestOf({ visit, exchangeId, rule }, database.reader)
    return { visit, rule, asker, request }
  }

  async function sendObject(
    { request, asker }: OpenVisit,
    walletNonce: string | undefined,
    response: Response,
  ): Promise<void> {
    const object = requestObjectOf(request, asker, {
      issuedAt: clock(),
      ...(walletNonce !== undefined && { walletNonce }),
    })
    response.set('Cache-Control', 'no-store')
    // not by Express, which would add a charset: some wallets compare the whole type
    response.setHeader('Content-Type', requestObjectMediaType)
    response.end(await signRequestObject(object, await ports.citySigner()))
  }
}
