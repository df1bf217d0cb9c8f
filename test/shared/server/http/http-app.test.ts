import type { Express } from 'express'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { createPublicDocuments } from '../../../../shared/server/documents/public-documents.ts'
import { requireSameOrigin } from '../../../../shared/server/http/cross-origin.ts'
import { parseBody } from '../../../../shared/server/http/parse-body.ts'
import type { RouteDeclaration } from '../../../../shared/server/http/route-declarations.ts'
import { startDemo } from '../demo/start-demo.ts'

const secret = 'pre-authorized-code-42'

const declarations: RouteDeclaration[] = [
  { path: '/providers/:slug/token', methods: ['POST'], errors: 'oauth', isOpenToAllOrigins: true },
  { path: '/big', methods: ['POST'], maxBodyBytes: 3_000_000 },
]

function routes(app: Express): void {
  app.post('/providers/:slug/token', (request, response) => {
    if (request.body === 'denied') throw new AppError('forbidden', 'Not "here"\nfor you')
    response.json({ body: request.body, cookie: request.headers.cookie ?? null })
  })
  app.post('/echo', (request, response) => void response.json({ body: request.body ?? null }))
  app.post('/big', (request, response) => void response.json({ length: request.body.length }))
  app.post('/api/v1/awards', (request, response) => {
    const zAward = z.strictObject({ badge: z.string(), recipient: z.object({ email: z.email() }) })
    response.json(parseBody(zAward, request.body))
  })
  app.post('/settings', requireSameOrigin('https://city.example/x'), (_request, response) => {
    response.json({ saved: true })
  })
  app.get('/bug/:id', () => {
    throw new Error(secret)
  })
  app.get('/config', () => {
    throw new AppError('config_invalid', 'ISSUER_PUBLIC_URL is missing')
  })
  app.get('/unnamed', () => {
    throw new AppError('unauthenticated', 'Send a key')
  })
  app.get('/late', async (_request, response) => {
    response.write('half')
    throw new Error(secret)
  })
}

const start = () => startDemo({ routes, declarations })

function post(url: string, type: string, body: string, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', headers: { 'Content-Type': type, ...headers }, body })
}

