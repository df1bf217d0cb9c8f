import { isAppError } from '../errors/app-error.ts'
import { isJsonObject, parseJsonStrict } from '../json/json.ts'
import type { OpenBadge2Port, PartFetch } from '../verify/open-badge-2/port.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import { verifyPem } from './kms/verify-pem.ts'

/** A class with its picture inside it, or a list of many thousand badges that were taken back. */
const maxBytes = 1_048_576

const accept = 'application/ld+json, application/json;q=0.9'

/** What checks of Open Badges 2.0 ask, over the one guarded client: no redirects, no private addresses, little time. */
export function createOpenBadge2Port(fetch: GuardedFetch): OpenBadge2Port {
  return { fetchPart: (url) => fetchPart(url, fetch), verifyPem }
}

async function fetchPart(url: string, fetch: GuardedFetch): Promise<PartFetch> {
  try {
    return await askAt(url, fetch)
  } catch (error) {
    if (!isAppError(error)) throw error
    // many an older badge says http of a host that has long answered by https
    const isPlain = error.code === 'address_forbidden' && /^http:/i.test(url)
    return isPlain ? fetchPart(url.replace(/^http:/i, 'https:'), fetch) : { outcome: 'unavailable' }
  }
}

async function askAt(url: string, fetch: GuardedFetch): Promise<PartFetch> {
  const response = await fetch(url.replace(/#.*$/s, ''), { headers: { accept }, maxBytes })
  if (response.status === 410) return { outcome: 'gone' }
  if (response.status === 404) return { outcome: 'refused' }
  if (!response.ok) return { outcome: 'unavailable' }
  const document = parseJsonStrict(await response.text(), { maxBytes })
  return isJsonObject(document) ? { outcome: 'fetched', document } : { outcome: 'refused' }
}
