import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { generateKeyEncryptionKey } from '../../shared/node/kms/key-encryption.ts'
import { readVerifierConfig } from '../../verifier/config.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const key = generateKeyEncryptionKey()
const needed = {
  VERIFIER_PUBLIC_URL: 'https://hire.example',
  VERIFIER_WALLET_URL: 'https://wallet.example/',
  WAYMARK_KEY_ENCRYPTION_KEY: Buffer.from(key).toString('base64'),
}

describe('readVerifierConfig', () => {
  test('fills in what may be left out', () => {
    const config = readVerifierConfig(needed)
    expect(config).toEqual({
      publicUrl: 'https://hire.example',
      host: '127.0.0.1',
      port: 3003,
      database: '.waymark/verifier/verifier.sqlite',
      agentDatabase: '.waymark/verifier/agent.sqlite',
      keyEncryptionKey: key,
      walletUrl: 'https://wallet.example',
      employerName: 'An employer',
      demo: false,
      allowLoopbackHttp: false,
      isCanonicalizationCompiled: true,
      requestTtlSeconds: 3600,
      answersPerMinute: 30,
      checksPerMinute: 30,
      trustedProxies: 0,
      logLevel: 'info',
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  test('reads what is set', () => {
    const folder = temporaryFolder()
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    writeFileSync(keyFile, 'KEY')
    writeFileSync(certFile, 'CERT')
    const config = readVerifierConfig({
      ...needed,
      VERIFIER_PORT: '8443',
      VERIFIER_EMPLOYER_NAME: 'Harbour Bakery',
      VERIFIER_API_KEY: 'k'.repeat(32),
      VERIFIER_REQUEST_TTL_SECONDS: '86400',
      VERIFIER_TRUSTED_CITIES: 'did:web:city.example, did:web:other.example',
      VERIFIER_TLS_KEY_FILE: keyFile,
      VERIFIER_TLS_CERT_FILE: certFile,
    })
    expect(config).toMatchObject({
      port: 8443,
      employerName: 'Harbour Bakery',
      bootstrapApiKey: 'k'.repeat(32),
      requestTtlSeconds: 86_400,
      trustedCities: ['did:web:city.example', 'did:web:other.example'],
      tls: { key: 'KEY', cert: 'CERT' },
    })
  })

  test('allows http to this machine in demonstrations', () => {
    const config = readVerifierConfig({
      ...needed,
      VERIFIER_PUBLIC_URL: 'http://localhost:3003',
      VERIFIER_DEMO: 'true',
    })
    expect(config).toMatchObject({
      demo: true,
      allowLoopbackHttp: true,
      publicUrl: 'http://localhost:3003',
    })
  })

  test.each<[string, Record<string, string | undefined>, string, RegExp]>([
    [
      'no key-encryption key',
      { WAYMARK_KEY_ENCRYPTION_KEY: undefined },
      'key_encryption_key_missing',
      /WAYMARK_KEY_ENCRYPTION_KEY/,
    ],
    [
      'a key that is too short',
      { WAYMARK_KEY_ENCRYPTION_KEY: 'abcd' },
      'key_encryption_key_missing',
      /32/,
    ],
    [
      'no public address',
      { VERIFIER_PUBLIC_URL: undefined },
      'config_invalid',
      /VERIFIER_PUBLIC_URL is missing .*as in https:\/\/hire\.example/,
    ],
    [
      'no wallet',
      { VERIFIER_WALLET_URL: undefined },
      'config_invalid',
      /VERIFIER_WALLET_URL is missing/,
    ],
    [
      'a wallet without TLS',
      { VERIFIER_WALLET_URL: 'http://wallet.example' },
      'config_invalid',
      /VERIFIER_WALLET_URL must be https/,
    ],
    ['http', { VERIFIER_PUBLIC_URL: 'http://hire.example' }, 'config_invalid', /must be https/],
    [
      'http to this machine',
      { VERIFIER_PUBLIC_URL: 'http://localhost:3003' },
      'config_invalid',
      /WAYMARK_ALLOW_LOOPBACK_HTTP/,
    ],
    [
      'a path',
      { VERIFIER_PUBLIC_URL: 'https://hire.example/badges' },
      'config_invalid',
      /without a path/,
    ],
    [
      'a user',
      { VERIFIER_PUBLIC_URL: 'https://a:b@hire.example' },
      'config_invalid',
      /VERIFIER_PUBLIC_URL/,
    ],
    ['a port that is none', { VERIFIER_PORT: '70000' }, 'config_invalid', /VERIFIER_PORT/],
    [
      'a weak API key',
      { VERIFIER_API_KEY: 'secret' },
      'config_invalid',
      /VERIFIER_API_KEY must .*openssl rand/,
    ],
    [
      'requests that never end',
      { VERIFIER_REQUEST_TTL_SECONDS: '99999999' },
      'config_invalid',
      /VERIFIER_REQUEST_TTL_SECONDS/,
    ],
    ['half of TLS', { VERIFIER_TLS_KEY_FILE: '/nowhere/key.pem' }, 'config_invalid', /go together/],
    [
      'TLS files that are not there',
      { VERIFIER_TLS_KEY_FILE: '/nowhere/key.pem', VERIFIER_TLS_CERT_FILE: '/nowhere/cert.pem' },
      'config_invalid',
      /VERIFIER_TLS_KEY_FILE: the file cannot be read/,
    ],
    [
      'a log level that is none',
      { VERIFIER_LOG_LEVEL: 'loud' },
      'config_invalid',
      /VERIFIER_LOG_LEVEL/,
    ],
  ])('refuses %s', (_name, change, code, message) => {
    const env = { ...needed, ...change }
    expect(() => readVerifierConfig(env)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    )
  })

  test('never repeats a secret in its complaint', () => {
    const secret = 'correct-horse'
    const env = { ...needed, VERIFIER_API_KEY: secret, WAYMARK_KEY_ENCRYPTION_KEY: secret }
    expect(() => readVerifierConfig(env)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    )
  })
})
