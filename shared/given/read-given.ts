import { parseUrl } from '../did/url.ts'

/** What a person pasted, scanned or shared to the wallet, as far as its form tells. Nothing is fetched or decided. */
export type Given =
  /** For the page of this path, which takes over with the fragment. */
  | { kind: 'link'; path: '/receive' | '/present' | '/s' | '/restore' | '/code'; fragment: string }
  /** An address where a badge may be. */
  | { kind: 'address'; url: string }
  /** Perhaps a badge itself. */
  | { kind: 'text'; text: string }
  | { kind: 'nothing' }

type LinkPath = Extract<Given, { kind: 'link' }>['path']

const maxLinkCharacters = 32_768
const offerSchemes = ['openid-credential-offer:', 'web+openidcredentialoffer:']
const requestSchemes = ['openid4vp:', 'web+openid4vp:']
const fragmentPaths: readonly LinkPath[] = ['/s', '/restore', '/code']

/** Links to other wallets are read too: an offer is for whichever wallet the person uses. */
export function readGiven(input: string): Given {
  const text = input.trim()
  if (text === '') return { kind: 'nothing' }
  const isOneWord = text.length <= maxLinkCharacters && !/\s/.test(text)
  const url = isOneWord ? parseUrl(text) : undefined
  if (url === undefined) return readJson(text)
  if (offerSchemes.includes(url.protocol)) return link('/receive', url.searchParams)
  if (requestSchemes.includes(url.protocol)) return link('/present', url.searchParams)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { kind: 'text', text }
  return readWebAddress(url)
}

function readWebAddress(url: URL): Given {
  const parameters = new URLSearchParams([
    ...new URLSearchParams(url.hash.slice(1)),
    ...url.searchParams,
  ])
  const has = (name: string) => parameters.has(name)
  if (has('credential_offer') || has('credential_offer_uri')) return link('/receive', parameters)
  if (has('request_uri') || (has('client_id') && has('dcql_query'))) {
    return link('/present', parameters)
  }
  const path = fragmentPaths.find((each) => url.pathname === each)
  if (path !== undefined && url.hash.length > 1) {
    return { kind: 'link', path, fragment: url.hash.slice(1) }
  }
  return { kind: 'address', url: url.href }
}

/** An offer may come as its bare JSON. */
function readJson(text: string): Given {
  const isOffer = text.startsWith('{') && text.includes('"credential_configuration_ids"')
  if (!isOffer || text.length > maxLinkCharacters) return { kind: 'text', text }
  return link('/receive', new URLSearchParams({ credential_offer: text }))
}

function link(path: LinkPath, parameters: URLSearchParams): Given {
  return { kind: 'link', path, fragment: parameters.toString() }
}
