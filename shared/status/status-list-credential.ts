import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import type { StatusPurpose } from './status-entry.ts'

/** How long a copy of a list may be used when the list does not say. */
export const defaultTtlMs = 300_000

/**
 * What a status list credential says of its list.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential
 */
export const zBitstringStatusList = z.looseObject({
  id: z.string().max(2048).optional(),
  type: z.literal('BitstringStatusList'),
  statusPurpose: z.union([
    z.string().min(1).max(100),
    z.array(z.string().min(1).max(100)).min(1).max(20),
  ]),
  /** Multibase base64url. */
  encodedList: z.string().regex(/^u[\w-]+$/),
  ttl: z.int().nonnegative().optional(),
})

export type BitstringStatusList = z.infer<typeof zBitstringStatusList>

/** A status list credential before it is signed. */
export type StatusListCredential = {
  '@context': [string]
  id: string
  type: ['VerifiableCredential', 'BitstringStatusListCredential']
  issuer: string
  validFrom: string
  validUntil?: string
  credentialSubject: {
    id: string
    type: 'BitstringStatusList'
    statusPurpose: StatusPurpose
    encodedList: string
    ttl: number
  }
}

/** `id` is the URL where the signed list is served. */
export function buildStatusListCredential(input: {
  id: string
  issuer: string
  purpose: StatusPurpose
  encodedList: string
  validFrom: Date
  validUntil?: Date
  ttlMs?: number
}): StatusListCredential {
  const ttl = input.ttlMs ?? defaultTtlMs
  if (!Number.isSafeInteger(ttl) || ttl < 0) {
    throw new AppError('status_list_malformed', 'ttl is a whole number of milliseconds from 0')
  }
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: input.id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.issuer,
    validFrom: dateTime(input.validFrom),
    ...(input.validUntil && { validUntil: dateTime(input.validUntil) }),
    credentialSubject: {
      id: `${input.id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: input.purpose,
      encodedList: input.encodedList,
      ttl,
    },
  }
}

/** Milliseconds stay: a list signed twice in one second must be told old from new. */
function dateTime(date: Date): string {
  return date.toISOString()
}
