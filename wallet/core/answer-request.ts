import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { encodeLogProofs, logProofsParameter } from '../../shared/oid4vc/oid4vp-log-proofs.ts'
import type { LogProofDocument } from '../../shared/trust/log-proof.ts'
import type { Disclosure } from './held-badge.ts'
import { completeLogProofs, logProofsOf } from './log-proofs.ts'
import type { OpenRequest } from './open-request.ts'
import { createProtocolFetch } from './protocol-fetch.ts'
import { redirectUriIn } from './redirect-uri.ts'
import { type BadgeChoice, type ChosenBadge, resolveChoice } from './requested-badges.ts'
import { encryptResponse } from './response-encryption.ts'
import { requestRefusalOf } from './server-refusal.ts'
import type { WalletPorts } from './wallet-ports.ts'

export type PresentOutcome = {
  shared: ChosenBadge[]
  /** Where the asker would like the person to continue: for them to follow, never fetched by the wallet. */
  redirectUri?: string
  disclosureId: string
}

/**
 * Sends the chosen badges, each in a presentation of its own made for this asker and this request: calling it is the
 * learner's consent. What was sent is noted in the wallet's history, also when the answer got lost.
 * @throws AppError badge_missing | verifier_refused | request_answered | request_expired | rate_limited |
 * address_forbidden | fetch_failed
 */
export async function answerRequest(
  open: OpenRequest,
  choice: BadgeChoice,
  ports: WalletPorts,
): Promise<PresentOutcome> {
  const shared = resolveChoice(open.selection, choice)
  const complete = await completeLogProofs(
    shared.map(({ badge }) => badge),
    ports,
  )
  const vpToken = await presentAll(open, shared, ports.agent)
  const body = await bodyFor(open, vpToken, logProofsOf(complete))
  const disclosure = disclosureOf(open, shared, ports)
  const response = await send(open.verified.responseUri, body, ports).catch(
    async (error: unknown) => {
      await ports.store.addDisclosure({ ...disclosure, isConfirmed: false })
      throw error
    },
  )
  const isConfirmed = response.ok
  await ports.store.addDisclosure({ ...disclosure, isConfirmed })
  if (!isConfirmed) throw await refusalOf(response)
  const redirectUri = await redirectUriIn(response, ports)
  return {
    shared,
    ...(redirectUri !== undefined && { redirectUri }),
    disclosureId: disclosure.id,
  }
}

type VpToken = Record<string, unknown[]>

/** @see OpenID4VP 1.0 section 8.1: presentations by query id, one credential in each. */
async function presentAll(
  { verified: { request } }: OpenRequest,
  shared: readonly ChosenBadge[],
  agent: WalletPorts['agent'],
): Promise<VpToken> {
  const vpToken: VpToken = {}
  for (const { queryId, badge } of shared) {
    if (badge.holder === undefined) throw new Error('a badge without a holder was chosen')
    const presentation = await agent.createPresentation({
      holder: badge.holder,
      credential: badge.text,
      format: badge.format,
      nonce: request.nonce,
      audience: request.client_id,
    })
    vpToken[queryId] = [...(vpToken[queryId] ?? []), presentation]
  }
  return vpToken
}

async function bodyFor(
  { verified: { request }, encryption }: OpenRequest,
  vpToken: VpToken,
  logProofs: ReadonlyMap<string, LogProofDocument>,
): Promise<URLSearchParams> {
  const { state } = request
  const hasProofs = logProofs.size > 0
  if (encryption !== undefined) {
    const response = {
      vp_token: vpToken,
      ...(state !== undefined && { state }),
      ...(hasProofs && { [logProofsParameter]: Object.fromEntries(logProofs) }),
    }
    return new URLSearchParams({ response: await encryptResponse(response, encryption) })
  }
  return new URLSearchParams({
    vp_token: JSON.stringify(vpToken),
    ...(state !== undefined && { state }),
    ...(hasProofs && { [logProofsParameter]: encodeLogProofs(logProofs) }),
  })
}

function send(url: URL, body: URLSearchParams, ports: WalletPorts): Promise<Response> {
  return createProtocolFetch(ports)(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: body.toString(),
  })
}

function disclosureOf(
  { preview }: OpenRequest,
  shared: readonly ChosenBadge[],
  { clock, random }: Pick<WalletPorts, 'clock' | 'random'>,
): Omit<Disclosure, 'isConfirmed'> {
  const { asker, purpose, sentTo } = preview
  return {
    id: encodeBase64url(random(12)),
    at: clock().toISOString(),
    asker,
    ...(purpose !== undefined && { purpose }),
    sentTo,
    badges: shared.map(({ badge: { id, summary } }) => ({
      id,
      name: summary.achievement?.name ?? 'Badge',
    })),
  }
}

async function refusalOf(response: Response): Promise<AppError> {
  const refusal = requestRefusalOf(response)
  if (refusal !== undefined) return refusal
  const answer = await readJson(response)
  const error =
    typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : ''
  const code = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? `: ${error}` : ''
  return new AppError(
    'verifier_refused',
    `The asker did not take the answer (status ${response.status}${code}). Ask for a new request and try again`,
  )
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}
