import { createDidResolver } from '../../../shared/agent/did-resolver.ts'
import { furtherKeyReaders } from '../../../shared/did/further-keys.ts'
import { createTrustReader } from '../../../shared/trust/city-trust.ts'
import { createTrustFetch } from '../../../shared/trust/trust-fetch.ts'
import type { TrustMemory } from '../../../shared/trust/trust-memory.ts'
import type { VerificationPorts } from '../../../shared/verify/ports.ts'
import { createStatusListCache } from '../../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../../shared/verify/status-list-fetch.ts'
import type { Verification } from '../../../shared/verify/verification-port.ts'
import type { WalletFetch, WalletPorts } from '../../core/wallet-ports.ts'
import { createWalletVerification } from '../../core/wallet-verification.ts'
import { createBrowserFetch } from './browser-fetch.ts'
import { lazyCanonicalize } from './lazy-canonicalize.ts'
import { lazyFurther } from './lazy-further.ts'
import { lazyOlderBadges } from './lazy-older-badges.ts'
import { verifySignature } from './verify-signature.ts'
import { webCrypto } from './web-crypto.ts'

export type BrowserWorldOptions = {
  fetch: typeof fetch
  ownOrigin: string
  clock: () => Date
  hasConsent: (host: string) => boolean
  trustMemory: TrustMemory
}

/**
 * Everything that the wallet in a browser asks of others. What a person started by opening a link may go to the hosts
 * of that conversation; what only a badge's own content points to is asked where the person agreed to the host.
 */
export function createBrowserWorld(options: BrowserWorldOptions): Pick<
  WalletPorts,
  | 'fetch'
  | 'resolveDid'
  | 'verifySignature'
  | 'clock'
  | 'random'
  | 'allowLoopbackHttp'
  | 'walletServer'
  | 'verifyOpenBadge2'
> & {
  verification: Verification
  /** Asks only hosts that were agreed to. */
  contentFetch: WalletFetch
} {
  const { ownOrigin, clock, trustMemory: memory } = options
  // an app that came from this machine is one in development or under test
  const allowLoopbackHttp = new URL(ownOrigin).protocol === 'http:'
  const common = { ...options, allowLoopbackHttp }
  const fetch = createBrowserFetch({ ...common, onlyWithConsent: false })
  const contentFetch = createBrowserFetch({ ...common, onlyWithConsent: true })
  const { resolveDid } = createDidResolver({
    fetch,
    clock,
    allowLoopbackHttp,
    keys: furtherKeyReaders,
  })
  return {
    fetch,
    contentFetch,
    resolveDid,
    verifySignature,
    clock,
    random: webCrypto.random,
    allowLoopbackHttp,
    walletServer: ownOrigin,
    verification: createWalletVerification(
      verificationPorts(contentFetch, { clock, allowLoopbackHttp, memory }),
    ),
    verifyOpenBadge2: lazyOlderBadges({ fetch: contentFetch, clock }),
  }
}

function verificationPorts(
  fetch: WalletFetch,
  options: { clock: () => Date; allowLoopbackHttp: boolean; memory: TrustMemory },
): VerificationPorts {
  const { clock, memory } = options
  const { resolveDid } = createDidResolver({
    fetch,
    ...options,
    keys: furtherKeyReaders,
    // a host that was not agreed to may be agreed to in the next moment
    negativeTtlSeconds: 1,
  })
  const fetchText = createTrustFetch(fetch)
  return {
    resolveDid,
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache(),
    canonicalize: lazyCanonicalize(),
    verifySignature,
    clock,
    further: lazyFurther({ fetch, clock }),
    trust: createTrustReader({ resolveDid, verifySignature, fetchText, memory, clock }),
  }
}
