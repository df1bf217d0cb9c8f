import { type Did, isDid } from '../did/did.ts'
import { parseUrl } from '../did/url.ts'
import { AppError } from '../errors/app-error.ts'

/**
 * Who asks, by the prefixes that Waymark speaks. The whole text is the audience of what is presented.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5.9
 */
export type ClientId =
  | { prefix: 'decentralized_identifier'; did: Did; text: string }
  | { prefix: 'redirect_uri'; uri: string; text: string }

export const clientIdPrefixes = ['decentralized_identifier', 'redirect_uri'] as const
export type ClientIdPrefix = (typeof clientIdPrefixes)[number]

/** @throws AppError authorization_request_malformed | authorization_request_unsupported */
export function parseClientId(text: string): ClientId {
  const colon = text.indexOf(':')
  const [prefix, rest] = [text.slice(0, colon), text.slice(colon + 1)]
  if (prefix === 'decentralized_identifier') {
    if (isDid(rest)) return { prefix, did: rest, text }
    throw malformed('The request comes from something that is not a DID')
  }
  if (prefix === 'redirect_uri') {
    if (parseUrl(rest)) return { prefix, uri: rest, text }
    throw malformed('The request comes from something that is not an address')
  }
  throw new AppError(
    'authorization_request_unsupported',
    'The request names who asks in a way that is not read here; decentralized_identifier and redirect_uri are',
  )
}

function malformed(message: string): AppError {
  return new AppError('authorization_request_malformed', message)
}
