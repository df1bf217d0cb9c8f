import { parseUrl } from '../did/url.ts'
import { AppError, isAppError } from '../errors/app-error.ts'
import { parseJsonStrict } from '../json/json.ts'
import { type AuthorizationRequest, parseAuthorizationRequest } from './oid4vp-request.ts'

export type RequestUriMethod = 'get' | 'post'

/** How a request reaches a wallet: as an address to fetch it from, or itself in the link. */
export type RequestLink =
  | { kind: 'by-reference'; clientId: string; requestUri: string; method: RequestUriMethod }
  | { kind: 'by-value'; request: AuthorizationRequest }

const maxLength = 32_768
const jsonParameters = ['dcql_query', 'client_metadata'] as const
const walletScheme = 'openid4vp:'

/** `client_id=…&request_uri=…&request_uri_method=…`, or every parameter of the request itself. */
function requestParameters(link: RequestLink): URLSearchParams {
  if (link.kind === 'by-value') return parametersOf(link.request)
  return new URLSearchParams({
    client_id: link.clientId,
    request_uri: link.requestUri,
    request_uri_method: link.method,
  })
}

/** For wallets that the system knows by scheme: `openid4vp://?…`. */
export function buildRequestUri(link: RequestLink): string {
  return `${walletScheme}//?${requestParameters(link)}`
}

/** For a web wallet: `https://wallet.example/present#…`; the fragment stays in the browser. */
export function buildRequestLink(walletUrl: string, link: RequestLink): string {
  return `${walletUrl.replace(/\/+$/, '')}/present#${requestParameters(link)}`
}

/**
 * Reads what a wallet was given: `openid4vp://?…` (any authority or path), or a web wallet's link with the
 * parameters in its fragment or query.
 * @throws AppError authorization_request_malformed | authorization_request_unsupported
 */
export function readRequestUri(text: string): RequestLink {
  const parameters = readParameters(text.trim())
  const requestUri = parameters.get('request_uri')
  if (parameters.has('request')) {
    throw new AppError(
      'authorization_request_unsupported',
      'The link holds the whole signed request; ask for one that refers to it (request_uri)',
    )
  }
  if (requestUri === null) return { kind: 'by-value', request: parseByValue(parameters) }
  const clientId = parameters.get('client_id')
  if (!clientId || parseUrl(requestUri) === undefined) {
    throw malformed(
      'The link does not say who asks (client_id) and where the request is (request_uri)',
    )
  }
  return { kind: 'by-reference', clientId, requestUri, method: methodOf(parameters) }
}

function readParameters(text: string): URLSearchParams {
  if (text.length > maxLength) throw malformed('The link is longer than any request')
  const url = parseUrl(text)
  if (url === undefined) throw malformed('This is not a link to a request')
  const isKnown =
    url.protocol === walletScheme || url.protocol === 'https:' || url.protocol === 'http:'
  if (!isKnown)
    throw malformed('This is not a link to a request: it begins with openid4vp:// or https://')
  const parameters = new URLSearchParams(url.hash.length > 1 ? url.hash.slice(1) : url.search)
  const names = [...parameters.keys()]
  if (new Set(names).size !== names.length) throw malformed('The link says one thing twice')
  return parameters
}

function methodOf(parameters: URLSearchParams): RequestUriMethod {
  const method = parameters.get('request_uri_method') ?? 'get'
  if (method === 'get' || method === 'post') return method
  throw malformed('request_uri_method is neither get nor post')
}

function parseByValue(parameters: URLSearchParams): AuthorizationRequest {
  const values: [string, unknown][] = [...parameters]
  return parseAuthorizationRequest(
    Object.fromEntries(
      values.map(([name, value]) => [
        name,
        jsonParameters.some((json) => json === name) ? parseJson(String(value)) : value,
      ]),
    ),
  )
}

function parseJson(text: string): unknown {
  try {
    return parseJsonStrict(text, { maxBytes: maxLength, maxDepth: 20 })
  } catch (cause) {
    if (!isAppError(cause)) throw cause
    throw malformed('A part of the request is not JSON', cause)
  }
}

function parametersOf(request: AuthorizationRequest): URLSearchParams {
  const entries = Object.entries(request)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
  return new URLSearchParams(entries)
}

function malformed(message: string, cause?: unknown): AppError {
  return new AppError('authorization_request_malformed', message, { cause })
}
