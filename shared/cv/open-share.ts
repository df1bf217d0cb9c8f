import { AppError, isAppError } from '../errors/app-error.ts'
import { maxShareBytes, shareUrl } from '../sealed/share-api.ts'
import { openSealedShare } from './sealed-share.ts'
import type { ShareLink } from './share-link.ts'
import type { SharedCv } from './shared-cv.ts'

/** Follows no redirect and reads no more than it is told: the guarded fetch on Node, a bounded one in a browser. */
export type ShareFetch = (
  url: string,
  init: { headers: Record<string, string>; maxBytes: number },
) => Promise<Response>

/** Clocks may differ by this much: the same as for badges. */
const clockSkewMs = 60_000

/**
 * Fetches what a link leads to and opens it. What is in it is not judged here, but its time: whoever keeps it beyond
 * that, it is over.
 * @throws AppError share_expired | share_withdrawn | not_found | share_damaged | fetch_failed
 */
export async function openShare(
  { walletServer, id, key }: ShareLink,
  { fetch, clock }: { fetch: ShareFetch; clock: () => Date },
): Promise<SharedCv> {
  const headers = { Accept: 'application/octet-stream, application/problem+json' }
  const response = await fetch(shareUrl(walletServer, id), { headers, maxBytes: maxShareBytes })
  if (!response.ok) throw await refusalOf(response)
  const cv = await openSealedShare(new Uint8Array(await response.arrayBuffer()), key)
  if (cv.audience !== walletServer) {
    throw new AppError('share_damaged', 'What the link leads to was shared at another place')
  }
  if (Date.parse(cv.expiresAt) + clockSkewMs < clock().getTime()) throw expired()
  return cv
}

async function refusalOf(response: Response): Promise<AppError> {
  if (response.status === 410) {
    const isWithdrawn = (await codeIn(response)) === 'share_withdrawn'
    return isWithdrawn
      ? new AppError('share_withdrawn', 'Who shared this has taken it back')
      : expired()
  }
  if (response.status === 404) {
    return new AppError('not_found', 'Nothing is shared under this link, or no longer')
  }
  const { status } = response
  return new AppError('fetch_failed', `The wallet server does not give what is shared: ${status}`)
}

async function codeIn(response: Response): Promise<unknown> {
  try {
    return (await response.json())?.code
  } catch (error) {
    if (isAppError(error)) throw error
    return undefined
  }
}

function expired(): AppError {
  return new AppError('share_expired', 'The time for which this was shared is over')
}
