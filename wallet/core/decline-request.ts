import { isAppError } from '../../shared/errors/app-error.ts'
import type { OpenRequest } from './open-request.ts'
import { createProtocolFetch } from './protocol-fetch.ts'
import { redirectUriIn } from './redirect-uri.ts'
import type { WalletPorts } from './wallet-ports.ts'

export type DeclineOutcome = {
  /** Whether the asker was told. Nothing of the wallet was sent either way. */
  isTold: boolean
  /** Where the asker would like the person to continue: for them to follow, never fetched by the wallet. */
  redirectUri?: string
}

/**
 * Tells the asker that the learner does not want to send anything, so that nobody waits. Only an asker that proved its
 * name is told, and only at its own host: anybody else would learn from it that somebody is there. That it could not
 * be told is no fault: the learner said no, and nothing was sent.
 * @see OpenID4VP 1.0 section 8.5
 */
export async function declineRequest(
  { verified: { request, responseUri, asker } }: Pick<OpenRequest, 'verified'>,
  ports: Pick<WalletPorts, 'fetch' | 'allowLoopbackHttp'>,
): Promise<DeclineOutcome> {
  if (!asker.isProven || asker.asksAsPerson || asker.sendsElsewhere) return { isTold: false }
  const { state } = request
  const body = new URLSearchParams({
    error: 'access_denied',
    ...(state !== undefined && { state }),
  })
  try {
    const response = await createProtocolFetch(ports)(responseUri, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
      body: body.toString(),
    })
    const redirectUri = response.ok ? await redirectUriIn(response, ports) : undefined
    return { isTold: response.ok, ...(redirectUri !== undefined && { redirectUri }) }
  } catch (error) {
    if (isAppError(error)) return { isTold: false }
    throw error
  }
}
