import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { applicationNames } from '../bin/demonstration.ts'
import { readIssuerConfig } from '../issuer/config.ts'
import { readWalletConfig } from '../wallet/server/config.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (file: string) => readFileSync(`${root}${file}`, 'utf8')

const zService = z.looseObject({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  healthcheck: z
    .object({ test: z.array(z.string()) })
    .loose()
    .optional(),
  volumes: z.array(z.string()).optional(),
  secrets: z.array(z.string()).optional(),
})
const { services, volumes, secrets } = z
  .looseObject({
    services: z.record(z.string(), zService),
    volumes: z.record(z.string(), z.null()),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
  })
  .parse(parse(textOf('compose.yaml')))

const ownServices = ['issuer', 'wallet'] as const
const containerfile = textOf('Containerfile').split('\n')
const lineOf = (word: string) => containerfile.filter((line) => line.startsWith(`${word} `)).at(-1)
const ignored = textOf('.dockerignore').split('\n')
const settings = textOf('.env.example')

/** As `waymark init` writes them. */
const cityEnvironment = {
  ISSUER_PUBLIC_URL: 'https://city.example',
  ISSUER_WALLET_URL: 'https://wallet.example',
  WALLET_PUBLIC_URL: 'https://wallet.example',
  WAYMARK_KEY_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
}

describe('compose.yaml', () => {
  test.each(ownServices)(
    'runs the %s by a command that there is, with settings that it reads',
    (name) => {
      const { command, environment = {} } = services[name] ?? {}
      expect(command).toEqual(['start', '--only', name])
      expect(applicationNames).toContain(name)
      const unknown = Object.keys(environment).filter(
        (setting) => !settings.includes(`${setting}=`),
      )
      expect(unknown).toEqual([])
      const env = { ...environment, ...cityEnvironment, WAYMARK_KEY_ENCRYPTION_KEY_FILE: undefined }
      const config = name === 'issuer' ? readIssuerConfig(env) : readWalletConfig(env)
      expect(config.host).toBe('0.0.0.0')
      const role = name === 'issuer' ? 'waymark' : 'wallet'
      expect(config.database).toMatch(
        new RegExp(`^postgres://${role}:.*@database:5432/${role}\\?schema=\\w+$`),
      )
    },
  )

  test('gives the wallet nothing of the city’s', () => {
    const { environment, env_file: files, secrets: given } = services.wallet ?? {}
    expect([files, given]).toEqual([[{ path: 'wallet.env', required: false }], undefined])
    const settings = Object.entries(environment ?? {})
    expect(settings.filter(([name]) => !name.startsWith('WALLET_'))).toEqual([])
    expect(settings.filter(([, value]) => /\$\{(?!WALLET_)/.test(value))).toEqual([])
  })

  test.each(ownServices)('asks the health of the %s where it listens', (name) => {
    const { healthcheck, environment = {} } = services[name] ?? {}
    const env = { ...environment, ...cityEnvironment, WAYMARK_KEY_ENCRYPTION_KEY_FILE: undefined }
    const { port } = name === 'issuer' ? readIssuerConfig(env) : readWalletConfig(env)
    expect(healthcheck?.test.at(-1)).toContain(`http://127.0.0.1:${port}/health`)
    expect(lineOf('EXPOSE')).toContain(String(port))
  })

  test('gives each service volumes and secrets that it declares', () => {
    const named = Object.values(services).flatMap((service) =>
      (service.volumes ?? []).filter((volume) => !volume.startsWith('.')),
    )
    expect(named.map((volume) => volume.split(':')[0]).sort()).toEqual(Object.keys(volumes).sort())
    const used = Object.values(services).flatMap((service) => service.secrets ?? [])
    expect(used).toEqual(Object.keys(secrets))
    const file = services.issuer?.environment?.WAYMARK_KEY_ENCRYPTION_KEY_FILE
    expect(file).toBe(`/run/secrets/${used[0]}`)
  })
})

describe('Containerfile', () => {
  test('starts a program that there is, as nobody of importance', () => {
    const entry = z.array(z.string()).parse(JSON.parse(lineOf('ENTRYPOINT')?.slice(11) ?? ''))
    expect(entry[0]).toBe('node')
    expect(existsSync(`${root}${entry[1]}`)).toBe(true)
    expect(lineOf('USER')).toBe('USER node')
  })

  test('never takes secrets that lie beside it into the image', () => {
    const secret = ['.git', 'city', 'setup', 'backups', '*.env', 'key-encryption-key*', '*.sqlite*']
    expect(secret.filter((name) => !ignored.includes(name))).toEqual([])
    // docker reads no other file, and podman this one where there is no other
    expect(existsSync(`${root}.containerignore`)).toBe(false)
  })
})
