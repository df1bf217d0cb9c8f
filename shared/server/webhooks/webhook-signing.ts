import { createHmac, timingSafeEqual } from 'node:crypto'
import type { EndpointRow } from './webhook-schema.ts'

const prefix = 'whsec_'

/** Each endpoint's secret is derived, so that it is kept nowhere and can be told at its making alone. */
export type WebhookSecrets = {
  secretOf(endpoint: Pick<EndpointRow, 'id' | 'generation'>): string
}

/** @param key 32 bytes that are the same on every node and at every start */
export function createWebhookSecrets(key: Uint8Array): WebhookSecrets {
  return {
    secretOf({ id, generation }) {
      const secret = createHmac('sha256', key).update(`webhook\n${id}\n${generation}`).digest()
      return `${prefix}${secret.toString('base64')}`
    },
  }
}

/** What is signed of one call. */
export type SignedMessage = {
  id: string
  /** Seconds since 1970, as it stands in the header. */
  timestamp: number
  body: string
}

/** @see Standard Webhooks 1.0.0, "Signature scheme": `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body` */
export function signWebhook({ id, timestamp, body }: SignedMessage, secret: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return `v1,${signature}`
}

/** For a day after a renewal the secret before signs beside the new one, so that nothing is missed. */
const bothSignMs = 24 * 3_600_000

/** The headers of one call. */
export function webhookHeaders(
  message: SignedMessage,
  endpoint: Pick<EndpointRow, 'id' | 'generation' | 'renewedAt'>,
  secrets: WebhookSecrets,
): Record<string, string> {
  const { id, generation, renewedAt } = endpoint
  const isRenewed =
    generation > 1 && message.timestamp * 1_000 < new Date(renewedAt).getTime() + bothSignMs
  const generations = isRenewed ? [generation, generation - 1] : [generation]
  const signatures = generations.map((number) =>
    signWebhook(message, secrets.secretOf({ id, generation: number })),
  )
  return {
    'Content-Type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(message.timestamp),
    'webhook-signature': signatures.join(' '),
  }
}

/** What a receiver does: whether one of the signatures is of this secret. */
export function isSignedBy(message: SignedMessage, signatures: string, secret: string): boolean {
  const expected = Buffer.from(signWebhook(message, secret))
  return signatures.split(' ').some((text) => {
    const given = Buffer.from(text)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
