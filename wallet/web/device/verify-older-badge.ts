import type { OpenBadge2 } from '../../../shared/credential/open-badge-2.ts'
import { fetchPart } from '../../../shared/verify/open-badge-2/fetch-part.ts'
import { verifyOpenBadge2 } from '../../../shared/verify/open-badge-2/verify-open-badge-2.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import type { WalletFetch } from '../../core/wallet-ports.ts'
import { verifyPem } from './verify-pem.ts'

/**
 * Verifies an Open Badge 2.0 in the browser, by asking its hosts.
 * @param world.fetch the one that asks only hosts that were agreed to
 */
export function verifyOlderBadge(
  badge: OpenBadge2,
  { fetch, clock }: { fetch: WalletFetch; clock: () => Date },
): Promise<CredentialReport> {
  const openBadges2 = { fetchPart: (url: string) => fetchPart(url, fetch), verifyPem }
  return verifyOpenBadge2(badge, { ports: { openBadges2, clock } })
}
