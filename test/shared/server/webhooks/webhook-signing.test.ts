import { describe, expect, test } from 'vitest'
import {
  createWebhookSecrets,
  isSignedBy,
  signWebhook,
  webhookHeaders,
} from '../../../../shared/server/webhooks/webhook-signing.ts'

/** From the test suite of the reference libraries of Standard Webhooks. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

const secrets = createWebhookSecrets(Buffer.alloc(32, 3))
const message = { id: 'a', timestamp: 1_700_000_000, body: '{}' }
const renewedAt = new Date((message.timestamp - 3_600) * 1_000).toISOString()

describe(signWebhook, () => {
  test('signs as the reference libraries do', () => {
    expect(signWebhook(vector.message, vector.secret)).toBe(vector.signature)
  })
})

describe(createWebhookSecrets, () => {
  test('gives each endpoint and each renewal a secret of 256 bits of its own', () => {
    const all = [
      secrets.secretOf({ id: 'one', generation: 1 }),
      secrets.secretOf({ id: 'one', generation: 2 }),
      secrets.secretOf({ id: 'two', generation: 1 }),
      createWebhookSecrets(Buffer.alloc(32, 4)).secretOf({ id: 'one', generation: 1 }),
    ]
    expect(new Set(all).size).toBe(4)
    expect(all.filter((text) => !/^whsec_[A-Za-z0-9+/]{43}=$/.test(text))).toEqual([])
  })
})

describe(webhookHeaders, () => {
  test.each([
    ['the first secret alone', 1, renewedAt, [1]],
    ['both secrets for a day after a renewal', 2, renewedAt, [2, 1]],
    ['the new secret alone after that', 2, '2020-01-01T00:00:00.000Z', [2]],
  ])('holds signatures of %s', (_, generation, renewed, expected) => {
    const endpoint = { id: 'one', generation, renewedAt: renewed }
    expect(webhookHeaders(message, endpoint, secrets)).toEqual({
      'Content-Type': 'application/json',
      'webhook-id': 'a',
      'webhook-timestamp': '1700000000',
      'webhook-signature': expected
        .map((number) => signWebhook(message, secrets.secretOf({ id: 'one', generation: number })))
        .join(' '),
    })
  })
})

describe(isSignedBy, () => {
  const { secret, signature } = vector

  test('finds the right signature among several', () => {
    expect(isSignedBy(vector.message, `v1,AAAA v2,BBBB ${signature}`, secret)).toBe(true)
  })

  test.each([
    ['another body', { body: '{"test": 2432232315}' }, signature],
    ['another time', { timestamp: vector.message.timestamp + 1 }, signature],
    ['another id', { id: 'msg_other' }, signature],
    ['no signature', {}, ''],
    ['a signature cut short', {}, signature.slice(0, -2)],
    ['another version', {}, signature.replace('v1', 'v2')],
  ])('refuses %s', (_, change, signatures) => {
    expect(isSignedBy({ ...vector.message, ...change }, signatures, secret)).toBe(false)
  })
})
