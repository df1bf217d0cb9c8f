import { z } from 'zod'
import type { PresentationReport } from '../../shared/verify/report.ts'
import { isBound, isExpired, type PresentationRequest } from '../requests/presentation-request.ts'
import type { StoredReport } from './report-store.ts'
import { zPresentationReport } from './verification-answer.ts'

const resultStates = ['waiting', 'received', 'declined', 'expired'] as const

export type ResultState = (typeof resultStates)[number]

/** What an employer's system gets to know of a request. */
export type RequestResult = {
  requestId: string
  state: ResultState
  createdAt: string
  expiresAt: string
  answeredAt?: string
  purpose?: string
  badges: readonly (readonly string[])[]
  retentionDays: number
  report?: PresentationReport
  /** What was found before that, where it was checked again. */
  earlier?: PresentationReport
  /** SHA-256 over what was presented, base64url. */
  presentationsHash?: string
  declinedWith?: string
}

/** The same, for the description of the API. */
export const zRequestResult = z.object({
  requestId: z.string(),
  state: z.enum(resultStates),
  createdAt: z.string(),
  expiresAt: z.string(),
  answeredAt: z.string().optional(),
  purpose: z.string().optional(),
  badges: z.array(z.array(z.string())),
  retentionDays: z.number(),
  report: zPresentationReport.optional(),
  /** What was found before that, where it was checked again. */
  earlier: zPresentationReport.optional(),
  /** SHA-256 over what was presented, base64url. */
  presentationsHash: z.string().optional(),
  declinedWith: z.string().optional(),
})

/**
 * How far a request is, seen from outside. An answer in the same-device flow counts once its browser is back
 * from the wallet: else whoever made somebody else answer would see it.
 * @see https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-14.2
 */
export function stateOf(request: PresentationRequest, now: Date): ResultState {
  if (isExpired(request, now)) return 'expired'
  const isAway = isBound(request) && !request.hasReturned
  if (request.progress !== 'received' || !isAway) return request.progress
  return request.expiresAt <= now ? 'expired' : 'waiting'
}

export function resultOf(
  request: PresentationRequest,
  stored: StoredReport | undefined,
  now: Date,
): RequestResult {
  const { purpose, answeredAt, declinedWith } = request
  const state = stateOf(request, now)
  return {
    requestId: request.id,
    state,
    createdAt: request.createdAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    ...(answeredAt && state !== 'waiting' && { answeredAt: answeredAt.toISOString() }),
    ...(purpose !== undefined && { purpose }),
    badges: request.badges,
    retentionDays: request.retentionDays,
    ...(state === 'received' &&
      stored && {
        report: stored.report,
        ...(stored.earlier && { earlier: stored.earlier }),
        presentationsHash: stored.presentationsHash,
      }),
    ...(declinedWith !== undefined && { declinedWith }),
  }
}
