import { z } from 'zod'
import { AppError, isAppError } from '../errors/app-error.ts'
import { type JsonObject, parseJsonStrict } from '../json/json.ts'

/** Credentials in one response; a presentation holds one. */
const maxPresentations = 100
const maxBytes = 4_194_304
const maxDepth = 40

const zPresentation = z.union([z.string().min(1), z.record(z.string(), z.unknown())])

/**
 * Presentations by query id.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-8.1
 */
const zVpToken = z.record(
  z.string().regex(/^[A-Za-z0-9_-]{1,256}$/),
  z.array(zPresentation).max(maxPresentations),
)

export type Presentation = string | JsonObject
export type VpToken = Readonly<Record<string, readonly Presentation[]>>

/** What a wallet answers with: presentations, or why there are none. */
export type AuthorizationResponse =
  | { kind: 'presented'; vpToken: VpToken; state?: string }
  | { kind: 'declined'; error: string; state?: string }

const zState = z.string().min(1).max(4096).exactOptional()
const zDeclined = z.looseObject({
  // @see RFC 6749 section 4.1.2.1: printable ASCII without quote and backslash
  error: z.string().regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]{1,100}$/),
  state: zState,
})
const zPresented = z.looseObject({ vp_token: zVpToken, state: zState })

/**
 * Reads the members of a response: fields of a form, or the payload of an encrypted one. `vp_token` is an
 * object, or that object as JSON text.
 * @throws AppError authorization_response_malformed
 */
export function parseAuthorizationResponse(members: unknown): AuthorizationResponse {
  const declined = zDeclined.safeParse(members)
  if (declined.success) {
    const { error, state } = declined.data
    return { kind: 'declined', error, ...(state !== undefined && { state }) }
  }
  const presented = zPresented.safeParse(withParsedToken(members))
  if (!presented.success) {
    throw malformed(
      'vp_token must be a JSON object: an array of presentations for each query id',
      presented.error,
    )
  }
  const { vp_token: vpToken, state } = presented.data
  if (Object.values(vpToken).flat().length > maxPresentations) {
    throw malformed(`vp_token holds more than ${maxPresentations} presentations`)
  }
  return { kind: 'presented', vpToken, ...(state !== undefined && { state }) }
}

function withParsedToken(members: unknown): unknown {
  if (typeof members !== 'object' || members === null || !('vp_token' in members)) return members
  const { vp_token: token } = members
  return typeof token === 'string' ? { ...members, vp_token: parseToken(token) } : members
}

function parseToken(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes, maxDepth })
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw malformed('vp_token is not JSON', cause)
  }
}

function malformed(message: string, cause?: unknown): AppError {
  return new AppError('authorization_response_malformed', message, { cause })
}
