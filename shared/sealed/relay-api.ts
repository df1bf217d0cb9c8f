import { z } from 'zod'

/**
 * The way of a wallet in a browser to hosts that do not answer browsers of other origins (no CORS). The wallet asks
 * its person first. `POST /relay` with a `RelayRequest`, from the wallet's own pages only: 200 and a `RelayAnswer`,
 * whatever the status of the host was. No redirect is followed, nothing is kept or logged.
 *
 * 400 `address_forbidden`, 403 `forbidden`, 429 `rate_limited`, 502 `fetch_failed`, `fetch_redirected` or
 * `fetch_too_large`.
 */
export const relayPath = '/relay'

export const maxRelayBytes = 1024 * 1024
export const relayTimeoutMs = 10_000

export const zRelayRequest = z.strictObject({
  url: z.url().max(4_096),
  method: z.enum(['GET', 'POST']),
  headers: z
    .strictObject({
      accept: z.string().max(500).exactOptional(),
      'content-type': z.string().max(200).exactOptional(),
      authorization: z.string().max(16_384).exactOptional(),
    })
    .default({}),
  /** Text only: forms, JSON and tokens are all that the protocols send. */
  body: z.string().max(maxRelayBytes).optional(),
})

export type RelayRequest = z.input<typeof zRelayRequest>

export const zRelayAnswer = z.object({
  status: z.number().int(),
  headers: z
    .object({
      'content-type': z.string(),
      'cache-control': z.string(),
      etag: z.string(),
      'retry-after': z.string(),
    })
    .partial(),
  /** base64 */
  body: z.string(),
})

export type RelayAnswer = z.infer<typeof zRelayAnswer>
