import { describe, expect, test } from 'vitest'
import { lookAtAddresses } from '../../../issuer/commands/doctor-address.ts'
import type { IssuerConfig } from '../../../issuer/config.ts'
import { AppError } from '../../../shared/errors/app-error.ts'
import type { GuardedFetch } from '../../../shared/node/guarded-fetch.ts'
import { generateKeyEncryptionKey } from '../../../shared/node/kms/key-encryption.ts'

const now = new Date('2026-11-23T10:00:00Z')
const document = { id: 'did:web:city.example', verificationMethod: ['a key'] }

const config: IssuerConfig = {
  publicUrl: 'https://city.example',
  host: '127.0.0.1',
  port: 3001,
  database: 'city.sqlite',
  agentDatabase: 'agent.sqlite',
  keyEncryptionKey: generateKeyEncryptionKey(),
  walletUrl: 'https://wallet.example',
  cityName: { en: 'Cardiff', cy: 'Caerdydd' },
  demo: false,
  allowLoopbackHttp: false,
  statusTtlSeconds: 300,
  trustedProxies: 1,
  logLevel: 'silent',
}

type Answer = Response | Error

const good = (body: unknown = document, headers: Record<string, string> = {}) =>
  Response.json(body, {
    headers: { 'Access-Control-Allow-Origin': '*', Date: now.toUTCString(), ...headers },
  })

const failed = (code: string) =>
  new AppError('fetch_failed', `The request failed (${code})`, {
    cause: Object.assign(new Error('no'), { code }),
  })

const answering =
  (answers: Record<string, Answer>) =>
  async (input: Parameters<GuardedFetch>[0]): Promise<Response> => {
    const answer = answers[String(input)]
    if (answer === undefined) throw failed('ECONNREFUSED')
    if (answer instanceof Error) throw answer
    return answer.clone()
  }

const publicDocument = 'https://city.example/.well-known/did.json'
const walletHealth = 'https://wallet.example/health'

async function look(answers: Record<string, Answer>, changes: Partial<IssuerConfig> = {}) {
  const found = await lookAtAddresses({
    config: { ...config, ...changes },
    clock: () => now,
    fetch: answering({ [walletHealth]: good({ status: 'ok' }), ...answers }),
    fetchHere: answering({ 'http://127.0.0.1:3001/.well-known/did.json': good() }),
  })
  return Object.fromEntries(found.map(({ name, outcome, text }) => [name, `${outcome}: ${text}`]))
}

describe('lookAtAddresses', () => {
  test('finds a city well that answers through the proxy as it answers itself', async () => {
    expect(await look({ [publicDocument]: good() })).toEqual({
      'public address':
        'ok: https://city.example answers, the same as the issuer. Ask once from another network too',
      proxy: 'ok: 1 trusted: each must set X-Forwarded-For',
      wallet: 'ok: https://wallet.example answers: claim links lead there',
    })
  })

  test.each<[string, Answer, RegExp]>([
    ['a name without DNS', failed('ENOTFOUND'), /make its DNS records$/],
    ['a certificate for another name', failed('ERR_TLS_CERT_ALTNAME_INVALID'), /get one for this/],
    ['an old certificate', failed('CERT_HAS_EXPIRED'), /does not renew it$/],
    ['half a chain', failed('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /the whole chain$/],
    ['a failure without a name', failed('EPIPE'), /\(EPIPE\): look at the proxy and its log$/],
    [
      'a name that leads into the house',
      new AppError('address_forbidden', 'no'),
      /ask from outside, as in curl$/,
    ],
    ['a redirect', new AppError('fetch_redirected', 'no'), /let the proxy answer there itself$/],
    ['a proxy that finds nobody', new Response('', { status: 502 }), /answers 502: lead the proxy/],
    ['a page of the proxy', new Response('<h1>Welcome</h1>', { status: 200 }), /leads elsewhere/],
    ['an old copy', good({ ...document, verificationMethod: [] }), /keeps an old copy$/],
    ['another clock', good(document, { Date: 'Mon, 23 Nov 2026 09:58:00 GMT' }), /set both by NTP/],
    ['headers taken away', good(document, { 'Access-Control-Allow-Origin': '' }), /all headers$/],
  ])('says what to do about %s', async (_, answer, text) => {
    const { 'public address': found } = await look({ [publicDocument]: answer })
    expect(found).toMatch(/^fail: /)
    expect(found).toMatch(text)
  })

  test('knows the identity of another city where the issuer itself cannot be asked', async () => {
    const other = good({ id: 'did:web:other.example' })
    const found = await look({ [publicDocument]: other }, { port: 3009 })
    expect(found['public address']).toMatch(/not the identity of this city: look at ISSUER_PUBLIC/)
  })

  test('warns of a proxy that is not counted, of one that is not there, and of no wallet', async () => {
    const answers = { [publicDocument]: good(), [walletHealth]: new Response('', { status: 404 }) }
    const uncounted = await look(answers, { trustedProxies: 0 })
    expect(uncounted.proxy).toMatch(/^warn: ISSUER_TRUSTED_PROXIES is 0/)
    expect(uncounted.wallet).toMatch(/^warn: .* answers 404: claim links lead to no wallet/)
    const tls = { key: 'a key', cert: 'a certificate' }
    expect((await look(answers, { tls })).proxy).toMatch(/^warn: .*ISSUER_TRUSTED_PROXIES=0$/)
    expect((await look(answers, { tls, trustedProxies: 0 })).proxy).toBe('ok: none')
  })
})
