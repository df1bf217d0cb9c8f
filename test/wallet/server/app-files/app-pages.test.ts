import { get } from 'node:http'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { appPaths as servedPaths } from '../../../../wallet/server/app-files/app-pages.ts'
import { appPaths } from '../../../../wallet/web/shell/app-paths.ts'
import { script } from '../../built-app.ts'
import { startTestWalletServer } from '../../test-wallet-server.ts'

/** As it travels: fetch decompresses and hides it. */
function ask(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status?: number; headers: NodeJS.Dict<string | string[]>; bytes: number }>(
    (resolve, reject) => {
      get(url, { headers }, async (message) => {
        let bytes = 0
        for await (const chunk of message) bytes += chunk.length
        resolve({ status: message.statusCode ?? 0, headers: message.headers, bytes })
      }).on('error', reject)
    },
  )
}

describe('app files', () => {
  test('are served at every address that the app knows', () => {
    expect([...servedPaths]).toEqual([...appPaths])
  })

  test.for(['/', '/receive', '/badges/abc', '/cv/1', '/you/safety', '/s', '/receive?x=secret'])(
    '%s is the app, and says nothing back',
    async (path) => {
      const { url } = await startTestWalletServer()
      const response = await fetch(`${url}${path}`)
      expect([response.status, await response.text()]).toEqual([
        200,
        '<!doctype html><title>Wallet</title>',
      ])
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'referrer-policy': 'no-referrer',
        'permissions-policy': expect.stringContaining('camera=(self)'),
        etag: expect.stringMatching(/^"/),
      })
      expect(response.headers.get('set-cookie')).toBeNull()
    },
  )

  test.for([
    '/badges',
    '/you/a/b',
    '/wp-login.php',
    '/.vite/manifest.json',
    '/assets/app-abc123.js.br',
    '/../config.ts',
  ])('%s is nothing', async (path) => {
    const { url } = await startTestWalletServer()
    expect((await fetch(`${url}${path}`)).status).toBe(404)
  })

  test('lets the app run its own files alone, and says the same to its service worker', async () => {
    const { url } = await startTestWalletServer({ allowLoopbackHttp: false })
    const [page, worker] = [await fetch(url), await fetch(`${url}/service-worker.js`)]
    const policy = page.headers.get('content-security-policy')
    expect(policy).toBe(worker.headers.get('content-security-policy'))
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob:",
      "connect-src 'self' https:",
      "worker-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types waymark',
    ])
    expect(worker.headers.get('cache-control')).toBe('no-cache')
  })

  test.for<[string | undefined, string | undefined, number]>([
    ['gzip, deflate, br', 'br', brotliCompressSync(script).length],
    ['gzip', 'gzip', gzipSync(script).length],
    ['br;q=0, gzip;q=0.5', 'gzip', gzipSync(script).length],
    ['identity', undefined, Buffer.byteLength(script)],
    [undefined, undefined, Buffer.byteLength(script)],
  ])('for Accept-Encoding %s sends %s', async ([accepted, encoding, bytes]) => {
    const { url } = await startTestWalletServer()
    const path = `${url}/assets/app-abc123.js`
    const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted }
    const answer = await ask(path, headers)
    expect(answer).toMatchObject({ status: 200, bytes })
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'Accept-Encoding',
    })
    expect(answer.headers['content-encoding']).toBe(encoding)
    const again = await ask(path, { ...headers, 'If-None-Match': String(answer.headers.etag) })
    expect([again.status, again.bytes]).toEqual([304, 0])
  })

  test('does not tell browsers to insist on https for localhost', async () => {
    const { url } = await startTestWalletServer()
    const answers = await Promise.all(
      ['/', '/service-worker.js', '/health'].map((path) => fetch(url + path)),
    )
    expect(answers.map(({ headers }) => headers.get('strict-transport-security'))).toEqual([
      null,
      null,
      null,
    ])
  })
})
