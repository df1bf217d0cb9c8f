import { describe, expect, it } from 'vitest'
import { createGuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { createTrustFetch } from '../../../shared/trust/trust-fetch.ts'
import { serveLoopback } from '../../support/loopback-server.ts'

const fetchText = createTrustFetch(createGuardedFetch({ allowLoopbackHttp: true, timeoutMs: 300 }))

async function fetched(answer: Parameters<typeof serveLoopback>[0]) {
  const { origin } = await serveLoopback(answer)
  return fetchText(`${origin}/trust/list.jwt`)
}

describe('createTrustFetch', () => {
  it('gives the text of a document', async () => {
    expect(await fetched((_, response) => response.end('eyJ'))).toEqual({
      outcome: 'fetched',
      text: 'eyJ',
    })
  })

  it.each([404, 410])('takes %i for there being none', async (status) => {
    const answer = await fetched((_, response) => response.writeHead(status).end('eyJ'))
    expect(answer).toEqual({ outcome: 'absent' })
  })

  it.each([
    ['an error of the host', 500],
    ['too many requests', 429],
    ['a refusal', 403],
    ['no content', 204],
  ])('knows nothing after %s', async (_, status) => {
    const answer = await fetched((_request, response) => response.writeHead(status).end())
    expect(answer).toEqual({ outcome: 'unavailable' })
  })

  it('follows no redirect', async () => {
    const answer = await fetched((_, response) =>
      response.writeHead(302, { location: 'https://thief.example/list.jwt' }).end(),
    )
    expect(answer).toEqual({ outcome: 'unavailable' })
  })

  it('reads no endless body', async () => {
    const megabyte = Buffer.alloc(1_048_576, 65)
    const answer = await fetched((_, response) => {
      for (let count = 0; count < 5; count += 1) response.write(megabyte)
      response.end()
    })
    expect(answer).toEqual({ outcome: 'unavailable' })
  })

  it('waits for no silent host, and asks no private address', async () => {
    expect(await fetched(() => undefined)).toEqual({ outcome: 'unavailable' })
    expect(await fetchText('https://10.0.0.1/trust/list.jwt')).toEqual({ outcome: 'unavailable' })
    expect(await fetchText('file:///etc/passwd')).toEqual({ outcome: 'unavailable' })
    expect(await fetchText('no address')).toEqual({ outcome: 'unavailable' })
  })
})
