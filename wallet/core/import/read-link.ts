import { looksLikeShareLink } from '../../../shared/cv/share-link.ts'

/** What a learner can be given besides a badge itself, and what is to be done with it. */
export type WalletLink = {
  /** Take a badge, show badges, look at what somebody shares, bring a wallet back, or fetch a badge from its address. */
  kind: 'offer' | 'request' | 'share' | 'restore' | 'address'
  text: string
}

const maxLength = 32_768
const offerSchemes = ['openid-credential-offer:', 'web+openidcredentialoffer:']
const requestSchemes = ['openid4vp:', 'web+openid4vp:']

/** Undefined where the text is no link that a wallet can do anything with. */
export function readLink(input: string): WalletLink | undefined {
  const text = input.trim()
  const url = parseUrl(text)
  if (url === undefined) return undefined
  const kind = kindOf(url, text)
  return kind && { kind, text: text.replace(/^web\+(?=openid4vp:)/i, '') }
}

function kindOf(url: URL, text: string): WalletLink['kind'] | undefined {
  const { protocol, pathname, hash, search } = url
  if (offerSchemes.includes(protocol)) return 'offer'
  if (requestSchemes.includes(protocol)) return 'request'
  if (protocol !== 'https:' && protocol !== 'http:') return undefined
  const parameters = new URLSearchParams([
    ...new URLSearchParams(hash.slice(1)),
    ...new URLSearchParams(search),
  ])
  if (parameters.has('credential_offer') || parameters.has('credential_offer_uri')) return 'offer'
  if (
    parameters.has('client_id') &&
    ['request_uri', 'request', 'dcql_query'].some((name) => parameters.has(name))
  ) {
    return 'request'
  }
  if (looksLikeShareLink(text)) return 'share'
  return /\/restore\/?$/.test(pathname) && hash.length > 1 ? 'restore' : 'address'
}

function parseUrl(text: string): URL | undefined {
  if (text.length > maxLength || /\s/.test(text)) return undefined
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
