import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Express } from 'express'
import { describe, expect, test } from 'vitest'
import { startDemo } from '../shared/server/demo/start-demo.ts'

const limits = {
  maxBodyBytes: 10_000,
  maxJsonDepth: 8,
  headersTimeoutMs: 150,
  requestTimeoutMs: 300,
}

function routes(app: Express): void {
  app.post('/echo', (request, response) => void response.json({ body: request.body }))
  app.get('/page', (_request, response) => void response.redirect(303, '/after'))
}

const start = () => startDemo({ routes, limits })

/** What a program that speaks bytes gets back, until the server ends the connection. */
async function exchange(port: number, chunks: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const received: Buffer[] = []
  socket.on('data', (chunk) => received.push(chunk))
  // a server that refuses may end the connection while bytes are still on their way
  socket.on('error', () => {})
  await once(socket, 'connect')
  for (const chunk of chunks) socket.write(chunk)
  await once(socket, 'close')
  return Buffer.concat(received).toString('latin1')
}

const head = (...lines: string[]) => [...lines, 'Connection: close', '', ''].join('\r\n')

const jsonBomb = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

describe('a hostile body', () => {
  test.each<[string, string, string | Buffer, Record<string, string>, number, string]>([
    ['not JSON', 'application/json', '{"a":', {}, 400, 'request_malformed'],
    ['an empty JSON body', 'application/json', ' ', {}, 400, 'request_malformed'],
    ['a member twice', 'application/json', '{"a":1,"a":2}', {}, 400, 'request_malformed'],
    [
      'a member twice by escape',
      'application/json',
      '{"a":1,"\\u0061":2}',
      {},
      400,
      'request_malformed',
    ],
    [
      '__proto__',
      'application/json',
      '{"__proto__":{"isAdmin":true}}',
      {},
      400,
      'request_malformed',
    ],
    [
      'constructor',
      'application/json',
      '{"constructor":{"prototype":{}}}',
      {},
      400,
      'request_malformed',
    ],
    ['deep nesting', 'application/json', '[[[[[[[[[[1]]]]]]]]]]', {}, 400, 'request_malformed'],
    ['100,000 levels', 'application/json', jsonBomb, {}, 413, 'body_too_large'],
    ['a number beyond doubles', 'application/json', '{"a":1e999}', {}, 400, 'request_malformed'],
    ['a lone surrogate', 'application/json', '{"a":"\\ud800"}', {}, 400, 'request_malformed'],
    [
      'bytes that are not UTF-8',
      'application/json',
      Buffer.from([0x22, 0xff, 0x22]),
      {},
      400,
      'request_malformed',
    ],
    ['UTF-16', 'application/json; charset=utf-16', '{}', {}, 415, 'unsupported_media_type'],
    [
      'a gzip bomb',
      'application/json',
      gzipSync('0'.repeat(9_000_000)),
      { 'Content-Encoding': 'gzip' },
      415,
      'unsupported_media_type',
    ],
    [
      'an unknown encoding',
      'application/json',
      '{}',
      { 'Content-Encoding': 'x-evil' },
      415,
      'unsupported_media_type',
    ],
    ['an image', 'image/png', 'x', {}, 415, 'unsupported_media_type'],
    [
      'a multipart form',
      'multipart/form-data; boundary=x',
      '--x--',
      {},
      415,
      'unsupported_media_type',
    ],
    ['XML', 'application/xml', '<a/>', {}, 415, 'unsupported_media_type'],
    [
      'a type that only looks like JSON',
      'application/json+xml',
      '{}',
      {},
      415,
      'unsupported_media_type',
    ],
    [
      'a form field twice',
      'application/x-www-form-urlencoded',
      'code=a&code=b',
      {},
      400,
      'request_malformed',
    ],
    ['too much', 'text/plain', 'x'.repeat(10_001), {}, 413, 'body_too_large'],
  ])('%s is refused', async (_name, type, body, headers, status, code) => {
    const { url, lines } = await start()
    const response = await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'Content-Type': type, ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })
    const problem = await response.json()
    expect([response.status, problem.code]).toEqual([status, code])
    expect(lines.filter((line) => line.level !== 'info')).toEqual([])
  })

  test('a form field called __proto__ stays a field', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: '__proto__=x&toString=y',
    })
    expect(await response.text()).toBe('{"body":{"__proto__":"x","toString":"y"}}')
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  test('a chunked body is cut off at the limit, however long it goes on', async () => {
    const { server } = await start()
    const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`
    const answer = await exchange(server.port, [
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n',
      ...Array.from({ length: 4 }, () => chunk),
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('Connection: close')
  })

  test('a length that promises too much is refused before any byte of it comes', async () => {
    const { server } = await start()
    const answer = await exchange(server.port, [
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\n',
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  })
})

describe('a hostile connection', () => {
  test.each([
    ['headers that never end', ['GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: 1'], 408],
    [
      'a body that never comes',
      [
        'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n\r\nabc',
      ],
      408,
    ],
    [
      'headers that are too large',
      [head('GET /health HTTP/1.1', 'Host: x', `X-Big: ${'x'.repeat(20_000)}`)],
      431,
    ],
    ['bytes that are not HTTP', ['\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'], 400],
    [
      'two lengths',
      [head('POST /echo HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2')],
      400,
    ],
    [
      'a length and chunks at once',
      [head('POST /echo HTTP/1.1', 'Host: x', 'Content-Length: 4', 'Transfer-Encoding: chunked')],
      400,
    ],
    ['a line break in a header', [head('GET /health HTTP/1.1', 'Host: x', 'X-A: a\nb')], 400],
    ['no Host', [head('GET /health HTTP/1.1')], 400],
  ])('%s', async (_name, chunks, status) => {
    const { server, lines } = await start()
    const answer = await exchange(server.port, chunks)
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`)
    expect(lines.filter((line) => line.level === 'error')).toEqual([])
  })

  test('a client that goes away in the middle is no fault of ours', async () => {
    const { server, lines } = await start()
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 50\r\n\r\nabc',
    )
    await fetch(`${server.url}/health`)
    socket.destroy()
    await server.close()
    expect(lines.filter((line) => line.level === 'error')).toEqual([])
  })
})

