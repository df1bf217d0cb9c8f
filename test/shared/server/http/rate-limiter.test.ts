import { describe, expect, test } from 'vitest'
import { createRateLimiter, limitRate } from '../../../../shared/server/http/rate-limiter.ts'
import { createTestClock } from '../../../support/clock.ts'
import { startDemo } from '../demo/start-demo.ts'

describe('createRateLimiter', () => {
  test('lets the limit through at once, then one whenever its share of the window has passed', () => {
    const clock = createTestClock()
    const limiter = createRateLimiter({ limit: 3, windowSeconds: 30, clock })
    expect([1, 2, 3, 4, 5].map(() => limiter.take('a'))).toEqual([0, 0, 0, 10, 10])
    clock.advance(4)
    expect(limiter.take('a')).toBe(6)
    clock.advance(6)
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 10])
    clock.advance(3_600)
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 10])
  })

  test('tells how long to wait without counting', () => {
    const clock = createTestClock()
    const limiter = createRateLimiter({ limit: 1, windowSeconds: 60, clock })
    expect([limiter.waitFor('a'), limiter.waitFor('a'), limiter.take('a')]).toEqual([0, 0, 0])
    expect([limiter.waitFor('a'), limiter.waitFor('b')]).toEqual([60, 0])
    clock.advance(60)
    expect(limiter.waitFor('a')).toBe(0)
  })

  test('counts many at once, and more than are left as all that are left', () => {
    const clock = createTestClock()
    const limiter = createRateLimiter({ limit: 10, windowSeconds: 100, clock })
    expect([limiter.take('a', 4), limiter.waitFor('a'), limiter.take('a', 40)]).toEqual([0, 0, 0])
    expect(limiter.take('a')).toBe(10)
    clock.advance(20)
    expect([limiter.take('a'), limiter.take('a'), limiter.take('a')]).toEqual([0, 0, 10])
  })

  test('counts each key apart', () => {
    const limiter = createRateLimiter({ limit: 1, windowSeconds: 60, clock: createTestClock() })
    expect([limiter.take('a'), limiter.take('b'), limiter.take('a')]).toEqual([0, 0, 60])
  })

  test('gives nothing back when the clock leaps back', () => {
    const clock = createTestClock()
    const limiter = createRateLimiter({ limit: 1, windowSeconds: 60, clock })
    limiter.take('a')
    clock.advance(-3_600)
    expect(limiter.take('a')).toBe(60)
  })

  test('forgets the key that was used least lately when it is full', () => {
    const limiter = createRateLimiter({
      limit: 1,
      windowSeconds: 60,
      maxKeys: 2,
      clock: createTestClock(),
    })
    limiter.take('a')
    limiter.take('b')
    limiter.take('a')
    limiter.take('c')
    expect([limiter.take('a'), limiter.take('b')]).toEqual([60, 0])
  })
})

describe('limitRate', () => {
  test('answers 429 with Retry-After', async () => {
    const clock = createTestClock()
    const limiter = createRateLimiter({ limit: 1, windowSeconds: 60, clock })
    const { url } = await startDemo({
      routes: (app) => {
        app.post('/token', limitRate(limiter), (_request, response) => void response.json({}))
      },
    })
    const send = () => fetch(`${url}/token`, { method: 'POST' })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status, second.headers.get('retry-after')]).toEqual([
      200,
      429,
      '60',
    ])
    expect(await second.json()).toMatchObject({
      code: 'rate_limited',
      detail: 'Too many requests. Try again in 60 seconds',
    })
  })

  test('believes X-Forwarded-For only behind a proxy that it was told of', async () => {
    const statuses = async (trustedProxies: number) => {
      const limiter = createRateLimiter({ limit: 1, windowSeconds: 60, clock: createTestClock() })
      const { url } = await startDemo({
        trustedProxies,
        routes: (app) => {
          app.get('/token', limitRate(limiter), (_request, response) => void response.json({}))
        },
      })
      const send = async (address: string) =>
        (await fetch(`${url}/token`, { headers: { 'X-Forwarded-For': address } })).status
      return [await send('192.0.2.1'), await send('192.0.2.2')]
    }
    expect([await statuses(0), await statuses(1)]).toEqual([
      [200, 429],
      [200, 200],
    ])
  })
})
