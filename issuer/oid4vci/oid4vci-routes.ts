import type { Express, Request, Response } from 'express'
import { AppError, isAppError } from '../../shared/errors/app-error.ts'
import { languages } from '../../shared/i18n/messages.ts'
import { isJsonObject } from '../../shared/json/json.ts'
import {
  buildCredentialResponse,
  parseCredentialRequest,
} from '../../shared/oid4vc/oid4vci-credential.ts'
import { parseTokenRequest } from '../../shared/oid4vc/oid4vci-token.ts'
import { bearerTokenOf } from '../../shared/server/api/bearer-token.ts'
import { oauthError } from '../../shared/server/http/oauth-error.ts'
import type { RouteDeclaration } from '../../shared/server/http/route-declarations.ts'
import { findAwardByClaim } from '../awards/award-store.ts'
import { issuedForm } from '../identity/badge-signer.ts'
import { getProvider } from '../providers/provider-store.ts'
import { createClaimLimits } from './claim-limits.ts'
import { hashSecret } from './claim-secrets.ts'
import { type IssuePorts, issueCredential } from './issue-credential.ts'
import { nonceLifeSeconds } from './nonces.ts'
import { type OfferPorts, openOffer } from './offers.ts'
import { type RedeemPorts, redeemCode } from './redeem-code.ts'

const maxBodyBytes = 65_536
const common = { isOpenToAllOrigins: true, maxBodyBytes } as const

export const oid4vciDeclarations: readonly RouteDeclaration[] = [
  { path: '/providers/:slug/offers/:claim', methods: ['GET'], errors: 'problem', ...common },
  { path: '/providers/:slug/token', methods: ['POST'], errors: 'oauth', ...common },
  { path: '/providers/:slug/nonce', methods: ['POST'], errors: 'oauth', ...common },
  {
    path: '/providers/:slug/credential',
    methods: ['POST'],
    errors: 'oauth',
    // @see OpenID4VCI 1.0 section 8.3.1.2
    malformedAs: 'invalid_credential_request',
    ...common,
  },
]

export type Oid4vciPorts = OfferPorts &
  RedeemPorts &
  IssuePorts & { config: { claimRequestsPerMinute?: number } }

/** What wallets talk to: offer, token, nonce, credential. Nothing of it may be stored on the way. */
export function oid4vciRoutes(app: Express, ports: Oid4vciPorts): void {
  const { database, nonces, clock } = ports
  const limits = createClaimLimits({ ...ports.config, clock })

  app.get('/providers/:slug/offers/:claim', async (request, response) => {
    const { slug: provider, claim } = request.params
    const claimHash = hashSecret(claim)
    const award = await findAwardByClaim(database.reader, { provider, claimHash })
    if (award === undefined) {
      throw new AppError(
        'not_found',
        'There is no such offer. Ask whoever sent the link for a new one',
      )
    }
    const language = languages.find((name) => name === request.query.lang)
    response.set('Cache-Control', 'no-store').json(await openOffer(award, ports, language))
  })

  app.post('/providers/:slug/token', limits.perClient(), async (request, response) => {
    const provider = await getProvider(database.reader, String(request.params.slug))
    const answer = await limits.failing(request, response, async () =>
      redeemCode({ provider: provider.slug, request: parseTokenRequest(request.body) }, ports),
    )
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' }).json(answer)
  })

  app.post('/providers/:slug/nonce', limits.perClient(), async (request, response) => {
    const provider = await getProvider(database.reader, String(request.params.slug))
    response.set('Cache-Control', 'no-store').json(newNonce(provider.slug, nonces))
  })

  app.post('/providers/:slug/credential', limits.perClient(), async (request, response) => {
    const provider = await getProvider(database.reader, String(request.params.slug))
    response.set('Cache-Control', 'no-store')
    try {
      const credentialRequest = parseCredentialRequest(request.body)
      const accessToken = accessTokenOf(request)
      const { body, format } = await issueCredential(
        { provider, accessToken, request: credentialRequest },
        ports,
      )
      // not in 1.0, which lets wallets ignore it: some ask for one nonce, then for every credential of the offer
      response.json({
        ...buildCredentialResponse(issuedForm(body, format), credentialRequest.answerIn),
        ...newNonce(provider.slug, nonces),
      })
    } catch (error) {
      if (!needsNewNonce(error)) throw error
      const told = isOfDraft13(request.body) ? asInvalidProof(error) : error
      tellWithNonce(told, response, newNonce(provider.slug, nonces))
    }
  })
}

function newNonce(provider: string, nonces: Oid4vciPorts['nonces']) {
  return { c_nonce: nonces.create(provider), c_nonce_expires_in: nonceLifeSeconds }
}

/** @throws AppError invalid_token */
function accessTokenOf(request: Request): string {
  const token = bearerTokenOf(request)
  if (token !== undefined) return token
  throw new AppError('invalid_token', 'Send the access token as Authorization: Bearer <token>')
}

function needsNewNonce(error: unknown): error is AppError {
  return isAppError(error) && (error.code === 'invalid_nonce' || error.code === 'invalid_proof')
}

function isOfDraft13(body: unknown): boolean {
  return isJsonObject(body) && body.format !== undefined
}

/** Draft 13 has one code for both, and its wallets try again on no other. @see draft 13 section 7.3.1.2 */
function asInvalidProof(cause: AppError): AppError {
  return new AppError('invalid_proof', cause.message, { cause })
}

/** Wallets of draft 13 learn the nonce of their next try from the error. @see draft 13 section 7.3.2 */
function tellWithNonce(error: AppError, response: Response, nonce: object): void {
  response.status(error.status).json({ ...oauthError(error), ...nonce })
}
