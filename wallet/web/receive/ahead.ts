import { type OfferPreview, openOffer } from '../../core/open-offer.ts'
import type { WalletFetch } from '../../core/wallet-ports.ts'
import { createBrowserFetch } from '../device/browser-fetch.ts'
import { webCrypto } from '../device/web-crypto.ts'

type Kept = { answer: Response; at: number }

/** An offer's code lives longer than that. */
const keptMs = 5 * 60_000
/** An offer, and what its issuer and authorization server say of themselves: more than one link asks for. */
const mostKept = 16
const kept = new Map<string, Kept>()

/**
 * What a link offers, for somebody who has no open wallet yet: opening the link asks its issuer, and nobody else. What
 * was answered is used once more when the wallet is open, since an offer may be given out only once.
 */
export async function readAhead(fragment: string, language: string): Promise<OfferPreview> {
  const ownOrigin = location.origin
  const allowLoopbackHttp = new URL(ownOrigin).protocol === 'http:'
  const ask = createBrowserFetch({
    ...{ fetch: globalThis.fetch.bind(globalThis), ownOrigin, allowLoopbackHttp },
    hasConsent: () => false,
    onlyWithConsent: false,
  })
  const { preview } = await openOffer(
    `openid-credential-offer://?${fragment}`,
    { language },
    {
      fetch: keepingAnswers(ask, () => performance.now()),
      ...{ allowLoopbackHttp, random: webCrypto.random, agent: { listHolders: async () => [] } },
    },
  )
  return preview
}

/** Keeps each answer to a question that changes nothing, for usingAnswers. */
export function keepingAnswers(fetch: WalletFetch, now: () => number): WalletFetch {
  return async (url, init = {}) => {
    const answer = await fetch(url, init)
    const isQuestion = (init.method ?? 'GET') === 'GET'
    if (isQuestion && answer.ok) keep(String(url), { answer: answer.clone(), at: now() })
    return answer
  }
}

/** The newest stays: what is kept longest is the first of a Map. */
function keep(url: string, one: Kept): void {
  kept.delete(url)
  kept.set(url, one)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}

/** Takes what was answered a moment ago, once, instead of asking again. */
export function usingAnswers(fetch: WalletFetch, now: () => number): WalletFetch {
  return async (url, init = {}) => {
    const known = (init.method ?? 'GET') === 'GET' ? kept.get(String(url)) : undefined
    kept.delete(String(url))
    const isFresh = known !== undefined && now() - known.at < keptMs
    return isFresh ? known.answer : fetch(url, init)
  }
}
