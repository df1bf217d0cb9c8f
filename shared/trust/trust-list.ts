import { z } from 'zod'
import { zDid, zHttpUrl, zLogSize, zMoment, zThumbprint, zUnixTime } from './trust-values.ts'

/**
 * The city's trust list: whom it lets award what, since when and until when. Every event that ends somebody's
 * authority carries the size that the award log had at that moment: an award counts as earlier exactly when its
 * leaf stands before that size. Dates are for people; sizes decide, so a date that is claimed proves nothing.
 */

const zLogEvent = z.object({ at: zMoment, logSize: zLogSize })

const zKeyHistory = z.object({
  thumbprint: zThumbprint,
  /** No longer used; what was logged by then stays good. */
  retired: zLogEvent.optional(),
  /** In someone else's hands; what was logged by then stays good. */
  compromised: zLogEvent.optional(),
})

const zAccreditation = z.object({
  achievements: z.array(z.string().min(1).max(2048)).max(10_000),
  from: zMoment,
  fromSize: zLogSize,
  until: zMoment.optional(),
  /** Present once `until` has passed. */
  untilSize: zLogSize.optional(),
})

const zProvider = z.object({
  did: zDid,
  name: z.string().max(300),
  state: z.enum(['active', 'suspended', 'closed']),
  accreditations: z.array(zAccreditation).max(1000),
  keys: z.array(zKeyHistory).max(100),
  /** The city's key under the provider's DID that keeps its status lists alive after it closed. */
  escrow: z.object({ thumbprint: zThumbprint, from: zMoment }).optional(),
  /** The provider's last DID document, for the day its own domain dies. */
  lastDocument: z.object({ document: z.looseObject({}), retrievedAt: zMoment }).optional(),
})

const zRecognition = z.object({
  city: zDid,
  name: z.string().max(300),
  from: zMoment,
  until: zMoment.optional(),
  /** Absent: whatever that city accredits. */
  achievements: z.array(z.string().min(1).max(2048)).max(10_000).optional(),
})

export const zTrustList = z.object({
  iss: zDid,
  iat: zUnixTime,
  exp: zUnixTime,
  /** Rises with every list; an older list is refused once a newer one was seen. */
  seq: z.int().min(1),
  name: z.string().max(300),
  /** Where the award log is, and its state when the list was signed. */
  log: z.object({ url: zHttpUrl, checkpoint: z.string().max(4096) }),
  /** The city's own keys that ended. */
  keys: z.array(zKeyHistory).max(100),
  providers: z.array(zProvider).max(10_000),
  recognised: z.array(zRecognition).max(1000),
})

export type TrustList = z.output<typeof zTrustList>
export type TrustListProvider = TrustList['providers'][number]
export type Accreditation = TrustListProvider['accreditations'][number]
export type KeyHistory = z.output<typeof zKeyHistory>
export type Recognition = TrustList['recognised'][number]

export function hasEnded({ retired, compromised }: KeyHistory): boolean {
  return retired !== undefined || compromised !== undefined
}

/** Was this leaf in the log before the event? Without an event, nothing ended. */
export function isBefore(leafIndex: number, event: { logSize: number } | undefined): boolean {
  return event === undefined || leafIndex < event.logSize
}
