import type { GuardedFetch } from '../shared/node/guarded-fetch.ts'
import type { RunningApplication } from '../shared/node/running-application.ts'
import type { RandomBytes } from '../shared/oid4vc/nonce.ts'
import type { VerifierConfig } from './config.ts'

/** What tests put in place of the world; everything has a default. */
export type VerifierPorts = {
  clock?: () => Date
  random?: RandomBytes
  fetch?: GuardedFetch
}

export function startVerifier(
  _config: VerifierConfig,
  _ports: VerifierPorts = {},
): Promise<RunningApplication> {
  throw new Error('being written')
}