describe('createHttpApp', () => {
  test('answers GET /health', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/health`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
  })

  test('sends headers that close what is not asked for, with a nonce of its own each time', async () => {
    const { url } = await start()
    const [one, other] = [await fetch(`${url}/health`), await fetch(`${url}/health`)]
    const policy = one.headers.get('content-security-policy') ?? ''
    expect(policy.replace(/nonce-[^']+/, 'nonce-…')).toBe(
      "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
        "script-src 'nonce-…'",
    )
    expect(policy).not.toBe(other.headers.get('content-security-policy'))
    expect(Object.fromEntries(one.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cache-control': 'no-store',
    })
    expect(one.headers.get('x-powered-by')).toBeNull()
  })

  test('lets an application widen its policy', async () => {
    const { url } = await startDemo({
      contentSecurity: {
        directives: { 'script-src': ["'self'"], 'connect-src': ["'self'", 'https:'] },
        permissions: 'camera=(self)',
      },
    })
    const { headers } = await fetch(`${url}/health`)
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' https:")
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'$/)
    expect(headers.get('permissions-policy')).toBe('camera=(self)')
  })

  test.each([
    ['application/json', '{"a":[1,"ŵ"]}', { a: [1, 'ŵ'] }],
    ['application/ld+json; charset=UTF-8', '{"a":1}', { a: 1 }],
    [
      'application/x-www-form-urlencoded',
      'grant_type=a&tx_code=%2B+1',
      { grant_type: 'a', tx_code: '+ 1' },
    ],
    ['application/jwt', 'e30.e30.c2ln', 'e30.e30.c2ln'],
    ['application/vc+jwt', 'e30.e30.c2ln', 'e30.e30.c2ln'],
    ['text/plain; charset=utf-8', 'hello', 'hello'],
  ])('reads a body of %s', async (type, text, body) => {
    const { url } = await start()
    const response = await post(`${url}/echo`, type, text)
    expect(await response.json()).toEqual({ body })
  })

  test('takes apart no form of more fields than any of ours has', async () => {
    const { url } = await start()
    const form = (fields: number) =>
      post(
        `${url}/echo`,
        'application/x-www-form-urlencoded',
        Array.from({ length: fields }, (_, field) => `f${field}=`).join('&'),
      )
    expect([(await form(10_000)).status, (await form(10_001)).status]).toEqual([200, 400])
  })

  test('leaves the body undefined where there is none', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/echo`, { method: 'POST' })
    expect(await response.json()).toEqual({ body: null })
  })

  test('takes a larger body only where the route declares it', async () => {
    const { url } = await start()
    const text = 'x'.repeat(2_000_000)
    const [here, there] = [
      await post(`${url}/big`, 'text/plain', text),
      await post(`${url}/echo`, 'text/plain', text),
    ]
    expect([here.status, await here.json()]).toEqual([200, { length: 2_000_000 }])
    expect(there.status).toBe(413)
  })

  test('asks its guards before it reads a body, and ends the connection of who is refused', async () => {
    const { url } = await startDemo({
      guards: (app) => {
        app.use('/api', (request, _response, next) => {
          if (request.get('Authorization') === undefined) {
            throw new AppError('unauthenticated', 'Who are you?')
          }
          next()
        })
      },
      routes: (app) => {
        app.post('/api/echo', (request, response) => void response.json(request.body))
      },
    })
    const half = { duplex: 'half' }
    const send = (headers: Record<string, string>, body: BodyInit) =>
      fetch(`${url}/api/echo`, { method: 'POST', headers, body, ...half })
    const neverEnding = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')),
    })
    const refused = await send({ 'Content-Type': 'application/json' }, neverEnding)
    expect([refused.status, refused.headers.get('connection')]).toEqual([401, 'close'])
    const json = { 'Content-Type': 'application/json', Authorization: 'x' }
    expect((await send(json, '{"a":')).status).toBe(400)
    expect(await (await send(json, '{"a":1}')).json()).toEqual({ a: 1 })
  })

  test('tells a failure as problem details to a program', async () => {
    const { url } = await start()
    const response = await post(
      `${url}/api/v1/awards`,
      'application/json',
      '{"badge":1,"recipient":{"email":"x"},"to":"ann@example.org"}',
    )
    const requestId = response.headers.get('x-request-id')
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        code: 'request_malformed',
        detail: 'badge must be text',
        requestId,
        errors: [
          { path: 'badge', message: 'must be text' },
          { path: 'recipient.email', message: 'must be an e-mail address' },
          { path: 'body', message: 'has a member that is not known here' },
        ],
      },
    ])
  })

  test('tells a failure as a page to a browser, in its language, but never on the API', async () => {
    const { url } = await start()
    const headers = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'Accept-Language': 'cy' }
    const page = await fetch(`${url}/nothing/here`, { headers })
    expect([page.status, page.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ])
    const text = await page.text()
    expect(text).toContain('<html lang="cy">')
    expect(text).toContain('Nid oes tudalen yma')
    expect(text).toContain(page.headers.get('x-request-id'))
    const api = await fetch(`${url}/api/v1/nothing`, { headers })
    expect(api.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  })

  test('tells a failure as OAuth does on a route that declares it, even before its handler runs', async () => {
    const { url } = await start()
    const token = `${url}/providers/hove/token`
    const malformed = await post(token, 'application/json', '{"a":1,"a":2}')
    expect([malformed.status, Object.keys(await malformed.json())]).toEqual([
      400,
      ['error', 'error_description'],
    ])
    const denied = await post(token, 'text/plain', 'denied')
    expect([denied.status, denied.headers.get('cache-control'), await denied.json()]).toEqual([
      403,
      'no-store',
      { error: 'access_denied', error_description: "Not 'here' for you" },
    ])
  })

  test('says nothing of a bug outside, and in the log its place without its message', async () => {
    const { url, lines } = await start()
    const response = await fetch(`${url}/bug/${secret}`)
    const text = await response.text()
    expect([response.status, JSON.parse(text).code]).toEqual([500, 'internal_error'])
    expect(text).not.toMatch(/secret|pre-auth| at |node_modules|Error:/)
    const [fault, line] = lines
    expect(fault).toMatchObject({ level: 'error', route: '/bug/:id', error: { name: 'Error' } })
    expect(JSON.stringify(fault?.error)).toContain('http-app.test.ts')
    expect(line).toMatchObject({ level: 'info', route: '/bug/:id', status: 500 })
    expect(JSON.stringify(lines)).not.toContain(secret)
  })

  test('says nothing outside of what is wrong with the installation', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/config`)
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.not.stringContaining('ISSUER_PUBLIC_URL'),
    ])
  })

  test('cuts the connection where a bug comes after half an answer', async () => {
    const { url, lines } = await start()
    await expect(fetch(`${url}/late`).then((response) => response.text())).rejects.toThrow()
    expect(lines[0]).toMatchObject({ level: 'error', route: '/late' })
  })

  test('asks for a Bearer token with 401', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/unnamed`)
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    const headers = { Authorization: 'Bearer of-another-time' }
    const refused = await fetch(`${url}/unnamed`, { headers })
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })

  test('answers 405 with Allow for a method that a declared path does not take', async () => {
    const { url } = await startDemo({
      routes,
      declarations,
      publicDocuments: withDocument('/.well-known/did.json'),
    })
    const token = await fetch(`${url}/providers/hove/token`)
    expect([token.status, token.headers.get('allow')]).toEqual([405, 'POST'])
    const document = await fetch(`${url}/.well-known/did.json`, { method: 'POST' })
    expect([document.status, document.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })

  test('logs the pattern of the route, never path, query, body or headers', async () => {
    const { url, lines } = await start()
    await fetch(`${url}/nowhere/${secret}?code=${secret}`, { headers: { 'User-Agent': secret } })
    await post(`${url}/providers/${secret}/token?x=${secret}`, 'text/plain', secret)
    expect(lines.map(({ method, route, status }) => ({ method, route, status }))).toEqual([
      { method: 'GET', route: '(none)', status: 404 },
      { method: 'POST', route: '/providers/:slug/token', status: 200 },
    ])
    expect(JSON.stringify(lines)).not.toContain(secret)
  })
})

