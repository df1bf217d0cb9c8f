import { describe, expect, test } from 'vitest'
import { createLogger } from '../../../../shared/node/logger.ts'
import { zRelayAnswer } from '../../../../shared/sealed/relay-api.ts'
import { serveLoopback } from '../../../support/loopback-server.ts'
import { startTestWalletServer } from '../../test-wallet-server.ts'

type Seen = { method: string | undefined; url: string | undefined; headers: object; body: string }

async function start(options: { allowLoopbackHttp?: boolean } = {}) {
  const log: string[] = []
  const logger = createLogger({
    name: 'wallet',
    level: 'debug',
    destination: { write: (line) => void log.push(line) },
  })
  const { url } = await startTestWalletServer({ logger, ...options })
  const seen: Seen[] = []
  const { origin } = await serveLoopback(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    seen.push({ method: request.method, url: request.url, headers: request.headers, body })
    if (request.url === '/moved') return response.writeHead(302, { Location: '/' }).end()
    if (request.url === '/big') return response.end('x'.repeat(1_048_577))
    response.writeHead(418, {
      'Content-Type': 'application/json',
      'Cache-Control': 'max-age=5',
      'Set-Cookie': 'a=b',
      'X-Powered-By': 'tea',
    })
    response.end('{"ŵ":1}')
  })
  const relay = (body: object, headers: Record<string, string> = { Origin: url }) =>
    fetch(`${url}/relay`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  return { url, origin, seen, log, relay }
}

async function told(response: Response) {
  const { code } = (await response.json()) as { code?: string }
  return [response.status, code]
}

describe('POST /relay', () => {
  test('asks the other host and answers with what it said, and no more', async () => {
    const { origin, seen, relay } = await start()
    const response = await relay({
      url: `${origin}/token?a=1`,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'text/plain',
        authorization: 'Bearer x',
      },
      body: 'grant',
    })
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      200,
      null,
    ])
    const answer = zRelayAnswer.parse(await response.json())
    expect({ ...answer, body: Buffer.from(answer.body, 'base64').toString() }).toEqual({
      status: 418,
      headers: { 'content-type': 'application/json', 'cache-control': 'max-age=5' },
      body: '{"ŵ":1}',
    })
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/token?a=1',
        body: 'grant',
        headers: {
          host: new URL(origin).host,
          accept: 'application/json',
          'accept-encoding': 'gzip, br',
          authorization: 'Bearer x',
          'content-type': 'text/plain',
          'user-agent': 'Waymark',
          connection: 'keep-alive',
          'content-length': '5',
        },
      },
    ])
  })

  test('leaves no trace of what passed in the log', async () => {
    const { origin, log, relay } = await start()
    await relay({ url: `${origin}/a-secret-path`, method: 'GET' })
    await relay({ url: `${origin}/moved`, method: 'GET' })
    expect(log.length).toBeGreaterThan(0)
    expect(log.join('')).not.toMatch(new RegExp(`secret|moved|${new URL(origin).port}|127\\.0`))
  })

  test.for<[string, (url: string) => Record<string, string>]>([
    ['another website', () => ({ Origin: 'https://evil.example' })],
    ['a website with a name like ours', (url) => ({ Origin: `${url}.evil.example` })],
    ['nobody in particular', () => ({})],
    ['a sandboxed frame', () => ({ Origin: 'null' })],
  ])('refuses %s', async ([, headers]) => {
    const { url, origin, seen, relay } = await start()
    expect((await relay({ url: origin, method: 'GET' }, headers(url))).status).toBe(403)
    expect(seen).toEqual([])
  })

  test.for<[string, (context: { url: string; origin: string }) => object, number, string]>([
    ['a redirect', ({ origin }) => ({ url: `${origin}/moved` }), 502, 'fetch_redirected'],
    ['more than 1 MiB', ({ origin }) => ({ url: `${origin}/big` }), 502, 'fetch_too_large'],
    ['itself', ({ url }) => ({ url: `${url}/relay` }), 400, 'address_forbidden'],
    ['a private address', () => ({ url: 'https://10.0.0.1/' }), 400, 'address_forbidden'],
    ['the cloud', () => ({ url: 'http://169.254.169.254/' }), 400, 'address_forbidden'],
    ['a file', () => ({ url: 'file:///etc/passwd' }), 400, 'address_forbidden'],
    ['plain http', () => ({ url: 'http://example.com/' }), 400, 'address_forbidden'],
    [
      'a user in the address',
      () => ({ url: 'https://a:b@example.com/' }),
      400,
      'address_forbidden',
    ],
    ['no address', () => ({ url: 'hello' }), 400, 'request_malformed'],
    ['another method', ({ origin }) => ({ url: origin, method: 'PUT' }), 400, 'request_malformed'],
    [
      'a cookie',
      ({ origin }) => ({ url: origin, headers: { cookie: 'a=b' } }),
      400,
      'request_malformed',
    ],
    [
      'two lines in a header',
      ({ origin }) => ({ url: origin, headers: { accept: 'a\r\nHost: b' } }),
      400,
      'address_forbidden',
    ],
  ])('does not ask for %s', async ([, request, status, code]) => {
    const context = await start()
    const response = await context.relay({ method: 'GET', ...request(context) })
    expect(await told(response)).toEqual([status, code])
  })

  test('asks no host of this machine unless it is switched on', async () => {
    const { origin, seen, relay } = await start({ allowLoopbackHttp: false })
    expect(await told(await relay({ url: origin, method: 'GET' }))).toEqual([
      400,
      'address_forbidden',
    ])
    expect(seen).toEqual([])
  })
})
