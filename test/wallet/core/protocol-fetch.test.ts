import { describe, expect, test } from 'vitest'
import { createProtocolFetch } from '../../../wallet/core/protocol-fetch.ts'
import { createFakeWorld } from '../fake-ports.ts'

describe('createProtocolFetch', () => {
  test('bounds size and time of every request', async () => {
    const inits: unknown[] = []
    const fetch = createProtocolFetch({
      allowLoopbackHttp: false,
      fetch: async (_url, init) => {
        inits.push(init)
        return new Response('{}', { headers: { 'content-type': 'application/json' } })
      },
    })
    await fetch('https://city.example/', { method: 'POST', body: 'x' })
    expect(inits).toEqual([{ method: 'POST', body: 'x', maxBytes: 1_048_576, timeoutMs: 10_000 }])
  })

  test('hands an error answer on as it came', async () => {
    const { ports, answers } = createFakeWorld()
    answers.set('GET https://city.example/', { status: 400, body: '{"a":1,"a":2}' })
    const response = await createProtocolFetch(ports)('https://city.example/')
    expect([response.status, await response.text()]).toEqual([400, '{"a":1,"a":2}'])
  })

  test('ends a conversation that needs very many requests', async () => {
    const { ports } = createFakeWorld()
    const fetch = createProtocolFetch(ports)
    for (let count = 0; count < 24; count++) await fetch('https://city.example/')
    await expect(fetch('https://city.example/')).rejects.toMatchObject({ code: 'fetch_failed' })
    await expect(createProtocolFetch(ports)('https://city.example/')).resolves.toBeDefined()
  })
})
