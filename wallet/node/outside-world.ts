import { randomBytes } from 'node:crypto'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import type { OpenBadge2 } from '../../shared/credential/open-badge-2.ts'
import { furtherKeyReaders } from '../../shared/did/further-keys.ts'
import { createNodeCanonicalization } from '../../shared/node/canonicalization.ts'
import { namingHost } from '../../shared/node/command-network.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import { createOpenBadge2Port } from '../../shared/node/open-badge-2-port.ts'
import { nextTurn } from '../../shared/node/thread-turns.ts'
import { createTrustReader } from '../../shared/trust/city-trust.ts'
import { createTrustFetch } from '../../shared/trust/trust-fetch.ts'
import { createTrustMemory, type TrustMemory } from '../../shared/trust/trust-memory.ts'
import { createFurtherVerification } from '../../shared/verify/further/create-further-verification.ts'
import { verifyOpenBadge2 } from '../../shared/verify/open-badge-2/verify-open-badge-2.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { createStatusListCache } from '../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../shared/verify/status-list-fetch.ts'
import { createWalletVerification } from '../core/wallet-verification.ts'

export type OutsideWorldOptions = {
  allowLoopbackHttp: boolean
  extraCa?: string
  clock: () => Date
  /** What was seen of cities. Default: forgotten with the process. */
  trustMemory?: TrustMemory
}

/** Everything that the wallet on Node asks of others, through one guarded client. */
export function createOutsideWorld(options: OutsideWorldOptions) {
  const { allowLoopbackHttp, extraCa, clock, trustMemory: memory = createTrustMemory() } = options
  const fetch = namingHost(
    createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) }),
  )
  const { resolveDid, veramoResolver } = createDidResolver({
    fetch,
    clock,
    allowLoopbackHttp,
    keys: furtherKeyReaders,
  })
  const fetchText = createTrustFetch(fetch)
  const ports: VerificationPorts = {
    resolveDid,
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache(),
    canonicalize: createNodeCanonicalization().canonicalize,
    verifySignature,
    nextTurn,
    clock,
    openBadges2: createOpenBadge2Port(fetch),
    further: createFurtherVerification({ fetch, clock }),
    trust: createTrustReader({ resolveDid, verifySignature, fetchText, memory, clock }),
  }
  return {
    fetch,
    resolveDid,
    veramoResolver,
    ports,
    verification: createWalletVerification(ports),
    verifyOpenBadge2: (badge: OpenBadge2) => verifyOpenBadge2(badge, { ports }),
    verifySignature,
    clock,
    random: (byteCount: number) => new Uint8Array(randomBytes(byteCount)),
    allowLoopbackHttp,
  }
}
