import type { OpenBadge2 } from '../../../shared/credential/open-badge-2.ts'
import type { CredentialReport } from '../../../shared/verify/report.ts'
import type { WalletFetch } from '../../core/wallet-ports.ts'
import { lazyPart } from './lazy-part.ts'

/**
 * What verifies Open Badges 2.0, loaded when the first of them comes.
 * @param world.fetch the one that asks only hosts that were agreed to
 * @returns undefined where it does not load, offline say: the badge is unknown then, and can be kept all the same
 */
export function lazyOlderBadges(
  world: { fetch: WalletFetch; clock: () => Date },
  loadPart: () => Promise<OlderBadgesPart> = importPart,
): (badge: OpenBadge2) => Promise<CredentialReport | undefined> {
  const load = lazyPart(loadPart)
  return async (badge) => {
    const part = await load().catch(() => undefined)
    return part?.verifyOlderBadge(badge, world)
  }
}

const importPart = () => import('./verify-older-badge.ts')

type OlderBadgesPart = Awaited<ReturnType<typeof importPart>>
