import { describe, expect, test, vi } from 'vitest'
import {
  createPublicDocuments,
  tokenPathOf,
} from '../../../../shared/server/documents/public-documents.ts'
import { startDemo } from '../demo/start-demo.ts'

const path = '/providers/hove/did.json'

async function start() {
  const publicDocuments = createPublicDocuments()
  publicDocuments.set(path, {
    body: '{"id":"did:web:city.example"}',
    contentType: 'application/did+json',
    maxAgeSeconds: 300,
  })
  return { publicDocuments, ...(await startDemo({ publicDocuments })) }
}

describe('createPublicDocuments', () => {
  test('answers GET with the bytes and headers that let anyone keep them', async () => {
    const { url } = await start()
    const response = await fetch(`${url}${path}?anything=1`)
    expect([response.status, await response.text(), Object.fromEntries(response.headers)]).toEqual([
      200,
      '{"id":"did:web:city.example"}',
      {
        'content-type': 'application/did+json',
        'content-length': '29',
        etag: expect.stringMatching(/^"[\w-]{22}"$/),
        'cache-control': 'public, max-age=300',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'ETag',
        'cross-origin-resource-policy': 'cross-origin',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        connection: 'keep-alive',
        'keep-alive': 'timeout=5',
        date: expect.any(String),
      },
    ])
  })

  test('sends a credential as JSON, under a tag of its own, to who asks for JSON alone', async () => {
    const { url, publicDocuments } = await start()
    const credential = { body: '{"type":[]}', contentType: 'application/vc', maxAgeSeconds: 5 }
    publicDocuments.set('/status/1', credential)
    const ask = async (accept: string) => {
      const { headers } = await fetch(`${url}/status/1`, { headers: { Accept: accept } })
      return [headers.get('content-type'), headers.get('vary'), headers.get('etag')]
    }
    const [type, vary, tag] = await ask('*/*')
    expect([type, vary]).toEqual(['application/vc', 'Accept'])
    for (const accept of ['application/vc, application/json', 'application/*', 'text/html'])
      expect(await ask(accept)).toEqual([type, vary, tag])
    const json = await ask('application/json, */*;q=0')
    expect(json).toEqual(['application/json', 'Accept', expect.not.stringContaining(String(tag))])
    // as @digitalbazaar/http-client asks, which reads no other types
    const jsonLd = await ask('application/ld+json, application/json')
    expect(jsonLd).toEqual(['application/ld+json', 'Accept', expect.any(String)])
    expect(new Set([tag, json[2], jsonLd[2]]).size).toBe(3)
    const response = await fetch(`${url}/status/1`, { headers: { Accept: 'application/json' } })
    expect(await response.text()).toBe(credential.body)
  })

  test('sends the token of a credential at the same address to who names tokens alone', async () => {
    const { url, publicDocuments } = await start()
    const credential = { body: '{"type":[]}', contentType: 'application/vc', maxAgeSeconds: 5 }
    const token = { ...credential, body: 'a.b.c', contentType: 'application/vc+jwt' }
    publicDocuments.set('/status/1', credential)
    publicDocuments.set(tokenPathOf('/status/1'), token)
    publicDocuments.set('/status/2', credential)
    publicDocuments.set('/page', { ...credential, contentType: 'text/plain' })
    publicDocuments.set(tokenPathOf('/page'), token)
    const ask = async (path: string, accept: string) => {
      const response = await fetch(url + path, { headers: { Accept: accept } })
      const { headers } = response
      return [headers.get('content-type'), headers.get('vary'), await response.text()]
    }
    const asToken = ['application/vc+jwt', 'Accept', 'a.b.c']
    const embedded = ['application/vc', 'Accept', '{"type":[]}']
    for (const accept of [
      'application/vc+jwt',
      'Application/JWT, text/plain',
      'application/vc+jwt, application/json;q=0',
      'application/vc+jwt, application/vc;q=0, */*;q=0.1',
    ])
      expect([accept, ...(await ask('/status/1', accept))]).toEqual([accept, ...asToken])
    for (const accept of [
      '*/*',
      'application/vc, application/vc+jwt',
      'application/vc+jwt;q=0, */*',
      'application/statuslist+jwt, */*',
    ])
      expect([accept, ...(await ask('/status/1', accept))]).toEqual([accept, ...embedded])
    const anyOf = 'application/ld+json, application/jwt, application/vc+jwt'
    expect(await ask('/status/1', anyOf)).toEqual(['application/ld+json', 'Accept', '{"type":[]}'])
    // there is none: better the other form than nothing
    expect(await ask('/status/2', 'application/vc+jwt')).toEqual(embedded)
    expect(await ask('/page', 'application/vc+jwt')).toEqual(['text/plain', null, '{"type":[]}'])
  })

  test('sends a long text packed to who unpacks it, under a tag of its own', async () => {
    const { url, publicDocuments } = await start()
    const body = JSON.stringify({ names: Array(500).fill('Harbour Youth Club') })
    const document = { body, contentType: 'application/json', maxAgeSeconds: 5 }
    publicDocuments.set('/long', document)
    publicDocuments.set('/picture', { ...document, contentType: 'image/png' })
    const ask = (path: string, encoding: string) =>
      fetch(url + path, { headers: { 'Accept-Encoding': encoding } })
    const [packed, plain, picture] = [
      await ask('/long', 'br, gzip'),
      await ask('/long', 'identity'),
      await ask('/picture', 'gzip'),
    ]
    expect([await packed.text(), await plain.text(), await picture.text()]).toEqual([
      body,
      body,
      body,
    ])
    const told = ({ headers }: Response) =>
      ['content-encoding', 'vary'].map((name) => headers.get(name))
    expect([told(packed), told(plain), told(picture)]).toEqual([
      ['gzip', 'Accept-Encoding'],
      [null, 'Accept-Encoding'],
      [null, null],
    ])
    expect(Number(packed.headers.get('content-length'))).toBeLessThan(200)
    expect(packed.headers.get('etag')).not.toBe(plain.headers.get('etag'))
  })

  test('passes on what was made for one address and type for five seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const { publicDocuments } = await start()
    const document = { body: '{}', contentType: 'application/ld+json', maxAgeSeconds: 60 }
    const question = { url: '/badges/1', headers: { accept: 'application/ld+json' } }
    publicDocuments.pass(question, { ...document, isByType: true })
    const many = { ...question, url: `/badges/2?${'x'.repeat(1_000)}` }
    publicDocuments.pass(many, document)
    const { url } = await startDemo({ publicDocuments })
    const ask = async ({ url: path, headers }: typeof question) => {
      const response = await fetch(url + path, { headers })
      return [response.status, response.headers.get('vary')]
    }
    const asked = [question, { ...question, headers: { accept: 'text/html' } }, many]
    expect(await Promise.all(asked.map(ask))).toEqual([
      [200, 'Accept'],
      [404, expect.anything()],
      [404, expect.anything()],
    ])
    vi.advanceTimersByTime(5_000)
    vi.useRealTimers()
    expect(await ask(question)).toEqual([404, expect.anything()])
  })

  test('answers HEAD with the same headers and nothing else', async () => {
    const { url } = await start()
    const response = await fetch(`${url}${path}`, { method: 'HEAD' })
    expect([
      response.status,
      response.headers.get('content-length'),
      await response.text(),
    ]).toEqual([200, '29', ''])
  })

  test('answers 304 to whoever has it already', async () => {
    const { url } = await start()
    const etag = (await fetch(`${url}${path}`)).headers.get('etag') ?? ''
    const statusFor = async (value: string) => {
      const response = await fetch(`${url}${path}`, { headers: { 'If-None-Match': value } })
      return [response.status, (await response.text()).length]
    }
    expect(await statusFor(etag)).toEqual([304, 0])
    expect(await statusFor(`"other", W/${etag}`)).toEqual([304, 0])
    expect(await statusFor('*')).toEqual([304, 0])
    expect(await statusFor('"other"')).toEqual([200, 29])
    expect(await statusFor(etag.replaceAll('"', ''))).toEqual([200, 29])
  })

  test('answers the preflight of any origin', async () => {
    const { url } = await start()
    const response = await fetch(`${url}${path}`, { method: 'OPTIONS' })
    expect([response.status, response.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
    ])
  })

  test('changes tag and bytes when the document changes, and forgets what is deleted', async () => {
    const { url, publicDocuments } = await start()
    const before = (await fetch(`${url}${path}`)).headers.get('etag')
    publicDocuments.set(path, { body: '{}', contentType: 'application/json', maxAgeSeconds: 5 })
    const after = await fetch(`${url}${path}`)
    expect([after.headers.get('etag') === before, await after.text()]).toEqual([false, '{}'])
    publicDocuments.delete(path)
    expect([(await fetch(`${url}${path}`)).status, publicDocuments.has(path)]).toEqual([404, false])
  })

  test('marks what never changes as immutable', async () => {
    const { url, publicDocuments } = await start()
    publicDocuments.set('/a.css', {
      body: '',
      contentType: 'text/css',
      maxAgeSeconds: 60,
      isImmutable: true,
    })
    const response = await fetch(`${url}/a.css`)
    expect(response.headers.get('cache-control')).toBe('public, max-age=60, immutable')
  })

  test.each(['/providers/hove', '/providers/hove/did%2Ejson', `${path}/`, `/x/..${path}x`])(
    'does not answer %s',
    async (other) => {
      const { url } = await start()
      expect((await fetch(`${url}${other}`)).status).toBe(404)
    },
  )
})
