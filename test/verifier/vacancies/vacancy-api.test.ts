import { describe, expect, test } from 'vitest'
import { useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()
const path = '/api/v1/organisations/harbour-bakery/vacancies'
const guide = 'https://city.example/providers/quay/badges/guide/v/1'
const content = {
  title: 'Kitchen help',
  purpose: 'To choose who we meet',
  needs: [
    { label: 'Guide', isRequired: true, wanted: { kind: 'badge', ids: [guide] } },
    { label: 'Food safety', isRequired: false, wanted: { kind: 'skill', name: 'Food safety' } },
  ],
}

async function call(below: string, init: { method?: string; json?: unknown } = {}) {
  const { method = 'POST', json } = init
  const response = await bench().verifier.api(`${path}${below}`, {
    ...(json !== undefined && { json }),
    method,
  })
  return { status: response.status, body: await response.json() }
}

const look = (address: string) =>
  fetch(`${bench().verifier.url}${new URL(address).pathname}`, { redirect: 'manual' })

async function published(change: object = {}) {
  const { body } = await call('', { json: { ...content, ...change } })
  const { body: open } = await call(`/${body.id}/state`, { json: { state: 'open' } })
  return open
}

describe('the vacancies of the API', () => {
  test('are written as a draft, with what they need in words, and told to nobody', async () => {
    const { status, body } = await call('', { json: content })
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        state: 'draft',
        retentionDays: 30,
        needsInWords: {
          required: ['The badge “Guide”.'],
          welcome: ['A badge that shows the skill “Food safety”.'],
        },
      },
    })
    expect(await (await look(body.advert)).text()).toContain('This is not open yet')
    expect((await look(`${body.advert}/embed`)).status).toBe(404)
  })

  test.each([
    ['an address that a page could run', { kind: 'badge', ids: ['javascript:alert(1)'] }],
    ['no ids', { kind: 'badge', ids: [] }],
    ['a skill without a name', { kind: 'skill', name: ' ' }],
    ['something else', { kind: 'person', name: 'Sam' }],
  ])('refuse a need of %s', async (_name, wanted) => {
    const needs = [{ label: 'X', isRequired: true, wanted }]
    expect((await call('', { json: { ...content, needs } })).status).toBe(400)
  })

  test('keep what people have seen once they were opened; words may change, and a copy may all', async () => {
    const { id } = await published()
    const refused = await call(`/${id}`, { method: 'PATCH', json: { needs: [] } })
    expect(refused.status).toBe(409)
    const again = await call(`/${id}`, { method: 'PATCH', json: { title: 'Kitchen hand' } })
    expect(again).toMatchObject({ status: 200, body: { title: 'Kitchen hand', state: 'open' } })
    const { body: copy } = await call(`/${id}/copy`, { json: {} })
    const changed = await call(`/${copy.id}`, { method: 'PATCH', json: { needs: [] } })
    expect(changed).toMatchObject({ status: 200, body: { state: 'draft', needs: [] } })
  })

  test('go from open to closed to put away, and nowhere else', async () => {
    const { id, advert } = await published()
    const move = async (state: string) => (await call(`/${id}/state`, { json: { state } })).status
    expect(await move('archived')).toBe(409)
    expect(await move('closed')).toBe(200)
    const closed = await look(advert)
    expect([closed.status, (await closed.text()).includes('This is closed')]).toEqual([410, true])
    expect(await move('archived')).toBe(200)
    expect(await move('open')).toBe(409)
  })

  test('are paged by a cursor', async () => {
    const first = await call('?limit=1', { method: 'GET' })
    const next = await call(`?limit=1&cursor=${first.body.nextCursor}`, { method: 'GET' })
    expect([first.body.vacancies.length, next.body.vacancies.length]).toEqual([1, 1])
    expect(next.body.vacancies[0].id).not.toBe(first.body.vacancies[0].id)
    expect((await call('?cursor=made-up', { method: 'GET' })).status).toBe(400)
  })
})

describe('an advert', () => {
  const start = (address: string, headers: Record<string, string> = {}) =>
    fetch(`${bench().verifier.url}${new URL(address).pathname}/start`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: bench().verifier.config.publicUrl, ...headers },
    })

  test('makes a request of its own for each visit that begins, and none for one that looks', async () => {
    const { advert } = await published()
    await look(advert)
    const [one, other] = [await start(advert), await start(advert)]
    const [first, second] = [one.headers.get('Location'), other.headers.get('Location')]
    expect([one.status, first]).toEqual([303, expect.stringMatching(/^\/requests\/\w+$/)])
    expect(second).not.toBe(first)
    const visitor = await fetch(`${bench().verifier.url}${first}`, { redirect: 'manual' })
    expect(visitor.status).toBe(403)
  })

  test('begins nothing from the page of somebody else, and not before it is open', async () => {
    const { advert } = await published({ opensAt: '2999-01-01T00:00:00Z' })
    expect((await start(advert, { Origin: 'https://evil.example' })).status).toBe(403)
    expect((await start(advert)).headers.get('Location')).toBe(new URL(advert).pathname)
    expect(await (await look(advert)).text()).toContain('opens on')
  })

  test('may be framed as a card only', async () => {
    const { advert } = await published()
    const policies = await Promise.all(
      ['', '/embed', '/poster'].map(async (below) => {
        const { headers } = await look(`${advert}${below}`)
        return [
          /frame-ancestors ([^\s;]+)/.exec(headers.get('Content-Security-Policy') ?? '')?.[1],
          headers.get('X-Frame-Options'),
        ]
      }),
    )
    expect(policies).toEqual([
      ["'none'", 'DENY'],
      ['*', null],
      ["'none'", 'DENY'],
    ])
  })

  test('has its code as SVG and PNG', async () => {
    const { advert } = await published()
    const svg = await look(`${advert}/qr.svg`)
    const png = await look(`${advert}/qr.png`)
    expect([svg.headers.get('Content-Type'), png.headers.get('Content-Type')]).toEqual([
      expect.stringContaining('image/svg+xml'),
      'image/png',
    ])
  })

  test('stops who begins too often', async () => {
    const { advert } = await published()
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await start(advert)).status),
    )
    expect(statuses).toContain(429)
  })
})

describe('the public list', () => {
  test('tells every site of what is open to all, and of nothing else', async () => {
    const listed = await published({ title: 'Listed' })
    await published({ title: 'By link alone', isListed: false })
    await published({ title: 'Later', opensAt: '2999-01-01T00:00:00Z' })
    const response = await fetch(`${bench().verifier.url}/vacancies.json`)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    const { vacancies } = await response.json()
    const titles = vacancies.map(({ title }: { title: string }) => title)
    expect([titles.includes('By link alone'), titles.includes('Later')]).toEqual([false, false])
    expect(vacancies.find(({ id }: { id: string }) => id === listed.advert)).toMatchObject({
      title: 'Listed',
      employer: { name: 'Harbour Bakery' },
      needsInWords: { cy: { required: ['Y bathodyn “Guide”.'] } },
    })
  })
})