describe('a hostile address', () => {
  test.each([
    '/%',
    '/%ff',
    '/%00',
    '/..%2f..%2fetc/passwd',
    '/assets/../../package.json',
    '/assets/%2e%2e/theme.css',
    '/assets/theme.css',
    '//evil.example/health',
    '/health/%0d%0aSet-Cookie:x=1',
    `/${'a'.repeat(10_000)}`,
  ])('%s is not found or malformed, and says nothing of itself', async (target) => {
    const { server } = await start()
    const answer = await exchange(server.port, [head(`GET ${target} HTTP/1.1`, 'Host: x')])
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /)
    expect(answer).not.toMatch(/passwd|%0d|evil|Set-Cookie|node_modules/i)
  })

  test('the Host header and its kin change nothing', async () => {
    const { server } = await start()
    const forged = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Original-URL: /x',
    ]
    const answers = [
      await exchange(server.port, [head('GET /page HTTP/1.1', 'Host: evil.example', ...forged)]),
      await exchange(server.port, [
        head('GET /report?lang=en HTTP/1.1', 'Host: evil.example', 'Accept: text/html', ...forged),
      ]),
      await exchange(server.port, [
        head('GET http://evil.example/page HTTP/1.1', 'Host: evil.example'),
      ]),
    ]
    expect(answers.map((answer) => answer.includes('evil.example'))).toEqual([false, false, false])
    expect(answers[0]).toContain('\r\nLocation: /after\r\n')
  })

  test.each(['lang=%3Cscript%3E', 'lang=cy&lang=en', 'lang[]=cy', 'lang[__proto__]=cy', 'lang='])(
    '?%s is no language',
    async (query) => {
      const { url } = await start()
      const response = await fetch(`${url}/nowhere?${query}`, { headers: { Accept: 'text/html' } })
      const page = await response.text()
      expect(page).toContain('<html lang="en">')
      expect(page).not.toContain('<script')
      expect(response.headers.get('set-cookie')).toBeNull()
    },
  )

  test('what stands in the query is written into the language links as text only', async () => {
    const { url } = await start()
    const response = await fetch(`${url}/nowhere?a="><img src=x onerror=1>&b=javascript:1`, {
      headers: { Accept: 'text/html' },
    })
    const page = await response.text()
    expect(page).toContain(
      'href="?a=%22%3E%3Cimg+src%3Dx+onerror%3D1%3E&amp;b=javascript%3A1&amp;lang=cy"',
    )
    expect(page).not.toContain('<img')
  })
})

describe('a hostile method', () => {
  test.each(['TRACE', 'PROPFIND', 'PUT', 'DELETE'])('%s does nothing', async (method) => {
    const { server } = await start()
    const answer = await exchange(server.port, [
      head(`${method} /echo HTTP/1.1`, 'Host: x', 'X-Secret: s3cret'),
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 (404|405) /)
    expect(answer).not.toContain('s3cret')
  })
})
