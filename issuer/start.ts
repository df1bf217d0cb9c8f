import type { RunningApplication } from '../shared/node/running-application.ts'
import type { IssuerConfig } from './config.ts'

/** What tests put in place of the world; everything has a default. */
export type IssuerPorts = {
  clock?: () => Date
  /** As the standard fetch; default is the guarded one. */
  fetch?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
}

export function startIssuer(
  _config: IssuerConfig,
  _ports?: IssuerPorts,
): Promise<RunningApplication> {
  throw new Error('being written')
}
