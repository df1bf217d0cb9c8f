import { describe, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { createCity, startTestVerifier } from '../verifier-bench.ts'
import { check } from './check-over-http.ts'

describe('POST /check, when much comes at once', () => {
  test('lets four of one client in, refuses the others before their bodies are read, then lets in again', async () => {
    const city = await createCity()
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    let asked = 0
    const verifier = await startTestVerifier({
      city: {
        ...city,
        async fetch() {
          asked += 1
          await answered
          throw new AppError('fetch_failed', 'This host is slow')
        },
      },
    })
    const waiting = Array.from({ length: 4 }, (_, index) =>
      check(verifier, { text: `https://slow.example/${index}` }),
    )
    await expect.poll(() => asked).toBe(4)
    const refused = await check(verifier, { text: 'words' })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
    answer()
    const pages = await Promise.all(waiting)
    expect(pages.map(({ problems }) => problems[0])).toEqual(Array(4).fill('fetch-failed'))
    expect((await check(verifier, { text: 'words' })).problems).toEqual(['words'])
  })
})
