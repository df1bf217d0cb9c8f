import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'

/** `revocation` is for good, `suspension` can be lifted. */
export const statusPurposes = ['revocation', 'suspension'] as const

export type StatusPurpose = (typeof statusPurposes)[number]

/**
 * A credential's place in a status list, of the purposes that Waymark knows.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
 */
export const zBitstringStatusListEntry = z
  .looseObject({
    id: z.string().min(1).max(2048).optional(),
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.string().min(1).max(100),
    statusListIndex: z.string().regex(/^(?:0|[1-9]\d{0,19})$/),
    statusListCredential: z.url().max(2048),
    statusSize: z.int().min(1).optional(),
    statusMessage: z
      .array(z.looseObject({ status: z.string().min(1), message: z.string() }))
      .optional(),
    statusReference: z.union([z.url(), z.array(z.url())]).optional(),
  })
  .refine(hasMessageForEachValue, {
    error: 'must have a message for each value of statusSize bits',
    path: ['statusMessage'],
  })
  .refine((entry) => entry.id !== entry.statusListCredential, {
    error: 'id must not be the URL of the list',
  })

/**
 * The specification says in one place that there are as many messages as values, in another as bits: both are taken.
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
 */
function hasMessageForEachValue(entry: {
  statusSize?: number | undefined
  statusMessage?: readonly object[] | undefined
}): boolean {
  const { statusSize = 1, statusMessage } = entry
  if (statusMessage === undefined) return statusSize === 1
  return [2 ** statusSize, statusSize].includes(statusMessage.length)
}

export type BitstringStatusListEntry = {
  id: string
  type: 'BitstringStatusListEntry'
  statusPurpose: StatusPurpose
  statusListIndex: string
  statusListCredential: string
}

/**
 * The entry that a credential with this place carries as `credentialStatus`.
 * @throws AppError status_index_out_of_range
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
 */
export function statusListEntry({
  listUrl,
  index,
  purpose,
}: {
  listUrl: string
  index: number
  purpose: StatusPurpose
}): BitstringStatusListEntry {
  if (!Number.isSafeInteger(index) || index < 0) {
    throw new AppError('status_index_out_of_range', 'A status index is a whole number from 0')
  }
  return {
    id: `${listUrl}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: purpose,
    statusListIndex: String(index),
    statusListCredential: listUrl,
  }
}
