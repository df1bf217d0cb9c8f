import { createDidResolver } from '../../../shared/agent/did-resolver.ts'
import { createCanonicalize } from '../../../shared/credential/canonicalize.ts'
import { furtherKeyReaders } from '../../../shared/did/further-keys.ts'
import { createTrustReader } from '../../../shared/trust/city-trust.ts'
import { createTrustFetch } from '../../../shared/trust/trust-fetch.ts'
import { createTrustMemory } from '../../../shared/trust/trust-memory.ts'
import type { VerificationPorts } from '../../../shared/verify/ports.ts'
import { createStatusListCache } from '../../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../../shared/verify/status-list-fetch.ts'
import type { WalletFetch } from '../../core/wallet-ports.ts'
import { type BrowserFetchPorts, createBrowserFetch } from '../device/browser-fetch.ts'
import { lazyFurther } from '../device/lazy-further.ts'
import { verifySignature } from '../device/verify-signature.ts'

export type ReaderWorld = { ports: VerificationPorts; fetch: WalletFetch; clock: () => Date }

/**
 * What the checks ask of the world for somebody who has no wallet: opening the link and reading what is in it is what
 * they came for. Nothing is remembered.
 * @param options.mayRelay the wallet server may ask hosts that do not answer other websites
 */
export function createReaderWorld(options: {
  fetch: BrowserFetchPorts['fetch']
  clock: () => Date
  walletServer: string
  mayRelay: boolean
}): ReaderWorld {
  const { clock, walletServer, mayRelay } = options
  // an app that came from this machine is one in development or under test
  const allowLoopbackHttp = new URL(walletServer).protocol === 'http:'
  const fetch = createBrowserFetch({
    fetch: options.fetch,
    ownOrigin: walletServer,
    allowLoopbackHttp,
    hasConsent: () => mayRelay,
    onlyWithConsent: false,
  })
  const { resolveDid } = createDidResolver({
    fetch,
    clock,
    allowLoopbackHttp,
    keys: furtherKeyReaders,
  })
  const fetchText = createTrustFetch(fetch)
  const trust = { resolveDid, verifySignature, fetchText, memory: createTrustMemory(), clock }
  const ports: VerificationPorts = {
    resolveDid,
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache(),
    canonicalize: createCanonicalize(),
    verifySignature,
    clock,
    further: lazyFurther({ fetch, clock }),
    trust: createTrustReader(trust),
  }
  return { ports, fetch, clock }
}
