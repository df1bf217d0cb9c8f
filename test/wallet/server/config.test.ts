import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readWalletConfig } from '../../../wallet/server/config.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'

const least = { WALLET_PUBLIC_URL: 'https://wallet.example/' }

describe('readWalletConfig', () => {
  test('needs the public address alone', () => {
    expect(readWalletConfig(least)).toEqual({
      publicUrl: 'https://wallet.example',
      host: '127.0.0.1',
      port: 3002,
      database: '.waymark/wallet/wallet-server.sqlite',
      demo: false,
      allowLoopbackHttp: false,
      trustedProxies: 0,
      storageMegabytes: 20_480,
      addressMegabytesPerDay: 1_024,
      logLevel: 'info',
    })
  })

  test('reads every setting', () => {
    const folder = temporaryFolder()
    const [keyFile, certFile] = ['key.pem', 'cert.pem'].map((name) => join(folder, name))
    if (keyFile === undefined || certFile === undefined) throw new Error('two files')
    writeFileSync(keyFile, 'the key')
    writeFileSync(certFile, 'the certificate')
    const config = readWalletConfig({
      WALLET_PUBLIC_URL: 'http://localhost:4002',
      WALLET_HOST: '0.0.0.0',
      WALLET_PORT: '4002',
      WALLET_DATABASE: 'postgres://localhost/wallet',
      WALLET_DEMO: 'yes',
      WALLET_TLS_KEY_FILE: keyFile,
      WALLET_TLS_CERT_FILE: certFile,
      WALLET_TRUSTED_PROXIES: '1',
      WALLET_STORAGE_MB: '512',
      WALLET_ADDRESS_MB_PER_DAY: '16',
      WALLET_LOG_LEVEL: 'silent',
    })
    expect(config).toEqual({
      publicUrl: 'http://localhost:4002',
      host: '0.0.0.0',
      port: 4002,
      database: 'postgres://localhost/wallet',
      demo: true,
      allowLoopbackHttp: true,
      tls: { key: 'the key', cert: 'the certificate' },
      trustedProxies: 1,
      storageMegabytes: 512,
      addressMegabytesPerDay: 16,
      logLevel: 'silent',
    })
  })

  test.for<[string, Record<string, string>, RegExp]>([
    ['no address', {}, /WALLET_PUBLIC_URL is missing/],
    ['an address that is none', { WALLET_PUBLIC_URL: 'wallet' }, /WALLET_PUBLIC_URL/],
    [
      'http outside a demonstration',
      { WALLET_PUBLIC_URL: 'http://wallet.example' },
      /must be https/,
    ],
    [
      'http to another host in a demonstration',
      { WALLET_PUBLIC_URL: 'http://wallet.example', WALLET_DEMO: 'yes' },
      /must be https/,
    ],
    [
      'more proxies than anybody has',
      { ...least, WALLET_TRUSTED_PROXIES: '99' },
      /TRUSTED_PROXIES/,
    ],
    ['no room at all', { ...least, WALLET_STORAGE_MB: '0' }, /STORAGE_MB/],
    ['a port that is none', { ...least, WALLET_PORT: '99999' }, /WALLET_PORT/],
    ['half of a certificate', { ...least, WALLET_TLS_KEY_FILE: '/key' }, /go together/],
    [
      'files that are not there',
      { ...least, WALLET_TLS_KEY_FILE: '/nowhere/key', WALLET_TLS_CERT_FILE: '/nowhere/cert' },
      /WALLET_TLS_KEY_FILE: the file cannot be read/,
    ],
  ])('refuses %s', ([, env, message]) => {
    expect(() => readWalletConfig(env)).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringMatching(message) }),
    )
  })
})
