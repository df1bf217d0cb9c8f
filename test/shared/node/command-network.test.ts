import { describe, expect, test } from 'vitest'
import { AppError } from '../../../shared/errors/app-error.ts'
import { demoApiKey, namingHost, readCommandNetwork } from '../../../shared/node/command-network.ts'
import { type DemoSession, writeDemoSession } from '../../../shared/node/demo-session.ts'
import { createTestIo } from '../../support/command-io.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const session: DemoSession = {
  issuer: { url: 'http://localhost:3001', apiKey: 'key of the city' },
  wallet: { url: 'http://localhost:3002' },
  verifier: { url: 'http://localhost:3003', apiKey: 'key of the verifier' },
  allowLoopbackHttp: true,
}

describe('readCommandNetwork', () => {
  test('opens loopback addresses where a demonstration city was started', async () => {
    const home = temporaryFolder()
    await writeDemoSession(home, session)
    const network = await readCommandNetwork(createTestIo({ env: { WAYMARK_HOME: home } }))
    expect(network).toEqual({ session, allowLoopbackHttp: true, fetch: expect.any(Function) })
  })

  test.each([
    ['nothing', {}, false],
    ['true', { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' }, true],
    ['something else', { WAYMARK_ALLOW_LOOPBACK_HTTP: 'perhaps' }, false],
  ])('elsewhere asks WAYMARK_ALLOW_LOOPBACK_HTTP: %s', async (_word, env, allowLoopbackHttp) => {
    const io = createTestIo({ env: { WAYMARK_HOME: temporaryFolder(), ...env } })
    const network = await readCommandNetwork(io)
    expect(network).toEqual({ allowLoopbackHttp, fetch: expect.any(Function) })
  })
})

describe('namingHost', () => {
  test.each([
    ['fetch_failed', 'city.example:8443: The request failed (ECONNREFUSED)'],
    ['fetch_redirected', 'The request failed (ECONNREFUSED)'],
  ] as const)('says of %s: %s', async (code, message) => {
    const error = new AppError(code, 'The request failed (ECONNREFUSED)')
    const fetch = namingHost(() => Promise.reject(error))
    const url = 'https://city.example:8443/offers/secret?code=secret'
    for (const input of [url, new URL(url), new Request(url)]) {
      await expect(fetch(input)).rejects.toMatchObject({ code, message })
    }
  })
})

describe('demoApiKey', () => {
  test.each(['http://localhost:3001', 'http://localhost:3001/', 'http://LOCALHOST:3001'])(
    'is there for the demonstration at %s',
    (url) => {
      expect(demoApiKey(url, session.issuer)).toBe('key of the city')
    },
  )

  test.each([
    'https://city.example',
    'http://localhost:3003',
    'https://localhost:3001',
    'http://localhost:3001@city.example',
    'no address',
  ])('is not there for %s', (url) => {
    expect(demoApiKey(url, session.issuer)).toBeUndefined()
  })

  test('is not there without a demonstration', () => {
    expect(demoApiKey('http://localhost:3001', undefined)).toBeUndefined()
  })
})
