import { remembering } from '../cache/remembering.ts'
import { AppError } from '../errors/app-error.ts'
import { type Did, parseDid } from './did.ts'
import { parseUrl } from './url.ts'

/** `host` is in lower case; `path` holds decoded segments, none of which can leave its place in a URL. */
export type DidWeb = {
  readonly did: Did
  readonly host: string
  readonly port?: number
  readonly path: readonly string[]
}

const prefix = 'did:web:'

const labelPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A host whose last label is a number is an IPv4 address. @see https://url.spec.whatwg.org/#ends-in-a-number-checker */
const numberPattern = /^(?:\d+|0x[\da-f]*)$/

const hostAndPortPattern = /^([A-Za-z0-9.-]+)(?:%3[Aa]([1-9]\d{0,4}))?$/

/** What would end a path segment, start another part of a URL or hide from a reader. */
const unsafeInSegment = /[/\\?#%@:;\p{C}]/u

/** Beyond ASCII only what can be read and is nothing else in disguise, as a full-width slash is. */
const unreadable = /[^\p{ASCII}\p{L}\p{M}\p{N}]|\p{Default_Ignorable_Code_Point}/u

/**
 * Reads a did:web strictly: a fully qualified host name (or localhost), never an IP address, the port only as
 * `%3A1` to `%3A65535`, and path segments that mean the same to every reader: of ASCII what is safe there, beyond it
 * letters, marks and numbers in the form NFKC. Throws `did_malformed`.
 * @see https://w3c-ccg.github.io/did-method-web/#method-specific-identifier
 */
export function parseDidWeb(text: string): DidWeb {
  return parseRemembered(text)
}

const parseRemembered = remembering(parseOnce)

function parseOnce(text: string): DidWeb {
  const did = parseDid(text)
  if (!did.startsWith(prefix)) throw malformed('is not a did:web')
  const [authority = '', ...segments] = did.slice(prefix.length).split(':')
  const [, host = '', port] = hostAndPortPattern.exec(authority) ?? []
  const parsed: DidWeb = { did, host: parseHost(host), path: segments.map(decodeSegment) }
  return port === undefined ? parsed : { ...parsed, port: parsePort(port) }
}

/**
 * Where the document is: `https://host/.well-known/did.json`, or `https://host/path/did.json`. A did:web of
 * localhost has a URL (http, as development servers speak it) only with `allowLoopbackHttp`; without it this
 * throws `address_forbidden`.
 * @see https://w3c-ccg.github.io/did-method-web/#read-resolve
 */
export function didWebDocumentUrl(
  did: DidWeb | string,
  options: { allowLoopbackHttp?: boolean } = {},
): URL {
  const { host, port, path } = typeof did === 'string' ? parseDidWeb(did) : did
  if (host === 'localhost' && options.allowLoopbackHttp !== true) {
    throw new AppError('address_forbidden', 'A did:web of localhost is for development only')
  }
  const scheme = host === 'localhost' ? 'http' : 'https'
  const authority = port === undefined ? host : `${host}:${port}`
  return new URL(
    `${scheme}://${authority}/${[...(path.length > 0 ? path : ['.well-known']), 'did.json'].join('/')}`,
  )
}

/** A did:web as people know addresses: host and path, as in `city.example/providers/college`. */
export function didWebAddress({ host, port, path }: DidWeb): string {
  return [port === undefined || port === 443 ? host : `${host}:${port}`, ...path].join('/')
}

/**
 * The did:web whose document lives below `url`: `https://city.example/providers/x` →
 * `did:web:city.example:providers:x`. Only localhost may be http. Throws `did_malformed`.
 */
export function didWebFromUrl(url: URL | string): Did {
  const { protocol, hostname, port, pathname, username, password, search, hash } = readUrl(url)
  const isLoopbackHttp = protocol === 'http:' && hostname === 'localhost'
  if (protocol !== 'https:' && !isLoopbackHttp) throw malformed('has a URL that is not https')
  if (username + password + search + hash !== '')
    throw malformed('has a URL with more than host and path')
  const path = pathname.replace(/\/$/, '').split('/').slice(1).map(encodeSegment)
  const authority = port === '' ? hostname : `${hostname}%3A${port}`
  return parseDidWeb(prefix + [authority, ...path].join(':')).did
}

function parseHost(text: string): string {
  const host = text.toLowerCase()
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  const isHostName = host.length <= 253 && labels.every((label) => labelPattern.test(label))
  const isQualified = labels.length > 1 || host === 'localhost'
  if (!isHostName || !isQualified || numberPattern.test(last) || !isCanonicalHost(host)) {
    throw malformed('has no valid host name')
  }
  return host
}

/** Refuses what a URL would not take or would take for another host (for example a broken `xn--` label). */
function isCanonicalHost(host: string): boolean {
  return parseUrl(`https://${host}`)?.hostname === host
}

function parsePort(text: string): number {
  const port = Number(text)
  if (port > 65_535) throw malformed('has no valid port')
  return port
}

function decodeSegment(segment: string): string {
  const decoded = decodePercent(segment)
  if (
    decoded === undefined ||
    decoded === '' ||
    decoded === '.' ||
    decoded === '..' ||
    unsafeInSegment.test(decoded) ||
    unreadable.test(decoded) ||
    decoded.normalize('NFKC') !== decoded
  ) {
    throw malformed('has a path segment that is empty or unsafe')
  }
  return decoded
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Everything outside the characters of a DID is percent-encoded, `~` and `!` and `'()*` too. */
function encodeSegment(segment: string): string {
  const decoded = decodePercent(segment)
  if (decoded === undefined) throw malformed('has a URL that is not well-formed')
  return encodeURIComponent(decoded).replace(
    /[~!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function readUrl(url: URL | string): URL {
  const parsed = parseUrl(String(url))
  if (parsed === undefined) throw malformed('has a URL that is not well-formed')
  return parsed
}

function malformed(reason: string): AppError {
  return new AppError('did_malformed', `This did:web ${reason}`)
}
