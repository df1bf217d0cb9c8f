import type { HeldBadge } from './held-badge.ts'
import type { WalletPorts } from './wallet-ports.ts'

export type RequestedBadge = {
  queryId: string
  isRequired: boolean
  /** More than one badge may answer it. */
  isMultiple: boolean
  purpose?: string
  /** The wallet's badges that answer it, best first. */
  candidates: HeldBadge[]
}

/** What a learner is shown before anything is sent. */
export type RequestPreview = {
  asker: {
    clientId: string
    /** The host that proved to be asking, or (not proven) only the one that gets the answer. */
    domain: string
    name?: string
    isProven: boolean
  }
  purpose?: string
  /** How long the asker says it keeps what it gets, in its own words. */
  retention?: string
  sentTo: string
  isEncrypted: boolean
  requested: RequestedBadge[]
  /** False where a required badge is missing. */
  canBeAnswered: boolean
}

export type OpenRequest = { preview: RequestPreview; secret: object }

/** Chosen badge ids by query id. */
export type BadgeChoice = Readonly<Record<string, readonly string[]>>

export type PresentOutcome = {
  shared: { queryId: string; badge: HeldBadge }[]
  /** Where the asker would like the person to continue: data, never fetched. */
  redirectUri?: string
  disclosureId: string
}

/** Reads and verifies a request; shares nothing. */
export function openRequest(_text: string, _ports: WalletPorts): Promise<OpenRequest> {
  throw new Error('being written')
}

/** One badge for each required query and nothing more. */
export function leastChoice(_preview: RequestPreview): BadgeChoice {
  throw new Error('being written')
}

/** Sends the chosen badges: the learner's consent. */
export function answerRequest(
  _request: OpenRequest,
  _choice: BadgeChoice,
  _ports: WalletPorts,
): Promise<PresentOutcome> {
  throw new Error('being written')
}
