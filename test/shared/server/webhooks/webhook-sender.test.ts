import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import type { Database } from '../../../../shared/node/database/database.ts'
import { createLogger } from '../../../../shared/node/logger.ts'
import { everywhere } from '../../../../shared/server/access.ts'
import {
  forgetOldDeliveries,
  listDeliveries,
  sendAgain,
} from '../../../../shared/server/webhooks/delivery-store.ts'
import {
  addEndpoint,
  getEndpoint,
  renewSecret,
} from '../../../../shared/server/webhooks/endpoint-store.ts'
import { enqueueWebhooks } from '../../../../shared/server/webhooks/enqueue-webhooks.ts'
import type { WebhookEndpoint } from '../../../../shared/server/webhooks/webhook.ts'
import {
  deliveryEntity,
  eventEntity,
  webhookSchema,
} from '../../../../shared/server/webhooks/webhook-schema.ts'
import { createWebhookSender } from '../../../../shared/server/webhooks/webhook-sender.ts'
import {
  createWebhookSecrets,
  isSignedBy,
} from '../../../../shared/server/webhooks/webhook-signing.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const secrets = createWebhookSecrets(Buffer.alloc(32, 3))
const day = 24 * 3_600

type Call = { url: string; headers: Headers; body: string }

function benchOn(database: Database) {
  const clock = createTestClock()
  const calls: Call[] = []
  const disabled: WebhookEndpoint[] = []
  const answers = new Map<string, number | AppError>()
  const sender = () =>
    createWebhookSender({
      database,
      clock,
      secrets,
      logger: createLogger({ name: 'test', level: 'silent' }),
      async fetch(input, init) {
        const request = new Request(input, init)
        const { url, headers } = request
        calls.push({ url, headers, body: await request.text() })
        const answer = answers.get(url) ?? 200
        if (typeof answer !== 'number') throw answer
        return new Response(null, { status: answer })
      },
      onDisabled: async (_tx, endpoint) => void disabled.push(endpoint),
    })
  const { sendNow } = sender()
  return {
    clock,
    calls,
    disabled,
    answers,
    sendNow,
    otherNode: sender(),
    add: (scope: string, url: string, events = ['award.made', 'award.claimed']) =>
      database.transact((tx) =>
        addEndpoint(
          tx,
          { scope, url, events, name: url, actorId: 'staff:a' },
          { clock, allowLoopbackHttp: false },
        ),
      ),
    tell: (scope: string, awardId: string, type = 'award.made') =>
      database.transact((tx) =>
        enqueueWebhooks(tx, [{ scope, type, data: { awardId }, at: clock().toISOString() }]),
      ),
    async deliveries(endpointId: string) {
      const rows = await listDeliveries(database.reader, { endpointId, limit: 50 })
      return rows.map(({ state, attempts, failure, httpStatus }) =>
        [state, attempts, failure, httpStatus].filter((value) => value !== undefined),
      )
    },
  }
}

