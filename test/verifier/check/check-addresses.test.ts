import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createGuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { type City, createCity, startTestVerifier, type TestVerifier } from '../verifier-bench.ts'
import { check } from './check-over-http.ts'

/** Something that listens on this machine, where no address of a stranger may lead, and never answers. */
let server: Server
let connections: Socket[] = []
let port = 0
const lookedUp: string[] = []
const done: (() => Promise<void> | void)[] = []
let city: City
let guarded: TestVerifier

beforeAll(async () => {
  server = createServer((socket) => void connections.push(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
  city = await createCity()
  const resolveHost = async (host: string) => {
    lookedUp.push(host)
    return [{ address: host.startsWith('mixed') ? '10.0.0.1' : '127.0.0.1', family: 4 }]
  }
  guarded = await startTestVerifier({
    city: { ...city, fetch: createGuardedFetch({ resolveHost }) },
    whenDone: (close) => done.push(close),
  })
})

afterAll(async () => {
  for (const close of done.reverse()) await close()
  for (const socket of connections) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
})

describe('POST /check with an address', () => {
  test.each([
    'https://127.0.0.1:PORT/badge',
    'https://localhost:PORT/badge',
    'https://[::1]:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f.1:PORT/',
    'https://0177.0.0.1:PORT/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'http://badges.example/1',
    'https://user:secret@badges.example/1',
  ])('asks nobody at %s', async (text) => {
    connections = []
    lookedUp.length = 0
    const page = await check(guarded, { text: text.replace('PORT', String(port)) })
    expect(page.problems).toEqual(['address-forbidden'])
    expect(connections).toEqual([])
    expect(lookedUp).toEqual([])
  })

  test.each(['https://rebound.example', 'https://mixed.example'])(
    'connects to no private address behind the name %s',
    async (origin) => {
      connections = []
      const page = await check(guarded, { text: `${origin}:${port}/badge` })
      expect(page.problems).toEqual(['address-forbidden'])
      expect(connections).toEqual([])
    },
  )

  test('waits no longer than it may for a host that says nothing', async () => {
    const fetch = createGuardedFetch({ allowLoopbackHttp: true, timeoutMs: 200 })
    const verifier = await startTestVerifier({ city: { ...city, fetch } })
    connections = []
    const page = await check(verifier, { text: `http://127.0.0.1:${port}/badge` })
    expect([page.status, page.problems]).toEqual([502, ['fetch-failed']])
    expect(connections).toHaveLength(1)
  })
})
