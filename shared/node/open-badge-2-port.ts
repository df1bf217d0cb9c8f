import { fetchPart } from '../verify/open-badge-2/fetch-part.ts'
import type { OpenBadge2Port } from '../verify/open-badge-2/port.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import { verifyPem } from './kms/verify-pem.ts'

/** What checks of Open Badges 2.0 ask, over the one guarded client: no redirects, no private addresses, little time. */
export function createOpenBadge2Port(fetch: GuardedFetch): OpenBadge2Port {
  return { fetchPart: (url) => fetchPart(url, fetch), verifyPem }
}