forEachDatabase('webhooks', (bench) => {
  test('tell those that listen to it there, signed, each event once', async () => {
    const database = await bench.open(webhookSchema)
    const { add, tell, sendNow, otherNode, calls, clock } = benchOn(database)
    const own = await add('harbour-youth', 'https://lms.example/hook')
    await add('dock-makers', 'https://other.example/hook')
    await add('harbour-youth', 'https://deaf.example/hook', ['award.revoked'])
    await add(everywhere, 'https://city.example/hook')
    await tell('harbour-youth', 'a')
    const sent = await Promise.all([sendNow(), otherNode.sendNow()])
    expect(sent[0] + sent[1]).toBe(2)
    expect(calls.map(({ url }) => url).sort()).toEqual([
      'https://city.example/hook',
      'https://lms.example/hook',
    ])
    const call = calls.find(({ url }) => url === own.url)
    const body = { type: 'award.made', timestamp: clock().toISOString(), data: { awardId: 'a' } }
    expect(JSON.parse(call?.body ?? '')).toEqual(body)
    const message = {
      id: call?.headers.get('webhook-id') ?? '',
      timestamp: Number(call?.headers.get('webhook-timestamp')),
      body: call?.body ?? '',
    }
    const signatures = call?.headers.get('webhook-signature') ?? ''
    expect(isSignedBy(message, signatures, secrets.secretOf(own))).toBe(true)
  })

  test('are told nothing of a unit that is not committed', async () => {
    const database = await bench.open(webhookSchema)
    const { add, sendNow } = benchOn(database)
    await add('harbour-youth', 'https://lms.example/hook')
    const event = { scope: 'harbour-youth', type: 'award.made', data: {}, at: '2026-01-01' }
    const unit = database.transact(async (tx) => {
      await enqueueWebhooks(tx, [event])
      throw new AppError('conflict', 'no')
    })
    await expect(unit).rejects.toThrow('no')
    expect(await sendNow()).toBe(0)
  })

  test('are tried again under the same id, after a minute and then ever more slowly', async () => {
    const database = await bench.open(webhookSchema)
    const { add, tell, sendNow, answers, calls, clock, deliveries } = benchOn(database)
    const { id, url } = await add('harbour-youth', 'https://lms.example/hook')
    answers.set(url, 500)
    await tell('harbour-youth', 'a')
    const waits = [0, 59, 1, 119, 1]
    const tries: number[] = []
    for (const seconds of waits) {
      clock.advance(seconds)
      await sendNow()
      tries.push(calls.length)
    }
    expect(tries).toEqual([1, 1, 2, 2, 3])
    expect(await deliveries(id)).toEqual([['waiting', 3, 'refused', 500]])
    answers.set(url, 204)
    clock.advance(240)
    expect(await sendNow()).toBe(1)
    expect(await deliveries(id)).toEqual([['sent', 4, 204]])
    expect(new Set(calls.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
  })

  test('stop where nothing was taken for a day, and staff are told; what waits can be sent again', async () => {
    const database = await bench.open(webhookSchema)
    const { add, tell, sendNow, answers, clock, disabled, deliveries, calls } = benchOn(database)
    const { id, url } = await add('harbour-youth', 'https://dead.example/hook')
    answers.set(url, new AppError('fetch_failed', 'nobody is there'))
    await tell('harbour-youth', 'a')
    for (let minutes = 0; minutes < 25 * 60; minutes += 30) {
      await sendNow()
      if (minutes === 23 * 60) await tell('harbour-youth', 'b')
      clock.advance(1_800)
    }
    expect(disabled.map((endpoint) => endpoint.id)).toEqual([id])
    const { state, disabledBecause } = await getEndpoint(database.reader, {
      scope: 'harbour-youth',
      id,
    })
    expect([state, disabledBecause]).toEqual(['disabled', 'failing'])
    expect((await deliveries(id)).map(([one]) => one)).toEqual(['failed', 'failed'])
    await tell('harbour-youth', 'c')
    expect([await sendNow(), (await deliveries(id)).length]).toEqual([0, 2])
    const [first] = await listDeliveries(database.reader, { endpointId: id, limit: 1 })
    const again = () =>
      database.transact((tx) => sendAgain(tx, { endpointId: id, id: first?.id ?? '' }, { clock }))
    await expect(again()).rejects.toMatchObject({ code: 'conflict' })
    expect(calls.length).toBeGreaterThan(20)
  })

  test.each([
    ['says it is gone', 410, 'disabled'],
    ['refuses one event for a day but takes others', 400, 'active'],
  ])('of an endpoint that %s', async (_, status, expected) => {
    const database = await bench.open(webhookSchema)
    const { add, tell, sendNow, answers, clock } = benchOn(database)
    const { id, url } = await add('harbour-youth', 'https://lms.example/hook')
    answers.set(url, status)
    await tell('harbour-youth', 'a')
    await sendNow()
    if (status === 400) {
      answers.set(url, 200)
      await tell('harbour-youth', 'b')
      await sendNow()
      answers.set(url, status)
      clock.advance(day + 7_200)
      await sendNow()
    }
    const { state } = await getEndpoint(database.reader, { scope: 'harbour-youth', id })
    expect(state).toBe(expected)
  })

  test('hold up no other endpoint where one is dead', async () => {
    const database = await bench.open(webhookSchema)
    const { add, tell, sendNow, answers, calls, clock } = benchOn(database)
    const dead = await add('harbour-youth', 'https://dead.example/hook')
    answers.set(dead.url, new AppError('fetch_failed', 'nobody is there'))
    for (let number = 0; number < 25; number += 1) await tell('harbour-youth', `a${number}`)
    await sendNow()
    expect(calls.length).toBe(20)
    clock.advance(1)
    await sendNow()
    expect(calls.length).toBe(20)
    const living = await add('harbour-youth', 'https://lms.example/hook')
    await tell('harbour-youth', 'b')
    await sendNow()
    expect(calls.filter(({ url }) => url === living.url)).toHaveLength(1)
  })

  test('are signed with both secrets for a day after a renewal', async () => {
    const database = await bench.open(webhookSchema)
    const { add, tell, sendNow, calls, clock } = benchOn(database)
    const { id } = await add('harbour-youth', 'https://lms.example/hook')
    await database.transact((tx) => renewSecret(tx, { scope: 'harbour-youth', id }, { clock }))
    await tell('harbour-youth', 'a')
    await sendNow()
    clock.advance(day)
    await tell('harbour-youth', 'b')
    await sendNow()
    const counts = calls.map(({ headers }) => headers.get('webhook-signature')?.split(' ').length)
    expect(counts).toEqual([2, 1])
  })

  test('are forgotten after a month', async () => {
    const database = await bench.open(webhookSchema)
    const { add, tell, clock } = benchOn(database)
    await add('harbour-youth', 'https://lms.example/hook')
    await tell('harbour-youth', 'a')
    clock.advance(31 * day)
    await tell('harbour-youth', 'b')
    await forgetOldDeliveries({ database, clock })
    const kept = [
      await database.reader.count(deliveryEntity),
      await database.reader.count(eventEntity),
    ]
    expect(kept).toEqual([1, 1])
  })
})

describe(addEndpoint, () => {
  test.each([
    'http://lms.example/hook',
    'https://127.0.0.1/hook',
    'https://10.0.0.1/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:10.0.0.1]/hook',
    'https://user:secret@lms.example/hook',
    'https://localhost/hook',
  ])('takes no address such as %s', async (url) => {
    const ports = { clock: createTestClock(), allowLoopbackHttp: false }
    const input = { scope: 'a', url, name: 'x', events: ['award.made'], actorId: 'staff:a' }
    // refused before anything is asked of the database
    const nothing = {} as Parameters<typeof addEndpoint>[0]
    await expect(addEndpoint(nothing, input, ports)).rejects.toMatchObject({
      code: 'address_forbidden',
    })
  })
})
