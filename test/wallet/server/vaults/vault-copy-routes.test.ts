import { describe, expect, test } from 'vitest'
import { vaultCopyUrl } from '../../../../shared/sealed/vault-copy-api.ts'
import { startTestWalletServer, type TestWalletServerOptions } from '../../test-wallet-server.ts'

const id = 'AbCdEfGhIjKlMnOpQrStUv'
const token = 't'.repeat(43)

async function start(options: TestWalletServerOptions = {}) {
  const server = await startTestWalletServer(options)
  const url = vaultCopyUrl(server.url, id)
  const put = (headers: Record<string, string | undefined>, body: string = 'ciphertext') => {
    const all = {
      'Content-Type': 'application/octet-stream',
      Authorization: `Bearer ${token}`,
      'Waymark-Counter': '1',
      'If-None-Match': '*',
      ...headers,
    }
    const given = Object.entries(all).filter(([, value]) => value !== undefined)
    // sound: what is undefined was filtered out
    return fetch(url, { method: 'PUT', headers: given as [string, string][], body })
  }
  return { server, url, put }
}

const follows = (before: number, counter: number) => ({
  'If-None-Match': undefined,
  'If-Match': `"${before}"`,
  'Waymark-Counter': String(counter),
})

async function told(response: Response) {
  const { code } = (await response.json()) as { code?: string }
  return [response.status, code, response.headers.get('waymark-counter')]
}

describe('/api/vaults/:id', () => {
  test('keeps copies and gives them back, with a day and no time', async () => {
    const { url, put } = await start()
    const first = await put({})
    expect([first.status, first.headers.get('etag')]).toEqual([204, '"1"'])
    expect((await put(follows(1, 2), 'second')).status).toBe(204)
    const got = await fetch(url)
    expect([got.status, await got.text()]).toEqual([200, 'second'])
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      etag: '"2"',
      'waymark-counter': '2',
      'waymark-versions': '2, 1',
      'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT',
      'cache-control': 'no-store',
    })
    expect(got.headers.get('access-control-allow-origin')).toBeNull()
    expect(await (await fetch(`${url}?version=1`)).text()).toBe('ciphertext')
    expect((await fetch(`${url}?version=9`)).status).toBe(404)
  })

  test('says what stands there when a copy does not follow it', async () => {
    const { put } = await start()
    await put({})
    expect(await told(await put({}))).toEqual([412, 'vault_copy_changed', '1'])
    expect(await told(await put(follows(3, 4)))).toEqual([412, 'vault_copy_changed', '1'])
    expect(await told(await put(follows(1, 1)))).toEqual([409, 'vault_counter_stale', '1'])
  })

  test('is written and deleted with its own token only, and is then gone', async () => {
    const { url, put } = await start()
    await put({})
    const other = { Authorization: `Bearer ${'x'.repeat(43)}` }
    expect(await told(await put({ ...follows(1, 2), ...other }))).toEqual([403, 'forbidden', null])
    const remove = (headers: Record<string, string>) => fetch(url, { method: 'DELETE', headers })
    expect((await remove(other)).status).toBe(403)
    expect((await remove({})).status).toBe(401)
    expect((await remove({ Authorization: `Bearer ${token}` })).status).toBe(204)
    expect((await fetch(url)).status).toBe(404)
  })

  test.for<[string, Record<string, string | undefined>, number]>([
    ['no token', { Authorization: undefined }, 401],
    ['a token that can be guessed', { Authorization: 'Bearer hunter2' }, 401],
    ['no counter', { 'Waymark-Counter': undefined }, 400],
    ['counter 0', { 'Waymark-Counter': '0' }, 400],
    ['a counter that is no number', { 'Waymark-Counter': '1e3' }, 400],
    ['a counter beyond all', { 'Waymark-Counter': '99999999999999999999' }, 400],
    ['nothing that it follows', { 'If-None-Match': undefined }, 400],
    ['both conditions', { 'If-Match': '"1"' }, 400],
    ['a condition on anything', { 'If-None-Match': undefined, 'If-Match': '*' }, 400],
    ['JSON', { 'Content-Type': 'application/json' }, 400],
    ['plain text', { 'Content-Type': 'text/plain' }, 415],
    ['a compressed body', { 'Content-Encoding': 'gzip' }, 415],
  ])('refuses %s and keeps nothing', async ([, headers, status]) => {
    const { url, put } = await start()
    expect((await put(headers)).status).toBe(status)
    expect((await fetch(url)).status).toBe(404)
  })

  test('refuses an empty copy, and one of more than 16 MiB', async () => {
    const { put } = await start()
    expect((await put({}, '')).status).toBe(415)
    expect(await told(await put({}, 'x'.repeat(16_777_217)))).toEqual([413, 'body_too_large', null])
    expect((await put({}, 'x'.repeat(16_777_216))).status).toBe(204)
  })

  test.for(['short', 'x'.repeat(87), `${'x'.repeat(22)}!`, '..%2F..%2Fetc', "x' OR '1'='1"])(
    'refuses the id %s',
    async (hostile) => {
      const { server } = await start()
      const response = await fetch(`${server.url}/api/vaults/${encodeURIComponent(hostile)}`)
      expect(response.status).toBe(400)
    },
  )

  test('has an end to its room, and to what one network sends in a day', async () => {
    const full = await start({ storageMegabytes: 1, addressMegabytesPerDay: 100 })
    expect((await full.put({}, 'x'.repeat(900_000))).status).toBe(204)
    expect(await told(await full.put(follows(1, 2), 'x'.repeat(200_000)))).toEqual([
      507,
      'storage_full',
      null,
    ])
    const busy = await start({ storageMegabytes: 100, addressMegabytesPerDay: 1 })
    expect((await busy.put({}, 'x'.repeat(900_000))).status).toBe(204)
    const refused = await busy.put(follows(1, 2), 'x'.repeat(200_000))
    // the clock of the tests stands at ten in the morning
    expect(refused.headers.get('retry-after')).toBe(String(14 * 3_600))
    expect(await told(refused)).toEqual([429, 'rate_limited', null])
  })
})
