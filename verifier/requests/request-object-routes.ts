import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../../shared/errors/app-error.ts'
import {
  requestObjectMediaType,
  signRequestObject,
} from '../../shared/oid4vc/oid4vp-request-object.ts'
import { parseBody } from '../../shared/server/http/parse-body.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { requestObjectOf } from '../../shared/server/presenting/authorization-request.ts'
import type { OnBehalf } from '../organisations/on-behalf.ts'
import { assertWaiting, type PresentationRequest } from './presentation-request.ts'
import type { RequestStore } from './request-store.ts'
import { walletRequestOf } from './wallet-request.ts'

export type RequestObjectPorts = Pick<OnBehalf, 'askerOf' | 'signerOf'> & {
  requests: RequestStore
  clock: () => Date
}

const path = '/requests/:exchange/object'

export const requestObjectDeclarations: readonly RouteDeclaration[] = [
  {
    path,
    methods: ['GET', 'POST'],
    errors: 'oauth',
    isOpenToAllOrigins: true,
    maxBodyBytes: 65_536,
  },
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

/** The signed request, as often as it is asked for while it waits: reading it changes nothing. */
export function requestObjectRoutes(app: Express, ports: RequestObjectPorts): void {
  app.get(path, async (request, response) => {
    await sendObject(await getRequest(request, ports), {}, response, ports)
  })
  app.post(path, async (request, response) => {
    const { wallet_nonce: walletNonce } = parseBody(zWalletPost, request.body)
    const waiting = await getRequest(request, ports)
    await sendObject(waiting, walletNonce === undefined ? {} : { walletNonce }, response, ports)
  })
}

/** @throws AppError not_found | request_answered | request_expired */
async function getRequest(
  { params }: Request,
  { requests, clock }: RequestObjectPorts,
): Promise<PresentationRequest> {
  const found = await requests.findByExchange(String(params.exchange))
  if (found === undefined || found.clientIdPrefix === 'redirect_uri') {
    throw new AppError('not_found', 'There is no request at this address')
  }
  assertWaiting(found, clock())
  return found
}

async function sendObject(
  request: PresentationRequest,
  { walletNonce }: { walletNonce?: string },
  response: Response,
  { askerOf, signerOf, clock }: RequestObjectPorts,
): Promise<void> {
  const { organisation } = request
  const object = requestObjectOf(walletRequestOf(request), await askerOf(organisation), {
    issuedAt: clock(),
    ...(walletNonce !== undefined && { walletNonce }),
  })
  response.set('Cache-Control', 'no-store')
  // not by Express, which would add a charset: some wallets compare the whole type
  response.setHeader('Content-Type', requestObjectMediaType)
  response.end(await signRequestObject(object, await signerOf(organisation)))
}
