import { z } from 'zod'
import { encodeBase58 } from '../../shared/did/base-encoding.ts'
import { type Did, isDid } from '../../shared/did/did.ts'
import { AppError } from '../../shared/errors/app-error.ts'
import { buildBadgeQuery, type WantedBadge } from '../../shared/oid4vc/dcql-badges.ts'
import { queryForNeeds } from '../../shared/oid4vc/dcql-needs.ts'
import type { DcqlQuery } from '../../shared/oid4vc/dcql-query.ts'
import { createNonce, type RandomBytes } from '../../shared/oid4vc/nonce.ts'
import { type ClientIdPrefix, clientIdPrefixes } from '../../shared/oid4vc/oid4vp-client-id.ts'
import { createResponseKey, type ResponseKey } from '../../shared/oid4vc/oid4vp-encryption.ts'
import { type ResponseMode, responseModes } from '../../shared/oid4vc/oid4vp-request.ts'
import { zSlug } from '../../shared/server/slug.ts'
import type { Need } from '../../shared/skills/need.ts'
import { longestRetentionDays, type Organisation } from '../organisations/organisation.ts'

const maxBadges = 15
/** An address on the web, or a name that is no address; nothing that a page could run. */
const zAchievementId = z
  .url({ protocol: /^(https?|urn)$/, error: 'must be an http(s) address or a urn' })
  .max(2048)
/** One badge: its id, or all of its ids (languages, versions) of which any will do. */
const zWantedBadge = z.union([
  zAchievementId.transform((id): WantedBadge => [id]),
  z.tuple([zAchievementId], zAchievementId).refine((ids) => ids.length <= 20, 'at most 20 ids'),
])
const zTrustedCity = z.custom<Did>(
  (value) => typeof value === 'string' && isDid(value),
  'must be a DID',
)

/** What an employer may say of a request. Nothing else is taken. */
export const zNewRequest = z.strictObject({
  badges: z.array(zWantedBadge).max(maxBadges).default([]),
  purpose: z.string().trim().min(1).max(500).exactOptional(),
  clientIdPrefix: z.enum(clientIdPrefixes).default('decentralized_identifier'),
  responseMode: z.enum(responseModes).default('direct_post'),
  trustedCities: z.array(zTrustedCity).min(1).max(50).exactOptional(),
  retentionDays: z.int().min(1).max(longestRetentionDays).exactOptional(),
  sameDevice: z.boolean().default(false),
  /** For a key that acts for all organisations; default: the host's own. */
  organisation: zSlug.exactOptional(),
})

export type NewRequest = z.infer<typeof zNewRequest>

export type RequestState = 'waiting' | 'received' | 'declined'

/** A request for badges, and how far it got. */
export type PresentationRequest = {
  /** Known to who asks: names the report and its page. Never told to a wallet. */
  id: string
  /** Known to wallets: names the request object and where the answer goes. */
  exchangeId: string
  /** Short name of the organisation that asks. */
  organisation: string
  apiKeyId: string
  /**
   * Made for a vacancy, or for one candidate: asks for what was needed when it was made, and not for `badges`. The id is
   * that of the vacancy.
   */
  vacancy?: { id?: string; needs: readonly Need[] }
  /** What is sent is this candidate's: they were asked in person. */
  candidateId?: string
  badges: readonly WantedBadge[]
  purpose?: string
  trustedCities?: readonly Did[]
  retentionDays: number
  clientIdPrefix: ClientIdPrefix
  responseMode: ResponseMode
  nonce: string
  state: string
  /** Only for encrypted answers; the private half is gone once the answer has come. */
  responseKey?: ResponseKey
  /** The answer is shown only to the browser that opened the wallet. */
  isSameDevice: boolean
  /** SHA-256 of the session of the browser that opened the wallet, or shows the code for one elsewhere. */
  sessionHash?: string
  /** SHA-256 of the code that the wallet was told to send the browser back with. */
  responseCodeHash?: string
  /** That browser has come back from the wallet, or what came was said to be theirs in it. */
  hasReturned: boolean
  progress: RequestState
  /** The error with which the wallet declined. */
  declinedWith?: string
  createdAt: Date
  expiresAt: Date
  answeredAt?: Date
}

export type RequestPorts = {
  random: RandomBytes
  clock: () => Date
  requestTtlSeconds: number
}

/** Who asks; what it says for itself counts where the request says nothing. */
export type RequestMaker = {
  organisation: Pick<Organisation, 'slug' | 'trustedCities' | 'retentionDays'>
  apiKeyId: string
  /** What it is made for. */
  vacancy?: PresentationRequest['vacancy']
  candidateId?: string
}

export async function createRequest(
  input: NewRequest,
  { organisation, apiKeyId, vacancy, candidateId }: RequestMaker,
  ports: RequestPorts,
): Promise<PresentationRequest> {
  const { badges, purpose, clientIdPrefix, responseMode } = input
  const { retentionDays = organisation.retentionDays } = input
  const trustedCities = input.trustedCities ?? organisation.trustedCities
  const createdAt = ports.clock()
  return {
    // typed on command lines, where an id must not begin with a dash
    id: encodeBase58(ports.random(32)),
    exchangeId: createNonce(ports.random),
    organisation: organisation.slug,
    apiKeyId,
    ...(vacancy && { vacancy }),
    ...(candidateId !== undefined && { candidateId }),
    badges,
    ...(purpose !== undefined && { purpose }),
    ...(trustedCities.length > 0 && { trustedCities }),
    retentionDays,
    clientIdPrefix,
    responseMode,
    nonce: createNonce(ports.random),
    state: createNonce(ports.random),
    ...(responseMode === 'direct_post.jwt' && { responseKey: await createResponseKey() }),
    isSameDevice: input.sameDevice,
    hasReturned: false,
    progress: 'waiting',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + ports.requestTtlSeconds * 1000),
  }
}

export function queryOf({
  badges,
  vacancy,
}: Pick<PresentationRequest, 'badges' | 'vacancy'>): DcqlQuery {
  const needs = vacancy?.needs ?? []
  return needs.length > 0 ? queryForNeeds(needs) : buildBadgeQuery(badges)
}

/** What is sent becomes a candidate's; otherwise it stays with the request. */
export function isForCandidate({
  vacancy,
  candidateId,
}: Pick<PresentationRequest, 'vacancy' | 'candidateId'>): boolean {
  return vacancy !== undefined || candidateId !== undefined
}

/** What is sent counts once the browser that opened the wallet is back from it, or says that it is theirs. */
export function isBound({
  isSameDevice,
  sessionHash,
}: Pick<PresentationRequest, 'isSameDevice' | 'sessionHash'>): boolean {
  return isSameDevice || sessionHash !== undefined
}

export function isExpired({ progress, expiresAt }: PresentationRequest, now: Date): boolean {
  return progress === 'waiting' && expiresAt <= now
}

/** @throws AppError request_answered | request_expired */
export function assertWaiting(request: PresentationRequest, now: Date): void {
  if (request.progress !== 'waiting') {
    throw new AppError('request_answered', 'This request was answered already; ask for a new one')
  }
  if (isExpired(request, now)) {
    throw new AppError('request_expired', 'This request has expired; ask for a new one')
  }
}
