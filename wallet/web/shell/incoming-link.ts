import { parseUrl } from '../../../shared/did/url.ts'

/** Paths that links from outside lead to, with what such a link holds. */
const parametersOf: Readonly<Record<string, readonly string[]>> = {
  '/receive': ['credential_offer', 'credential_offer_uri'],
  '/present': ['request_uri', 'request', 'client_id', 'request_uri_method'],
}

const schemes = /^(?:web\+)?(?:openid-credential-offer|openidcredentialoffer|openid4vp)$/

/**
 * The address that the app works with, for one that somebody else wrote: what an offer or a request holds moves
 * from the query to the fragment, which no server sees, and a link of another scheme that the browser handed over
 * is opened up.
 * @returns undefined where the address may stay as it is
 */
export function tidyAddress(address: URL): string | undefined {
  const handed = new URLSearchParams(address.hash.slice(1)).get('link')
  const found = handed === null ? address.searchParams : parametersOfLink(handed)
  if (handed === null && address.search === '') return undefined
  const names = parametersOf[address.pathname.replace(/(.)\/$/, '$1')] ?? []
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = found.get(name)
    if (value !== null) kept.set(name, value)
  }
  if (kept.size > 0) return `${address.pathname}#${kept}`
  return handed === null ? `${address.pathname}${address.hash}` : address.pathname
}

function parametersOfLink(link: string): URLSearchParams {
  const url = parseUrl(link)
  if (url === undefined) return new URLSearchParams()
  const { protocol, searchParams } = url
  return schemes.test(protocol.slice(0, -1)) ? searchParams : new URLSearchParams()
}
