import { randomBytes } from 'node:crypto'
import { createDidResolver } from '../../shared/agent/did-resolver.ts'
import { createCanonicalize } from '../../shared/credential/canonicalize.ts'
import { createGuardedFetch } from '../../shared/node/guarded-fetch.ts'
import { verifySignature } from '../../shared/node/kms/node-crypto.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { createStatusListCache } from '../../shared/verify/status-list-cache.ts'
import { createStatusListFetch } from '../../shared/verify/status-list-fetch.ts'
import { createVerification } from '../../shared/verify/verification.ts'

export type OutsideWorldOptions = {
  allowLoopbackHttp: boolean
  extraCa?: string
  clock: () => Date
}

export type OutsideWorld = ReturnType<typeof createOutsideWorld>

/** Everything that the wallet on Node asks of others, through one guarded client. */
export function createOutsideWorld(options: OutsideWorldOptions) {
  const { allowLoopbackHttp, extraCa, clock } = options
  const fetch = createGuardedFetch({ allowLoopbackHttp, ...(extraCa !== undefined && { extraCa }) })
  const { resolveDid, veramoResolver } = createDidResolver({ fetch, clock, allowLoopbackHttp })
  const ports: VerificationPorts = {
    resolveDid,
    fetchStatusList: createStatusListFetch({ fetch, clock }),
    statusLists: createStatusListCache(),
    canonicalize: createCanonicalize(),
    verifySignature,
    clock,
  }
  return {
    fetch,
    resolveDid,
    veramoResolver,
    ports,
    verification: createVerification(ports),
    verifySignature,
    clock,
    random: (byteCount: number) => new Uint8Array(randomBytes(byteCount)),
    allowLoopbackHttp,
  }
}
