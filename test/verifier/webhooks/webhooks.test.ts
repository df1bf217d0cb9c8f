import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isSignedBy } from '../../../shared/server/webhooks/webhook-signing.ts'
import { requestReference } from '../../../verifier/requests/request-reference.ts'
import { createTrustWorld } from '../../support/trust-city.ts'
import { ask } from '../asking.ts'
import { type ConsoleSession, hostSlug, signInAs } from '../console-session.ts'
import { reachable } from '../hand-wallet.ts'
import { createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'
import { cityOverNetwork } from '../vouching-city.ts'

const hook = 'https://ats.example/hook'
const own = `/api/v1/organisations/${hostSlug}`

let verifier: TestVerifier
let owner: ConsoleSession
let vouching: string
const calls: { headers: Headers; body: string }[] = []
const closing: (() => Promise<void> | void)[] = []

beforeAll(async () => {
  const base = await createCity()
  const trust = createTrustWorld(base.world)
  const city = await trust.createCity('vouching.example')
  await city.publish()
  vouching = city.did
  const network = cityOverNetwork(base, trust, city)
  const listening = {
    ...network,
    fetch: async (input: Parameters<typeof network.fetch>[0], init?: object) => {
      if (String(input) !== hook) return network.fetch(input, init)
      const call = new Request(input, init)
      calls.push({ headers: call.headers, body: await call.text() })
      return new Response(null, { status: 204 })
    },
  }
  const whenDone = (close: () => Promise<void> | void) => void closing.push(close)
  verifier = await startTestVerifier({ city: listening, change: { demo: true }, whenDone })
  owner = await signInAs(verifier, 'owain@cafe.example')
})

afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function answerOf(response: Response): Promise<{ status: number; body: unknown }> {
  return { status: response.status, body: await response.json() }
}

const zMade = z.looseObject({ id: z.string(), secret: z.string() })

describe('a webhook of an organisation', () => {
  test('is told, signed, that a request was declined, and nothing that opens its report', async () => {
    const json = { name: 'ATS', url: hook, events: ['request.declined', 'candidate.deleted'] }
    const made = await answerOf(await verifier.api(`${own}/webhooks`, { json }))
    expect(made.status).toBe(201)
    const { secret } = zMade.parse(made.body)
    const { created, request } = await ask(verifier)
    const declined = await fetch(reachable(request.response_uri), {
      method: 'POST',
      body: new URLSearchParams({ error: 'access_denied', state: request.state }),
    })
    expect(declined.status).toBe(200)
    await expect.poll(() => calls.length, { timeout: 30_000 }).toBe(1)
    const [call] = calls
    if (call === undefined) throw new Error('nothing came')
    expect(JSON.parse(call.body)).toEqual({
      type: 'request.declined',
      timestamp: expect.stringMatching(/^2026-/),
      data: { organisation: hostSlug, reference: created.reference },
    })
    expect(created.reference).toBe(requestReference(created.requestId))
    expect(call.body).not.toContain(created.requestId)
    const id = call.headers.get('webhook-id') ?? ''
    const message = {
      id,
      timestamp: Number(call.headers.get('webhook-timestamp')),
      body: call.body,
    }
    expect(isSignedBy(message, call.headers.get('webhook-signature') ?? '', secret)).toBe(true)
    expect((await owner.get(`/console/o/${hostSlug}/webhooks`)).text).toContain(
      'What one person sent is deleted',
    )
  })
})

describe('an API key of an organisation', () => {
  test('is made on its page with the permissions chosen, works, and ends when it is revoked', async () => {
    const path = `/console/o/${hostSlug}/keys`
    const made = await owner.post(path, { name: 'ATS', 'can-report.make': 'on', days: '30' })
    const key = /waymark_[\w-]{43}/.exec(made.text.replaceAll('<wbr>', ''))?.[0] ?? ''
    const as = (address: string, init: RequestInit & { json?: unknown } = {}) =>
      verifier.api(address, { ...init, headers: { Authorization: `Bearer ${key}` } })
    const asked = await verifier.api('/api/v1/requests', {
      method: 'POST',
      body: '{}',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    })
    expect([asked.status, (await as(own)).status]).toEqual([201, 403])
    const listed = await (await verifier.api(`${own}/api-keys`)).json()
    expect(listed).toMatchObject({ apiKeys: [{ name: 'ATS', permissions: ['report.make'] }] })
    const { id } = listed.apiKeys[0]
    expect((await owner.post(`${path}/${id}/revoke`)).status).toBe(303)
    expect((await as(own)).status).toBe(401)
  })
})

describe('/api/v1/organisations', () => {
  test('shows and changes settings, and refuses a hue that nobody can read on', async () => {
    const change = (json: object) =>
      verifier.api(own, {
        method: 'PATCH',
        body: JSON.stringify(json),
        headers: { 'Content-Type': 'application/json' },
      })
    const changed = await answerOf(await change({ retentionDays: 14, hue: '#123456' }))
    expect(changed).toEqual({ status: 200, body: await (await verifier.api(own)).json() })
    expect(changed.body).toMatchObject({ slug: hostSlug, retentionDays: 14, hue: '#123456' })
    expect((await change({ hue: '#ffff00' })).status).toBe(400)
    expect((await change({ did: 'did:web:other.example' })).status).toBe(400)
  })

  test('trusts a city whose list is there, and no other', async () => {
    const path = `${own}/trusted-cities`
    const trusted = await answerOf(await verifier.api(path, { json: { city: vouching } }))
    expect(trusted).toMatchObject({
      status: 200,
      body: { trustedCities: [{ city: vouching, state: 'current', sequence: 1 }] },
    })
    const nobody = await verifier.api(path, { json: { city: 'nowhere.example' } })
    expect(nobody.status).toBe(409)
    const address = `${path}/${encodeURIComponent(vouching)}`
    const ended = await answerOf(await verifier.api(address, { method: 'DELETE' }))
    expect(ended).toEqual({ status: 200, body: { trustedCities: [] } })
  })
})

describe('/api/openapi.json', () => {
  test('tells of every route of the API, and its page shows the same', async () => {
    const document = await (await fetch(`${verifier.url}/api/openapi.json`)).json()
    expect(document.openapi).toBe('3.1.1')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/requests',
        '/api/v1/organisations/{organisation}/webhooks',
        '/api/v1/organisations/{organisation}/trusted-cities',
      ]),
    )
    const page = await (await fetch(`${verifier.url}/api`)).text()
    expect(page).toContain('Checks for programs')
    const [, part = ''] = /href="(\/api\/about\/[^"#]+)#[^"]*"[^>]*>[^<]*webhook/i.exec(page) ?? []
    const operations = await (await fetch(`${verifier.url}${part}`)).text()
    expect(operations).toContain('/api/v1/organisations/{organisation}/webhooks')
  })
})
