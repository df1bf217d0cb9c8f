import type { LookupAddress } from 'node:dns'
import type { IncomingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createGuardedFetch, type SaveBody } from '../../../shared/node/guarded-fetch.ts'
import type { ResolveHost } from '../../../shared/node/guarded-lookup.ts'
import { createLoopbackCertificate } from '../../../shared/node/loopback-certificate.ts'
import { serveLoopback } from '../../support/loopback-server.ts'

const failed = expect.objectContaining({ name: 'AppError', code: 'fetch_failed' })
/** It was the deadline that ended it, by whatever clock. */
const tooLate = (milliseconds: number) =>
  expect.objectContaining({
    code: 'fetch_failed',
    message: `No complete answer came within ${milliseconds} milliseconds`,
  })
const forbidden = expect.objectContaining({ name: 'AppError', code: 'address_forbidden' })
const redirected = expect.objectContaining({ name: 'AppError', code: 'fetch_redirected' })
const tooLarge = expect.objectContaining({ name: 'AppError', code: 'fetch_too_large' })

const localFetch = createGuardedFetch({ allowLoopbackHttp: true })

const switching = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: Upgrade\r\n\r\n'

const answer: RequestListener = (_request, response) => response.end('hello')

describe('createGuardedFetch', () => {
  describe('asks and answers like fetch', () => {
    test('returns status, headers and body', async () => {
      const { origin } = await serveLoopback((_request, response) => {
        response.writeHead(201, { 'content-type': 'application/json', etag: '"a"' })
        response.end('{"a":1}')
      })
      const response = await localFetch(`${origin}/x?y=1`)
      expect(response.status).toBe(201)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('etag')).toBe('"a"')
      expect(await response.json()).toEqual({ a: 1 })
    })

    test.each([204, 304, 400, 404, 410, 429, 500, 503])('returns status %i', async (status) => {
      const { origin } = await serveLoopback((_request, response) => {
        response.writeHead(status).end()
      })
      const response = await localFetch(origin)
      expect([response.status, await response.text()]).toEqual([status, ''])
    })

    test.each([
      ['a text', 'a=1', 'text/plain;charset=UTF-8'],
      [
        'a form',
        new URLSearchParams({ a: '1' }),
        'application/x-www-form-urlencoded;charset=UTF-8',
      ],
      ['bytes', new TextEncoder().encode('a=1'), undefined],
    ])('posts %s', async (_name, body, contentType) => {
      const { origin, requests } = await serveEcho()
      await localFetch(origin, { method: 'POST', body })
      expect(requests).toEqual([
        expect.objectContaining({ method: 'POST', body: 'a=1', contentType }),
      ])
    })

    test('takes a URL or a Request', async () => {
      const { origin, requests } = await serveEcho()
      await localFetch(new URL('/url', origin))
      await localFetch(new Request(`${origin}/request`, { method: 'PUT', body: 'b' }))
      expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
        ['GET', '/url', ''],
        ['PUT', '/request', 'b'],
      ])
    })

    test('says who asks and what it can read, and lets nobody forge the rest', async () => {
      const { origin, requests } = await serveEcho()
      await localFetch(`${origin}/a`, {
        headers: {
          accept: 'application/json',
          host: 'evil.example',
          cookie: 'a=b',
          te: 'trailers',
        },
      })
      expect(requests[0]?.headers).toEqual({
        accept: 'application/json',
        'accept-encoding': 'gzip, br',
        connection: 'keep-alive',
        host: new URL(origin).host,
        'user-agent': 'Waymark',
      })
    })

    test('has caches on the way ask again where that is wanted', async () => {
      const { origin, requests } = await serveEcho()
      await localFetch(`${origin}/a`, { cache: 'no-cache' })
      expect(requests[0]?.headers['cache-control']).toBe('no-cache')
    })

    test('hands no cookie on', async () => {
      const { origin } = await serveLoopback((_request, response) => {
        response.setHeader('set-cookie', ['a=b', 'c=d'])
        response.end()
      })
      expect([...(await localFetch(origin)).headers.keys()]).not.toContain('set-cookie')
    })

    test.each(['PATCH', 'HEAD', 'OPTIONS'])('does not send %s', async (method) => {
      await expect(localFetch('http://localhost:1', { method })).rejects.toEqual(failed)
    })

    test('keeps no connection that was switched to another protocol', async () => {
      const { origin, server } = await serveLoopback(({ socket }) => socket.write(switching))
      const closed = new Promise<void>((resolve) => {
        server.on('connection', (socket: Socket) => socket.on('close', () => resolve()))
      })
      await expect(localFetch(origin)).rejects.toEqual(failed)
      await closed
    })

    test('can be given up by the caller', async () => {
      const controller = new AbortController()
      const { origin } = await serveLoopback(() => controller.abort())
      await expect(localFetch(origin, { signal: controller.signal })).rejects.toEqual(failed)
    })
  })

  describe('goes to public addresses only', () => {
    const strictFetch = createGuardedFetch()

    test('asks nothing of this machine without the switch', async () => {
      const { origin, server } = await serveLoopback(answer)
      const asked = vi.fn()
      server.on('connection', asked)
      for (const url of [origin, origin.replace('localhost', '127.0.0.1')]) {
        await expect(strictFetch(url)).rejects.toEqual(forbidden)
        await expect(strictFetch(url.replace('http:', 'https:'))).rejects.toEqual(forbidden)
      }
      expect(asked).not.toHaveBeenCalled()
    })

    test.each([
      'not a url',
      '/relative',
      'http://city.example',
      'file:///etc/passwd',
      'data:application/json,{}',
      'https://me:secret@city.example',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://[::ffff:127.0.0.1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://169.254.169.254/latest/meta-data',
      'https://100.64.0.1/',
      'https://city.example./',
    ])('refuses %s before any name is looked up', async (url) => {
      const resolveHost = vi.fn<ResolveHost>()
      const fetch = createGuardedFetch({ resolveHost })
      await expect(fetch(url)).rejects.toEqual(forbidden)
      expect(resolveHost).not.toHaveBeenCalled()
    })

    test.each([
      ['loopback', ['127.0.0.1']],
      ['loopback of IPv6', ['::1']],
      ['mapped loopback', ['::ffff:127.0.0.1']],
      ['a private network', ['192.168.0.1']],
      ['link-local metadata', ['169.254.169.254']],
      ['carrier-grade NAT', ['100.64.0.1']],
      ['a unique local address', ['fd00::1']],
      ['nowhere', ['0.0.0.0']],
      ['multicast', ['224.0.0.1']],
      ['a private network behind a public address', ['93.184.216.34', '10.0.0.1']],
    ])('refuses a name that leads to %s', async (_name, addresses) => {
      const { origin, server } = await serveLoopback(answer)
      const asked = vi.fn()
      server.on('connection', asked)
      const fetch = createGuardedFetch({
        allowLoopbackHttp: true,
        resolveHost: resolveTo(addresses),
      })
      const url = origin.replace('http://localhost', 'https://city.example')
      await expect(fetch(url)).rejects.toEqual(forbidden)
      expect(asked).not.toHaveBeenCalled()
    })

    test.each([['1.1.1.1'], ['10.0.0.1'], ['fe80::1']])(
      'refuses a localhost that leads to %s',
      async (address) => {
        const resolveHost = resolveTo([address])
        const fetch = createGuardedFetch({ allowLoopbackHttp: true, resolveHost })
        await expect(fetch('http://localhost:1')).rejects.toEqual(forbidden)
      },
    )

    test('connects to the address that was checked, and checks each connection anew', async () => {
      const { origin } = await serveLoopback((_request, response) => {
        response.setHeader('connection', 'close').end('hello')
      })
      const answers = [['127.0.0.1'], ['10.0.0.1'], ['127.0.0.1']]
      const resolveHost = vi.fn<ResolveHost>(async () => toLookup(answers.shift() ?? []))
      const fetch = createGuardedFetch({ allowLoopbackHttp: true, resolveHost })
      expect(await (await fetch(origin)).text()).toBe('hello')
      await expect(fetch(origin)).rejects.toEqual(forbidden)
      expect(await (await fetch(origin)).text()).toBe('hello')
      expect(resolveHost.mock.calls).toEqual([['localhost'], ['localhost'], ['localhost']])
    })

    test('fails for a name without an address', async () => {
      const fetch = createGuardedFetch({ resolveHost: async () => [] })
      await expect(fetch('https://city.example')).rejects.toEqual(failed)
    })

    test('fails for a name that nobody knows', async () => {
      const unknown = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
      const fetch = createGuardedFetch({ resolveHost: () => Promise.reject(unknown) })
      await expect(fetch('https://city.example/secret')).rejects.toEqual(
        expect.objectContaining({
          code: 'fetch_failed',
          message: 'The request failed (ENOTFOUND)',
        }),
      )
    })
  })

  describe('follows no redirect', () => {
    test.each([300, 301, 302, 303, 307, 308])('refuses status %i', async (status) => {
      const requested: (string | undefined)[] = []
      const { origin } = await serveLoopback((request, response) => {
        requested.push(request.url)
        response.writeHead(status, { location: '/elsewhere' }).end()
      })
      await expect(localFetch(`${origin}/here`)).rejects.toEqual(redirected)
      await expect(localFetch(`${origin}/here`, { redirect: 'follow' })).rejects.toEqual(redirected)
      expect(requested).toEqual(['/here', '/here'])
    })
  })

  describe('takes no longer than its deadline', () => {
    test.each<[string, RequestListener]>([
      ['a server that never answers', () => undefined],
      ['headers alone', (_request, response) => response.writeHead(200).flushHeaders()],
      ['an endless slow body', (_request, response) => drip(() => response.write(' '))],
      [
        'an endless slow header',
        ({ socket }) => {
          socket.write('HTTP/1.1 200 OK\r\nx: ')
          drip(() => socket.write('a'))
        },
      ],
      [
        'endless interim answers',
        ({ socket }) => drip(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n')),
      ],
    ])('gives up on %s', async (_name, listener) => {
      const { origin } = await serveLoopback(listener)
      await expect(localFetch(origin, { timeoutMs: 150 })).rejects.toEqual(tooLate(150))
    })

    test('gives up on a name that is never found', async () => {
      const resolveHost: ResolveHost = () => new Promise(() => undefined)
      const fetch = createGuardedFetch({ timeoutMs: 150, resolveHost })
      await expect(fetch('https://city.example')).rejects.toEqual(tooLate(150))
    })

    test('gives up on a body of its own caller that never ends', async () => {
      const body = new ReadableStream<Uint8Array>()
      const init = { method: 'POST', body, duplex: 'half', timeoutMs: 150 } as const
      await expect(localFetch('http://localhost:1', init)).rejects.toEqual(tooLate(150))
    })

    test('gives up on a connection that never becomes TLS', async () => {
      const silent = createServer((socket) => onTestFinished(() => void socket.destroy()))
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => void silent.close())
      // a server that listens on a TCP port has an address with a port
      const { port } = silent.address() as AddressInfo
      const url = `https://localhost:${port}`
      await expect(localFetch(url, { timeoutMs: 150 })).rejects.toEqual(tooLate(150))
    })

    test('gives up after three seconds unless told otherwise', async () => {
      const { origin } = await serveLoopback((_request, response) =>
        drip(() => response.write(' ')),
      )
      const elapsed = stopwatch()
      await expect(localFetch(origin)).rejects.toEqual(tooLate(3000))
      expect(elapsed()).toBeGreaterThan(2900)
    })
  })

  describe('takes no more than its limit', () => {
    const limit = 1000
    const zeros = Buffer.alloc(10_000_000)

    test.each<[string, RequestListener]>([
      ['as announced', (_request, response) => response.end('a'.repeat(limit))],
      ['in chunks', (_request, response) => inChunks(response, limit)],
      ['by gzip', (_request, response) => encoded(response, 'gzip', gzipSync(Buffer.alloc(limit)))],
      [
        'by br',
        (_request, response) => encoded(response, 'br', brotliCompressSync(Buffer.alloc(limit))),
      ],
    ])('reads as much %s', async (_name, listener) => {
      const { origin } = await serveLoopback(listener)
      const response = await localFetch(origin, { maxBytes: limit })
      expect((await response.arrayBuffer()).byteLength).toBe(limit)
      expect(response.headers.get('content-encoding')).toBeNull()
    })

    test.each<[string, RequestListener]>([
      ['as announced', (_request, response) => response.end('a'.repeat(limit + 1))],
      ['in chunks', (_request, response) => inChunks(response, limit + 1)],
      ['for ever', (_request, response) => flood(response)],
      [
        'by gzip',
        (_request, response) => encoded(response, 'gzip', gzipSync(Buffer.alloc(limit + 1))),
      ],
      [
        'by br',
        (_request, response) =>
          encoded(response, 'br', brotliCompressSync(Buffer.alloc(limit + 1))),
      ],
      ['by a br bomb', (_request, response) => encoded(response, 'br', brotliCompressSync(zeros))],
      [
        'by a bomb before the decompression',
        (_request, response) => encoded(response, 'gzip', gzipSync(zeros)),
      ],
    ])('refuses more %s', async (_name, listener) => {
      const { origin } = await serveLoopback(listener)
      await expect(localFetch(origin, { maxBytes: limit, timeoutMs: 30_000 })).rejects.toEqual(
        tooLarge,
      )
    })

    test('does not wait for a body that is announced as too large', async () => {
      const { origin } = await serveLoopback((_request, response) => {
        response.writeHead(200, { 'content-length': limit + 1 }).flushHeaders()
      })
      await expect(localFetch(origin, { maxBytes: limit, timeoutMs: 30_000 })).rejects.toEqual(
        tooLarge,
      )
    })

    test('does not inflate a bomb', async () => {
      const bomb = gzipSync(gzipSync(Buffer.alloc(50_000_000)))
      const { origin } = await serveLoopback((_request, response) =>
        encoded(response, 'gzip', bomb),
      )
      const response = await localFetch(origin)
      expect((await response.arrayBuffer()).byteLength).toBeLessThan(65_536)
      const { origin: open } = await serveLoopback((_request, response) =>
        encoded(response, 'gzip', gzipSync(zeros)),
      )
      await expect(localFetch(open)).rejects.toEqual(tooLarge)
    })

    test('reads 64 KiB unless told otherwise', async () => {
      const { origin } = await serveLoopback((request, response) => {
        response.end('a'.repeat(Number(request.url?.slice(1))))
      })
      expect(await (await localFetch(`${origin}/65536`)).text()).toHaveLength(65_536)
      await expect(localFetch(`${origin}/65537`)).rejects.toEqual(tooLarge)
    })

    test.each<[string, RequestListener]>([
      [
        'an encoding nobody asked for',
        (_request, response) => encoded(response, 'deflate', deflateSync('a')),
      ],
      [
        'an encoding nobody knows',
        (_request, response) => encoded(response, '__proto__', Buffer.from('a')),
      ],
      [
        'two encodings',
        (_request, response) => encoded(response, 'gzip, gzip', gzipSync(gzipSync('a'))),
      ],
      ['what is not gzip', (_request, response) => encoded(response, 'gzip', Buffer.from('hello'))],
      [
        'half a gzip',
        (_request, response) => encoded(response, 'gzip', gzipSync('hello').subarray(0, 12)),
      ],
      ['half a body', cutShort],
      ['no HTTP', ({ socket }) => socket.end('hello\r\n\r\n')],
      [
        'a status below 100',
        ({ socket }) => socket.end('HTTP/1.1 099 A\r\ncontent-length: 0\r\n\r\n'),
      ],
      [
        'a status above 599',
        ({ socket }) => socket.end('HTTP/1.1 999 A\r\ncontent-length: 0\r\n\r\n'),
      ],
      [
        'two lengths',
        ({ socket }) =>
          socket.end('HTTP/1.1 200 A\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'),
      ],
      ['a switch to another protocol', ({ socket }) => socket.end(`${switching}hello`)],
      ['a switch to another protocol, kept open', ({ socket }) => socket.write(switching)],
      [
        'a switch that names no protocol',
        ({ socket }) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
      ],
      [
        'headers of 20 kB',
        (_request, response) => response.setHeader('x', 'a'.repeat(20_000)).end(),
      ],
      [
        'ten thousand headers',
        ({ socket }) => socket.end(`HTTP/1.1 200 A\r\n${'a: b\r\n'.repeat(10_000)}\r\n`),
      ],
    ])('fails for %s', async (_name, listener) => {
      const { origin } = await serveLoopback(listener)
      await expect(localFetch(origin)).rejects.toEqual(failed)
    })
  })

  describe('saves what is too large to hold', () => {
    const collect = () => {
      const saved: string[] = []
      const save: SaveBody = async (body) => {
        for await (const chunk of body) saved.push(Buffer.from(chunk).toString())
      }
      return { saved, save }
    }

    test('piece by piece, as it comes', async () => {
      let sendRest = () => {}
      const { origin } = await serveLoopback((request, response) => {
        expect(request.headers['accept-encoding']).toBe('identity')
        response.writeHead(200, { etag: '"a"' }).write('first')
        sendRest = () => response.end('second')
      })
      const saved: string[] = []
      const response = await localFetch(origin, {
        async save(body) {
          for await (const chunk of body) {
            if (saved.push(Buffer.from(chunk).toString()) === 1) sendRest()
          }
        },
      })
      expect(saved).toEqual(['first', 'second'])
      expect([response.status, response.headers.get('etag'), await response.text()]).toEqual([
        200,
        '"a"',
        '',
      ])
    })

    test('only where it was given: a refusal comes as always', async () => {
      const { origin } = await serveLoopback((_request, response) => {
        response.writeHead(403).end('no')
      })
      const { saved, save } = collect()
      const response = await localFetch(origin, { save })
      expect([response.status, await response.text(), saved]).toEqual([403, 'no', []])
    })

    test.each<[string, RequestListener, unknown]>([
      ['more than was allowed', (_request, response) => inChunks(response, 101), tooLarge],
      ['half of it', cutShort, failed],
      [
        'it compressed',
        (_request, response) => encoded(response, 'gzip', gzipSync('hello')),
        failed,
      ],
    ])('and fails where a host sends %s', async (_name, listener, refusal) => {
      const { origin } = await serveLoopback(listener)
      const { save } = collect()
      await expect(localFetch(origin, { maxBytes: 100, save })).rejects.toEqual(refusal)
    })
  })

  describe('trusts certificates', () => {
    test('of the authority that it was given', async () => {
      const { authority, certificate, privateKey } = await createLoopbackCertificate(new Date())
      const { origin } = await serveLoopback(answer, { key: privateKey, cert: certificate })
      const fetch = createGuardedFetch({ allowLoopbackHttp: true, extraCa: authority })
      expect(await (await fetch(origin)).text()).toBe('hello')
    })

    test.each(['1', '0'])(
      'of no unknown authority, with NODE_TLS_REJECT_UNAUTHORIZED %s',
      async (value) => {
        const { certificate, privateKey } = await createLoopbackCertificate(new Date())
        const { origin } = await serveLoopback(answer, { key: privateKey, cert: certificate })
        vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value)
        onTestFinished(() => void vi.unstubAllEnvs())
        await expect(localFetch(origin)).rejects.toEqual(
          expect.objectContaining({
            code: 'fetch_failed',
            message: 'The request failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
          }),
        )
      },
    )

    test('of no other time', async () => {
      const { authority, certificate, privateKey } = await createLoopbackCertificate(new Date(0))
      const { origin } = await serveLoopback(answer, { key: privateKey, cert: certificate })
      const fetch = createGuardedFetch({ allowLoopbackHttp: true, extraCa: authority })
      await expect(fetch(origin)).rejects.toEqual(
        expect.objectContaining({ message: 'The request failed (CERT_HAS_EXPIRED)' }),
      )
    })
  })

  describe('keeps connections', () => {
    test('and uses them again', async () => {
      const sockets = new Set<Socket>()
      const { origin } = await serveLoopback((request, response) => {
        sockets.add(request.socket)
        response.end('hello')
      })
      for (const _ of [1, 2, 3]) await (await localFetch(origin)).text()
      expect(sockets.size).toBe(1)
    })

    test('at most sixteen to a host', async () => {
      const { origin, server } = await serveLoopback(answer)
      const connected = vi.fn()
      server.on('connection', connected)
      const responses = await Promise.all(Array.from({ length: 64 }, () => localFetch(origin)))
      expect(responses.map(({ status }) => status)).toEqual(new Array(64).fill(200))
      expect(connected.mock.calls.length).toBeLessThanOrEqual(16)
    })

    test('and sends a GET, but nothing else, once more when one was closed meanwhile', async () => {
      const used = new WeakSet<Socket>()
      const seen: (string | undefined)[] = []
      const { origin } = await serveLoopback(({ method, socket }, response) => {
        seen.push(method)
        if (used.has(socket)) return socket.resetAndDestroy()
        used.add(socket)
        response.end('hello')
      })
      await localFetch(origin)
      expect(await (await localFetch(origin)).text()).toBe('hello')
      await expect(localFetch(origin, { method: 'POST', body: 'a' })).rejects.toEqual(failed)
      expect(seen).toEqual(['GET', 'GET', 'GET', 'POST'])
    })
  })

  test('says nothing of the address when it fails', async () => {
    const { origin, server } = await serveLoopback(answer)
    server.close()
    const error = await localFetch(`${origin}/secret?code=secret`).catch(String)
    expect(error).toBe('AppError: The request failed (ECONNREFUSED)')
  })
})

