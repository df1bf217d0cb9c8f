import { z } from 'zod'

/**
 * Something sealed that is passed on by link for a limited time. The server has the ciphertext; the key stands in the
 * link's fragment, which is never sent.
 *
 * - `POST /api/shares?expiresInSeconds=<n>`, the ciphertext as application/octet-stream: 201 and a `ShareReceipt`.
 * - `GET /api/shares/:id`, open to every website: the ciphertext, and in `Expires` until when. 410 `share_expired` or
 *   `share_withdrawn`; 404 `not_found`, also some months after it ended.
 * - `DELETE /api/shares/:id`, `Authorization: Bearer <withdrawToken>`: 204, the ciphertext is gone.
 *
 * 413 `body_too_large`, 429 `rate_limited` with `Retry-After`, 507 `storage_full`.
 */
export const sharesPath = '/api/shares'
export const sharePath = '/api/shares/:id'

export const maxShareBytes = 4 * 1024 * 1024
const minShareSeconds = 60
export const maxShareSeconds = 90 * 86_400

export const newShareUrl = (walletServer: string, expiresInSeconds: number) =>
  `${walletServer}${sharesPath}?expiresInSeconds=${expiresInSeconds}`

export const shareUrl = (walletServer: string, id: string) =>
  `${walletServer}${sharesPath}/${encodeURIComponent(id)}`

export const zShareLifetime = z.object({
  expiresInSeconds: z
    .string()
    .regex(/^\d{1,8}$/, 'must be a whole number of seconds')
    .transform(Number)
    .refine(
      (seconds) => seconds >= minShareSeconds && seconds <= maxShareSeconds,
      `must be ${minShareSeconds} to ${maxShareSeconds} seconds`,
    ),
})

export const zShareReceipt = z.object({
  id: z.string(),
  withdrawToken: z.string(),
  /** ISO 8601. */
  expiresAt: z.string(),
})

export type ShareReceipt = z.infer<typeof zShareReceipt>
