import { remembering } from '../cache/remembering.ts'
import { type DidWeb, parseDidWeb } from '../did/did-web.ts'
import { parseUrl } from '../did/url.ts'
import { isAppError } from '../errors/app-error.ts'

/** `home`: at an address below the issuer's own; `elsewhere`: at any other; `nowhere`: the id is no web address. */
export type AchievementPlace = 'home' | 'elsewhere' | 'nowhere'

/** Of achievements, which are few where badges are many. */
const urlOf = remembering(parseUrl)

/**
 * Where the definition of an achievement stands, seen from who awarded it. Anyone can copy an achievement's id into a
 * badge of their own; only who controls an address can hold a did:web there.
 */
export function achievementPlace(id: string | undefined, issuer: string): AchievementPlace {
  const url = urlOf(id ?? '')
  if (url === undefined) return 'nowhere'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'nowhere'
  const owner = readDidWeb(issuer)
  const isHome = owner !== undefined && isSameHost(url, owner) && isBelow(url.pathname, owner.path)
  return isHome && url.username + url.password === '' ? 'home' : 'elsewhere'
}

/** Only this machine is spoken to by http; which of both an id there says makes no difference. */
function isSameHost({ protocol, hostname, port }: URL, owner: DidWeb): boolean {
  if (hostname !== owner.host || port !== portText(owner, protocol)) return false
  return protocol === 'https:' || hostname === 'localhost'
}

/** As a URL has it: nothing where it is the one that goes without saying. */
function portText({ port }: DidWeb, protocol: string): string {
  const usual = protocol === 'https:' ? 443 : 80
  return port === undefined || port === usual ? '' : String(port)
}

function isBelow(pathname: string, path: readonly string[]): boolean {
  const segments = pathname.split('/').slice(1)
  const isIn = path.every((name, at) => segments[at] === name || decode(segments[at]) === name)
  return isIn && segments.slice(path.length).join('/') !== ''
}

function decode(segment = ''): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function readDidWeb(issuer: string): DidWeb | undefined {
  try {
    return parseDidWeb(issuer)
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