function toLookup(addresses: readonly string[]): LookupAddress[] {
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

function resolveTo(addresses: readonly string[]): ResolveHost {
  return async () => toLookup(addresses)
}

function stopwatch(): () => number {
  const startedAt = performance.now()
  return () => performance.now() - startedAt
}

/** Writes every 20 ms until the end of the test. */
function drip(write: () => void): void {
  const timer = setInterval(write, 20)
  onTestFinished(() => clearInterval(timer))
}

type SeenRequest = {
  method: string | undefined
  url: string | undefined
  headers: IncomingHttpHeaders
  contentType: string | undefined
  body: string
}

async function serveEcho(): Promise<{ origin: string; requests: SeenRequest[] }> {
  const requests: SeenRequest[] = []
  const { origin } = await serveLoopback(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method, url, headers } = request
    const contentType = headers['content-type']
    requests.push({ method, url, headers, contentType, body: Buffer.concat(chunks).toString() })
    response.end()
  })
  return { origin, requests }
}

function inChunks(response: ServerResponse, length: number): void {
  response.write('a'.repeat(length - 10))
  response.end('a'.repeat(10))
}

function encoded(response: ServerResponse, encoding: string, body: Buffer): void {
  response.setHeader('content-encoding', encoding).end(body)
}

function flood(response: ServerResponse): void {
  while (!response.destroyed && response.write('a'.repeat(10_000)));
  response.once('drain', () => flood(response))
}

const cutShort: RequestListener = ({ socket }) => {
  socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello')
}
