import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readIssuerConfig } from '../issuer/config.ts'
import { readVerifierConfig } from '../verifier/config.ts'
import { readWalletConfig } from '../wallet/server/config.ts'

const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
const named = new Set([...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name))

function settingsIn(file: string): string[] {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  return [...source.matchAll(/^ {2}((?:ISSUER|WALLET|VERIFIER|WAYMARK)_[A-Z_]+): z/gm)].map(
    ([, name]) => name ?? '',
  )
}

describe('.env.example', () => {
  test.each([['issuer/config.ts'], ['wallet/server/config.ts'], ['verifier/config.ts']])(
    'names every setting of %s',
    (file) => {
      const settings = [...settingsIn(file), ...settingsIn('shared/node/application-config.ts')]
      expect(settings.length).toBeGreaterThan(5)
      expect(settings.filter((name) => !named.has(name))).toEqual([])
    },
  )

  test('with its secrets filled in, starts all three applications', () => {
    const env = {
      ...parseEnv(text),
      WAYMARK_KEY_ENCRYPTION_KEY: '0'.repeat(64),
      ISSUER_API_KEY: 'k'.repeat(32),
      VERIFIER_API_KEY: 'k'.repeat(32),
    }
    const read = [readIssuerConfig(env), readWalletConfig(env), readVerifierConfig(env)]
    expect(read.map(({ publicUrl }) => publicUrl)).toEqual([
      'https://city.example',
      'https://wallet.example',
      'https://hire.example',
    ])
  })

  test('as it stands, starts nothing that holds keys', () => {
    const env = parseEnv(text)
    expect(() => readIssuerConfig(env)).toThrow(/key-encryption key/)
    expect(() => readVerifierConfig(env)).toThrow(/key-encryption key/)
  })
})
