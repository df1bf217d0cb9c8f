import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isSignedBy } from '../../../shared/server/webhooks/webhook-signing.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { startTestCity, type TestCity } from '../test-city.ts'

const folder = sharedTemporaryFolder()
const url = 'https://lms.example/hook'
const own = '/providers/harbour-youth/webhooks'

let city: TestCity
let calls: { headers: Headers; body: string }[] = []
let status = 200

beforeAll(async () => {
  city = await startTestCity({ folder })
  city.listeners.set(url, async (request) => {
    calls.push({ headers: request.headers, body: await request.text() })
    return new Response(null, { status })
  })
})
afterAll(() => city.close())

const zMade = z.looseObject({ id: z.string(), secret: z.string() })

async function add(events: string[], path = own) {
  calls = []
  status = 200
  const { body } = await city.api('POST', path, { body: { name: 'LMS', url, events } })
  return zMade.parse(body)
}

/** The city sends by itself too: whoever was first, so many calls have come and are noted. */
async function called(count: number, { id }: { id: string }, path = own): Promise<void> {
  await city.sendWebhooks()
  await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(count)
  const waiting = async () =>
    JSON.stringify((await city.api('GET', `${path}/${id}/deliveries`)).body).includes('"waiting"')
  await expect.poll(waiting, { timeout: 30_000 }).toBe(false)
}

const remove = ({ id }: { id: string }, path = own, headers = {}) =>
  city.api('POST', `${path}/${id}/remove`, { headers })

describe('a webhook', () => {
  it('tells of an award and what becomes of it, signed, with ids alone', async () => {
    const made = await add(['award.made', 'award.revoked'])
    const { awardId } = await city.award()
    await city.award({ badge: 'dock-makers/repair-cafe' })
    await city.api('POST', `/awards/${awardId}/revoke`, { body: { reason: 'a mistake' } })
    await called(2, made)
    const timestamp = city.clock().toISOString()
    const data = { provider: 'harbour-youth', awardId }
    const made1 = { ...data, badge: 'harbour-youth/first-aid', version: 1 }
    expect(calls.map(({ body }) => JSON.parse(body))).toEqual(
      expect.arrayContaining([
        { type: 'award.made', timestamp, data: made1 },
        { type: 'award.revoked', timestamp, data },
      ]),
    )
    for (const { headers, body } of calls) {
      const id = headers.get('webhook-id') ?? ''
      const message = { id, timestamp: Number(headers.get('webhook-timestamp')), body }
      expect(isSignedBy(message, headers.get('webhook-signature') ?? '', made.secret)).toBe(true)
      expect(body).not.toContain('sam@')
    }
    await remove(made)
  })

  it('is removed once under a key, and the answer to that stays', async () => {
    const { secret, ...made } = await add(['award.made'])
    const headers = { 'Idempotency-Key': `remove-${made.id}` }
    const answers = [await remove(made, own, headers), await remove(made, own, headers)]
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [200, made],
      [200, made],
    ])
    expect(answers[1]?.headers.get('Idempotency-Replayed')).toBe('true')
    expect((await remove(made)).status).toBe(404)
  })

  it('of the city tells of every provider', async () => {
    const made = await add(['award.made'], '/webhooks')
    await city.award()
    await city.award({ badge: 'dock-makers/repair-cafe' })
    await called(2, made, '/webhooks')
    expect(calls.map(({ body }) => JSON.parse(body).data.provider).sort()).toEqual([
      'dock-makers',
      'harbour-youth',
    ])
    await remove(made, '/webhooks')
  })

  it('shows what it sent, in pages, and sends it again under the same id', async () => {
    const made = await add(['award.made'])
    for (let count = 0; count < 3; count += 1) await city.award()
    await called(3, made)
    const zPage = z.object({
      deliveries: z.array(z.looseObject({ id: z.string(), eventId: z.string() })),
      nextCursor: z.string().optional(),
    })
    const log = `${own}/${made.id}/deliveries`
    const first = zPage.parse((await city.api('GET', `${log}?limit=2`)).body)
    const rest = zPage.parse(
      (await city.api('GET', `${log}?limit=2&cursor=${first.nextCursor}`)).body,
    )
    const sizes = [first.deliveries.length, rest.deliveries.length, rest.nextCursor]
    expect(sizes).toEqual([2, 1, undefined])
    const [last] = rest.deliveries
    expect(last).toMatchObject({ state: 'sent', attempts: 1, httpStatus: 200 })
    calls = []
    await city.api('POST', `${log}/${last?.id}/send-again`)
    await called(1, made)
    expect(calls.map(({ headers }) => headers.get('webhook-id'))).toEqual([last?.eventId])
    await remove(made)
  })

  it('is made once under an idempotency key, and belongs to its provider alone', async () => {
    const options = {
      body: { name: 'LMS', url, events: ['award.made'] },
      headers: { 'Idempotency-Key': 'webhook-1' },
    }
    const first = await city.api('POST', own, options)
    const again = await city.api('POST', own, options)
    expect([first.status, again.body]).toEqual([201, first.body])
    const { id } = zMade.parse(first.body)
    const elsewhere = await city.api('GET', `/providers/dock-makers/webhooks/${id}`)
    expect(elsewhere.status).toBe(404)
    const { body } = await city.api('GET', own)
    expect(JSON.stringify(body)).not.toContain('whsec_')
    await remove({ id })
  })

  it.each([
    ['a private address', { url: 'https://192.168.1.1/x' }, 'address_forbidden'],
    ['no address', { url: 'x' }, 'request_malformed'],
    ['an event that there is not', { events: ['award.dreamt'] }, 'request_malformed'],
    ['no events', { events: [] }, 'request_malformed'],
    ['a secret of its own choice', { secret: 'mine' }, 'request_malformed'],
  ])('is not made with %s', async (_, change, code) => {
    const body = { name: 'LMS', url, events: ['award.made'], ...change }
    expect(await city.api('POST', own, { body })).toMatchObject({ status: 400, body: { code } })
  })

  it('that took nothing for a day is stopped, and who looks after it is told by mail', async () => {
    const made = await add(['award.made'])
    status = 503
    await city.award()
    const stateNow = async () => {
      city.clock.advance(3_600)
      await city.sendWebhooks()
      return (await city.api('GET', `${own}/${made.id}`)).body
    }
    await expect
      .poll(stateNow, { timeout: 30_000, interval: 20 })
      .toMatchObject({ state: 'disabled', disabledBecause: 'failing' })
    const mailbox = async () => {
      await city.sendMail()
      return String((await city.ask('/demo/mailbox', { headers: { Accept: 'text/html' } })).body)
    }
    await expect
      .poll(mailbox, { timeout: 30_000 })
      .toContain('LMS: your other system is told no more')
    const enabled = await city.api('POST', `${own}/${made.id}/enable`)
    expect(enabled.body).toMatchObject({ state: 'active' })
    await remove(made)
  })
})

