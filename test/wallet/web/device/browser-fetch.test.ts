import { describe, expect, it } from 'vitest'
import { createBrowserFetch } from '../../../../wallet/web/device/browser-fetch.ts'
import { refusalOf } from '../../refusal.ts'

const ownOrigin = 'https://wallet.example'
const relay = `${ownOrigin}/relay`

type Answer = Response | 'hidden'

/** A browser that hides what hosts without CORS answer, as all do. */
function inBrowser(answers: Record<string, () => Answer>, agreed: string[] = []) {
  const asked: { url: string; init: RequestInit }[] = []
  const fake = (async (input, init = {}) => {
    asked.push({ url: String(input), init })
    const answer = answers[String(input)]?.() ?? 'hidden'
    if (answer === 'hidden') throw new TypeError('Failed to fetch')
    return answer
  }) satisfies typeof globalThis.fetch
  const withPolicy = (onlyWithConsent: boolean) =>
    createBrowserFetch({
      fetch: fake,
      ownOrigin,
      allowLoopbackHttp: false,
      hasConsent: (host) => agreed.includes(host),
      onlyWithConsent,
    })
  return { asked, fetch: withPolicy(false), contentFetch: withPolicy(true) }
}

const relayed = (text: string, status = 200) =>
  Response.json({ status, headers: { 'content-type': 'application/json' }, body: btoa(text) })

describe('createBrowserFetch', () => {
  it('asks straight, and says nothing of who asks', async () => {
    const world = inBrowser({ 'https://city.example/a': () => new Response('yes') })
    const response = await world.fetch('https://city.example/a', {
      credentials: 'include',
      redirect: 'follow',
    })
    expect(await response.text()).toBe('yes')
    expect(world.asked[0]?.init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    })
  })

  it('goes through the own server where the host does not answer and was agreed to', async () => {
    const world = inBrowser({ [relay]: () => relayed('{"a":1}') }, ['old.example'])
    const headers = { Accept: 'application/json', 'X-Other': 'no' }
    const response = await world.fetch('https://old.example/a', { headers })
    expect(await response.json()).toEqual({ a: 1 })
    const [, sent] = world.asked
    expect(JSON.parse(String(sent?.init.body))).toEqual({
      url: 'https://old.example/a',
      method: 'GET',
      headers: { accept: 'application/json' },
    })
    await world.fetch('https://old.example/b')
    expect(world.asked.map(({ url }) => url).slice(2)).toEqual([relay])
  })

  it('tells the own server of no host that was not agreed to', async () => {
    const world = inBrowser({ [relay]: () => relayed('{}') })
    expect(await refusalOf(world.fetch('https://old.example/a'))).toBe('fetch_failed')
    expect(world.asked.map(({ url }) => url)).toEqual(['https://old.example/a'])
  })

  it('asks no host that only a badge points to, until it was agreed to', async () => {
    const answers = { 'https://city.example/list': () => new Response('list') }
    const before = inBrowser(answers)
    expect(await refusalOf(before.contentFetch('https://city.example/list'))).toBe('fetch_failed')
    expect(before.asked).toEqual([])
    const after = inBrowser(answers, ['city.example'])
    expect(await (await after.contentFetch('https://city.example/list')).text()).toBe('list')
  })

  it('sends a form once: a host that hides its answer may have used the code up', async () => {
    const world = inBrowser({ [relay]: () => relayed('{}') }, ['old.example'])
    const form = { method: 'POST', body: new URLSearchParams({ code: 'once' }) }
    expect(await refusalOf(world.fetch('https://old.example/token', form))).toBe('fetch_failed')
    expect(world.asked.map(({ url }) => url)).toEqual(['https://old.example/token'])
  })

  it('sends a form through the own server to a host that is known to hide its answers', async () => {
    const world = inBrowser({ [relay]: () => relayed('{}') }, ['old.example'])
    await world.fetch('https://old.example/metadata')
    await world.fetch('https://old.example/token', {
      method: 'POST',
      body: new URLSearchParams({ code: 'once' }),
    })
    expect(JSON.parse(String(world.asked.at(-1)?.init.body))).toEqual({
      url: 'https://old.example/token',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: 'code=once',
    })
    expect(world.asked.filter(({ url }) => url.endsWith('/token'))).toEqual([])
  })

  it.each<[string, string, string]>([
    ['plain http', 'http://city.example/', 'address_forbidden'],
    ['a file', 'file:///etc/passwd', 'address_forbidden'],
    ['script', 'javascript:alert(1)', 'address_forbidden'],
    ['a user name', 'https://a@city.example/', 'address_forbidden'],
    ['this machine', 'http://localhost:3000/', 'address_forbidden'],
  ])('does not ask %s', async (_, url, code) => {
    const world = inBrowser({})
    expect(await refusalOf(world.fetch(url))).toBe(code)
    expect(world.asked).toEqual([])
  })

  it('reads no more than was agreed, straight or through the own server', async () => {
    const long = 'x'.repeat(101)
    const world = inBrowser(
      { 'https://city.example/a': () => new Response(long), [relay]: () => relayed(long) },
      ['old.example'],
    )
    const init = { maxBytes: 100 }
    expect(await refusalOf(world.fetch('https://city.example/a', init))).toBe('fetch_too_large')
    expect(await refusalOf(world.fetch('https://old.example/a', init))).toBe('fetch_too_large')
  })

  it.each<[string, () => Response, string]>([
    [
      'its reason',
      () => Response.json({ code: 'address_forbidden' }, { status: 400 }),
      'address_forbidden',
    ],
    ['something else', () => Response.json({ code: 'toString' }, { status: 400 }), 'fetch_failed'],
    ['no sense', () => new Response('<html>', { status: 502 }), 'fetch_failed'],
    ['an answer of another shape', () => Response.json({ status: 'ok' }), 'fetch_failed'],
  ])('fails where the own server answers with %s', async (_, answer, code) => {
    const world = inBrowser({ [relay]: answer }, ['old.example'])
    expect(await refusalOf(world.fetch('https://old.example/a'))).toBe(code)
  })
})
