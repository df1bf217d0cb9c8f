import { AppError } from '../../shared/errors/app-error.ts'
import { displayText } from '../../shared/i18n/display-text.ts'
import { credentialFormats } from '../../shared/oid4vc/credential-format.ts'
import type { AuthorizationRequest } from '../../shared/oid4vc/oid4vp-request.ts'
import {
  type BadgeSelection,
  leastChoice,
  type RequestedBadge,
  selectBadges,
} from './requested-badges.ts'
import { findEncryption, type ResponseEncryption } from './response-encryption.ts'
import { fetchRequest, type VerifiedRequest } from './verified-request.ts'
import type { WalletPorts } from './wallet-ports.ts'

/** What a learner is shown before anything is sent. Names and purposes are the asker's own words, made safe to show. */
export type RequestPreview = {
  asker: {
    clientId: string
    /** Host and path of the name that proved to be asking; where not proven, only the host that gets the answer. */
    domain: string
    name?: string
    isProven: boolean
  }
  /** The asker's name is that of a person at a wallet server, not of an organisation. */
  asksAsPerson: boolean
  purpose?: string
  /** How long the asker says it keeps what it gets. */
  retention?: string
  /** Host that gets the answer. */
  sentTo: string
  /** The host that gets the answer is not the asker's: worth a question of its own. */
  sendsElsewhere: boolean
  isEncrypted: boolean
  requested: RequestedBadge[]
  /** False where a required badge is missing. */
  canBeAnswered: boolean
}

/** A request that was verified, and not yet answered. */
export type OpenRequest = {
  preview: RequestPreview
  selection: BadgeSelection
  verified: VerifiedRequest
  encryption?: ResponseEncryption
}

/**
 * Reads and verifies a request and finds the badges that answer it. Shares nothing: the asker learns at most that its
 * request was fetched.
 * @throws AppError authorization_request_malformed | authorization_request_untrusted | authorization_request_unsupported |
 * not_found | address_forbidden | fetch_failed
 */
export async function openRequest(text: string, ports: WalletPorts): Promise<OpenRequest> {
  const verified = await fetchRequest(text, ports)
  const { request } = verified
  const encryption = encryptionFor(request)
  const selection = selectBadges(
    request.dcql_query,
    await ports.store.listBadges(),
    formatsTakenBy(request),
  )
  return {
    preview: previewOf(verified, selection),
    selection,
    verified,
    ...(encryption && { encryption }),
  }
}

function encryptionFor(request: AuthorizationRequest): ResponseEncryption | undefined {
  if (request.response_mode === 'direct_post') return undefined
  const encryption = findEncryption(request.client_metadata)
  if (encryption !== undefined) return encryption
  throw new AppError(
    'authorization_request_unsupported',
    'The request wants an encrypted answer and names no key and algorithm that this wallet can encrypt with',
  )
}

function formatsTakenBy({ client_metadata: metadata }: AuthorizationRequest): readonly string[] {
  return metadata?.vp_formats_supported === undefined
    ? credentialFormats
    : Object.keys(metadata.vp_formats_supported)
}

function previewOf(verified: VerifiedRequest, selection: BadgeSelection): RequestPreview {
  const { request, asker, responseUri } = verified
  const { domain, isProven, asksAsPerson, sendsElsewhere } = asker
  const name = displayText(request.client_metadata?.client_name)
  const purpose = displayText(request.client_metadata?.purpose, 300)
  const retention = displayText(request.client_metadata?.retention, 300)
  return {
    asker: { clientId: request.client_id, domain, ...(name && { name }), isProven },
    asksAsPerson,
    ...(purpose && { purpose }),
    ...(retention && { retention }),
    sentTo: responseUri.host,
    sendsElsewhere,
    isEncrypted: request.response_mode === 'direct_post.jwt',
    requested: selection.requested,
    canBeAnswered: leastChoice(selection) !== undefined,
  }
}
