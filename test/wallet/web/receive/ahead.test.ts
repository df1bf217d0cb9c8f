import { describe, expect, test } from 'vitest'
import type { WalletFetch } from '../../../../wallet/core/wallet-ports.ts'
import { keepingAnswers, usingAnswers } from '../../../../wallet/web/receive/ahead.ts'

const minute = 60_000

function createHost() {
  const asked: string[] = []
  let now = 0
  const fetch: WalletFetch = async (url, { method = 'GET' } = {}) => {
    asked.push(`${method} ${url}`)
    const status = String(url).endsWith('/gone') ? 404 : 200
    return new Response(`${asked.length}`, { status })
  }
  return {
    asked,
    ahead: keepingAnswers(fetch, () => now),
    afterwards: usingAnswers(fetch, () => now),
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('usingAnswers', () => {
  test('takes what was answered a moment ago, once', async () => {
    const { asked, ahead, afterwards } = createHost()
    const url = 'https://city.example/offers/1'
    const texts = [await ahead(url), await afterwards(new URL(url)), await afterwards(url)]
    expect(await Promise.all(texts.map((answer) => answer.text()))).toEqual(['1', '1', '2'])
    expect(asked).toEqual([`GET ${url}`, `GET ${url}`])
  })

  test('keeps the newest sixteen answers', async () => {
    const { asked, ahead, afterwards } = createHost()
    const urls = Array.from({ length: 17 }, (_, number) => `https://city.example/many/${number}`)
    for (const url of urls) await ahead(url)
    for (const url of urls) await afterwards(url)
    expect(asked.slice(urls.length)).toEqual([`GET ${urls[0]}`])
  })

  test.each<[string, string, RequestInit | undefined, number]>([
    ['what changes something', 'https://city.example/token', { method: 'POST' }, 0],
    ['a refusal', 'https://city.example/gone', undefined, 0],
    ['what was answered long ago', 'https://city.example/offers/2', undefined, 5 * minute],
  ])('asks again for %s', async (_, url, init, pause) => {
    const { asked, ahead, afterwards, wait } = createHost()
    await ahead(url, init)
    wait(pause)
    await afterwards(url, init)
    expect(asked).toHaveLength(2)
  })
})