const faultsIn = (text: string) => text.match(/class="govuk-error-message"/g)?.length

describe('the console of webhooks', () => {
  const room = '/console/p/harbour-youth/webhooks'

  it('adds one, tests it, changes it and removes it, and tells its secret once', async () => {
    const session = await signInAs(city, 'mair@harbour-youth.example')
    calls = []
    status = 200
    const wrong = await session.post(room, { name: '', url: 'x' })
    expect([wrong.status, faultsIn(wrong.text)]).toEqual([422, 3])
    const made = await session.post(room, { name: 'LMS', url, 'on-award.claimed': 'on' })
    expect(made.text).toMatch(/whsec_/)
    const href = /href="(\/console\/p\/harbour-youth\/webhooks\/[\w-]{36})"/.exec(made.text)?.[1]
    await session.post(`${href}/test`)
    await called(1, { id: String(href).slice(-36) })
    expect(calls.map(({ body }) => JSON.parse(body).type)).toEqual(['webhook.test'])
    const page = await session.get(String(href))
    expect(page.text).toContain('It was taken.')
    expect(page.text).not.toContain('whsec_')
    const form = { name: 'Other', url, 'on-award.made': 'on' }
    expect((await session.post(`${href}/change`, form)).status).toBe(303)
    expect((await session.get(room)).text).toContain('Other')
    await session.post(`${href}/disable`)
    await session.post(`${href}/test`)
    expect((await session.get(String(href))).text).toContain('it is stopped. Start it first')
    await session.post(`${href}/remove`)
    expect((await session.get(String(href))).status).toBe(404)
  })
})

describe('the console of keys', () => {
  const room = '/console/p/harbour-youth/keys'

  it('makes one, shows it once, and revokes it', async () => {
    const session = await signInAs(city, 'mair@harbour-youth.example')
    const wrong = await session.post(room, { name: '', days: '7' })
    expect([wrong.status, faultsIn(wrong.text)]).toEqual([422, 3])
    const form = { name: 'Learning platform', 'can-award.make': 'on', days: '30' }
    const made = await session.post(room, { ...form, 'can-city.manage': 'on' })
    const key = /waymark_[\w-]{43}/.exec(made.text.replaceAll('<wbr>', ''))?.[0] ?? ''
    const awarded = await city.api('POST', '/awards', {
      key,
      body: { badge: 'harbour-youth/first-aid', recipient: { email: 'sam@learner.example' } },
    })
    expect(awarded.status).toBe(201)
    const list = await session.get(room)
    expect(list.text).toContain(`ends with ${key.slice(-4)}`)
    expect(list.text).toContain('Award badges')
    expect(list.text).not.toContain('Manage the city')
    expect(list.text).not.toContain(key)
    const href = /href="([^"]+\/revoke)"/.exec(list.text)?.[1] ?? ''
    expect((await session.get(href)).text).toContain('Revoke the key “Learning platform”?')
    await session.post(href)
    expect((await city.api('GET', '/badges', { key })).status).toBe(401)
  })
})
