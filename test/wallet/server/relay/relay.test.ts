import { describe, expect, test } from 'vitest'
import { createRelay } from '../../../../wallet/server/relay/relay.ts'

describe('createRelay', () => {
  test.each([
    ['https://wallet.example/api/shares/1', []],
    ['https://wallet.example./api/shares/1', []],
    ['https://wallet.example.:443/', []],
    ['https://wallet.example.city.example/', ['https://wallet.example.city.example/']],
  ])('asks other hosts and never its own: %s', async (url, expected) => {
    const asked: string[] = []
    const relay = createRelay({
      fetch: async (address) => {
        asked.push(String(address))
        return new Response('{}')
      },
      publicUrl: 'https://wallet.example',
    })
    await relay({ url, method: 'GET', headers: {} }).catch(() => undefined)
    expect(asked).toEqual(expected)
  })
})