describe('CORS', () => {
  test('is open to all on a declared route, sees no cookie and answers the preflight', async () => {
    const { url } = await start()
    const token = `${url}/providers/hove/token`
    const response = await post(token, 'text/plain', 'x', {
      Origin: 'https://elsewhere.example',
      Cookie: 'session=1',
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(await response.json()).toEqual({ body: 'x', cookie: null })
    const preflight = await fetch(token, {
      method: 'OPTIONS',
      headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' },
    })
    expect([preflight.status, Object.fromEntries(preflight.headers)]).toMatchObject([
      204,
      {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-allow-headers': expect.stringContaining('Authorization'),
      },
    ])
  })

  test('is open on the errors of a declared route too', async () => {
    const { url } = await start()
    const response = await post(`${url}/providers/hove/token`, 'image/png', 'x')
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      415,
      '*',
    ])
  })

  test('is closed everywhere else', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/health`, {
      headers: { Origin: 'https://elsewhere.example' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('requireSameOrigin', () => {
  test.each([
    ['https://city.example', 200],
    ['https://city.example:444', 403],
    ['http://city.example', 403],
    ['https://city.example.evil.example', 403],
    ['null', 403],
    [undefined, 403],
  ])('Origin %s', async (origin, status) => {
    const { url } = await start()
    const headers: Record<string, string> = origin === undefined ? {} : { Origin: origin }
    const response = await post(`${url}/settings`, 'text/plain', 'x', headers)
    expect(response.status).toBe(status)
  })
})

function withDocument(path: string) {
  const documents = createPublicDocuments()
  documents.set(path, { body: '{}', contentType: 'application/json', maxAgeSeconds: 60 })
  return documents
}
