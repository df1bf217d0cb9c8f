import { describe, expect, it } from 'vitest'
import { readIssuerConfig } from '../../issuer/config.ts'

const env = {
  ISSUER_PUBLIC_URL: 'https://cardiff.example/',
  ISSUER_WALLET_URL: 'https://wallet.example',
  WAYMARK_KEY_ENCRYPTION_KEY: 'ab'.repeat(32),
}

describe('readIssuerConfig', () => {
  it('needs little, and has a sound value for the rest', () => {
    expect(readIssuerConfig(env)).toEqual({
      publicUrl: 'https://cardiff.example',
      host: '127.0.0.1',
      port: 3001,
      database: expect.stringContaining('issuer.sqlite'),
      agentDatabase: expect.stringContaining('agent.sqlite'),
      keyEncryptionKey: new Uint8Array(32).fill(0xab),
      walletUrl: 'https://wallet.example',
      cityName: { en: 'City of Learning', cy: 'Dinas Dysg' },
      demo: false,
      allowLoopbackHttp: false,
      isCanonicalizationCompiled: true,
      statusTtlSeconds: 300,
      claimRequestsPerMinute: 300,
      trustedProxies: 0,
      logLevel: 'info',
    })
  })

  it('reads what is set', () => {
    const config = readIssuerConfig({
      ...env,
      ISSUER_PUBLIC_URL: 'http://localhost:4001',
      ISSUER_PORT: '4001',
      ISSUER_DATABASE: 'postgres://city@db.example/city?schema=city',
      ISSUER_CHECK_URL: 'https://hire.example/check',
      ISSUER_CITY_NAME: 'Cardiff',
      ISSUER_CITY_NAME_CY: 'Caerdydd',
      ISSUER_API_KEY: 'k'.repeat(32),
      ISSUER_STATUS_TTL_SECONDS: '60',
      ISSUER_CLAIM_REQUESTS_PER_MINUTE: '6000',
      ISSUER_TRUSTED_PROXIES: '2',
      WAYMARK_ALLOW_LOOPBACK_HTTP: 'true',
    })
    expect(config).toMatchObject({
      checkUrl: 'https://hire.example/check',
      publicUrl: 'http://localhost:4001',
      port: 4001,
      database: 'postgres://city@db.example/city?schema=city',
      cityName: { en: 'Cardiff', cy: 'Caerdydd' },
      bootstrapApiKey: 'k'.repeat(32),
      statusTtlSeconds: 60,
      claimRequestsPerMinute: 6_000,
      trustedProxies: 2,
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it.each([
    ['no address', { ISSUER_PUBLIC_URL: undefined }, 'config_invalid'],
    ['an address with a path', { ISSUER_PUBLIC_URL: 'https://a.example/city' }, 'config_invalid'],
    ['http', { ISSUER_PUBLIC_URL: 'http://a.example' }, 'config_invalid'],
    [
      'http on this machine without the switch',
      { ISSUER_PUBLIC_URL: 'http://localhost' },
      'config_invalid',
    ],
    [
      'http elsewhere with the switch',
      { ISSUER_PUBLIC_URL: 'http://a.example', WAYMARK_ALLOW_LOOPBACK_HTTP: 'yes' },
      'config_invalid',
    ],
    ['a port that is none', { ISSUER_PORT: '70000' }, 'config_invalid'],
    ['a short API key', { ISSUER_API_KEY: 'secret' }, 'config_invalid'],
    ['no wallet', { ISSUER_WALLET_URL: undefined }, 'config_invalid'],
    ['a wallet without TLS', { ISSUER_WALLET_URL: 'http://wallet.example' }, 'config_invalid'],
    ['a certificate without its key', { ISSUER_TLS_CERT_FILE: '/tmp/cert.pem' }, 'config_invalid'],
    [
      'a certificate that is not there',
      { ISSUER_TLS_CERT_FILE: '/nowhere', ISSUER_TLS_KEY_FILE: '/nowhere' },
      'config_invalid',
    ],
    [
      'no key-encryption key',
      { WAYMARK_KEY_ENCRYPTION_KEY: undefined },
      'key_encryption_key_missing',
    ],
    [
      'a short key-encryption key',
      { WAYMARK_KEY_ENCRYPTION_KEY: 'abcd' },
      'key_encryption_key_missing',
    ],
  ])('refuses %s', (_, change, code) => {
    expect(() => readIssuerConfig({ ...env, ...change })).toThrow(expect.objectContaining({ code }))
  })
})
