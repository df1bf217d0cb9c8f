import { z } from 'zod'

/**
 * The sealed copy of a wallet, as a wallet server keeps it: ciphertext under an opaque id.
 *
 * - `PUT /api/vaults/:id`, `Authorization: Bearer <write token>`, the ciphertext as application/octet-stream, its
 *   counter in `Waymark-Counter`, and either `If-None-Match: *` for the first copy (which sets the write token) or
 *   `If-Match: "<counter before>"`. 204, with the `ETag` of what was kept.
 * - `GET /api/vaults/:id`, or `?version=<counter>` for one of the last copies: the ciphertext, `ETag: "<counter>"`,
 *   `Waymark-Counter`, `Waymark-Versions` (the counters that are kept, the newest first) and `Last-Modified`, which
 *   knows the day and no time.
 * - `DELETE /api/vaults/:id` with the write token: 204, every version is gone for good.
 *
 * Refusals are problem details: 412 `vault_copy_changed` (another device wrote meanwhile) and 409
 * `vault_counter_stale` (the counter does not go up), both with the present `Waymark-Counter`: read, merge, write
 * again; 403 `forbidden` (another write token); 404 `not_found`; 413 `body_too_large`; 429 `rate_limited` with
 * `Retry-After`; 507 `storage_full`.
 */
export const vaultCopyPath = '/api/vaults/:id'

export const vaultCopyUrl = (walletServer: string, id: string) =>
  `${walletServer}/api/vaults/${encodeURIComponent(id)}`

export const counterHeader = 'Waymark-Counter'
export const versionsHeader = 'Waymark-Versions'

/** Counters that a server keeps: the newest and the ones before it. */
export const keptVaultVersions = 3

export const maxVaultCopyBytes = 16 * 1024 * 1024

/** At least 128 bits in base64url, made by the wallet. */
export const zOpaqueId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22,86}$/, 'must be 22 to 86 characters of base64url')

/** At least 192 bits in base64url, made by whoever may write and delete. */
export const zWriteToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{32,128}$/, 'must be 32 to 128 characters of base64url')

/** A whole number that goes up with every copy, beginning at 1. */
export const zCounter = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number above 0')
  .transform(Number)
