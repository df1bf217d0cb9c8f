import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { createGuardedFetch, type GuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { createOpenBadge2Port } from '../../../shared/node/open-badge-2-port.ts'
import { serveLoopback } from '../../support/loopback-server.ts'

describe('createOpenBadge2Port', () => {
  test('tells what came of asking, whatever the host does', async () => {
    const { origin } = await serveLoopback(({ url = '', headers }, response) => {
      if (url === '/part') return response.end(JSON.stringify({ accept: headers.accept }))
      if (url === '/list') return response.end('[]')
      if (url === '/twice') return response.end('{"id":1,"id":2}')
      if (url === '/proto') return response.end('{"__proto__":{}}')
      if (url === '/page') return response.end('<html>')
      if (url === '/huge') return response.end(`{"a":"${'a'.repeat(2_000_000)}"}`)
      if (url === '/bomb') {
        response.setHeader('content-encoding', 'gzip')
        return response.end(gzipSync(`{"a":"${'a'.repeat(9_000_000)}"}`))
      }
      if (url === '/moved') return response.writeHead(302, { location: '/part' }).end()
      return response.writeHead(Number(url.slice(1))).end('{}')
    })
    const { fetchPart } = createOpenBadge2Port(createGuardedFetch({ allowLoopbackHttp: true }))
    const outcomeAt = async (path: string) => (await fetchPart(`${origin}${path}`)).outcome
    expect(await fetchPart(`${origin}/part#fragment`)).toEqual({
      outcome: 'fetched',
      document: { accept: 'application/ld+json, application/json;q=0.9' },
    })
    const outcomes = { '/410': 'gone', '/404': 'refused', '/list': 'refused' }
    for (const [path, outcome] of Object.entries(outcomes)) {
      expect([path, await outcomeAt(path)]).toEqual([path, outcome])
    }
    for (const path of ['/500', '/403', '/moved', '/page', '/twice', '/proto', '/huge', '/bomb']) {
      expect([path, await outcomeAt(path)]).toEqual([path, 'unavailable'])
    }
  })

  test.each([
    'http://localhost/badge',
    'https://127.0.0.1/badge',
    'https://[::ffff:10.0.0.1]/badge',
    'https://169.254.169.254/latest/meta-data/',
    'https://2130706433/badge',
    'https://user:secret@example.org/badge',
    'file:///etc/passwd',
    'ftp://example.org/badge',
    'nonsense',
  ])('asks nobody at %s', async (url) => {
    const fetch = createGuardedFetch({
      resolveHost: async () => Promise.reject(new Error('asked')),
    })
    expect(await createOpenBadge2Port(fetch).fetchPart(url)).toEqual({ outcome: 'unavailable' })
  })

  test('asks a host that is named by http over https', async () => {
    const asked: string[] = []
    const fetch: GuardedFetch = async (input) => {
      asked.push(String(input))
      if (String(input).startsWith('http:')) throw new AppError('address_forbidden', 'Not by http')
      return new Response('{}')
    }
    const part = await createOpenBadge2Port(fetch).fetchPart('http://example.org/1')
    expect([part.outcome, asked]).toEqual([
      'fetched',
      ['http://example.org/1', 'https://example.org/1'],
    ])
  })
})
