import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Command } from 'commander'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { operationCommands } from '../../../issuer/commands/operation-commands.ts'
import { readIssuerConfig } from '../../../issuer/config.ts'
import { startIssuer } from '../../../issuer/start.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import type { DatabaseLocation } from '../../../shared/node/database/location.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
} from '../../../shared/node/kms/key-encryption.ts'
import { createTestClock } from '../../support/clock.ts'
import { createTestIo } from '../../support/command-io.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { startTestCity } from '../test-city.ts'

const keyEncryptionKey = generateKeyEncryptionKey()
const env = { WAYMARK_KEY_ENCRYPTION_KEY: encodeKeyEncryptionKey(keyEncryptionKey) }

async function run(args: string[], options: Parameters<typeof createTestIo>[0] = {}) {
  const io = createTestIo({ env, ...options })
  const program = new Command('waymark')
  operationCommands(program, io)
  const exitCode = await runProgram(program, args, io)
  return { exitCode, output: io.output(), errors: io.errors(), questions: io.questions }
}

function textOf(location: DatabaseLocation): string {
  if (location.kind === 'sqlite') return location.file
  return `${location.url}?schema=${location.schema}`
}

const at = (places: { database: string; agentDatabase: string }) => [
  '--database',
  places.database,
  '--agent-database',
  places.agentDatabase,
]

forEachDatabase('waymark backup', (bench) => {
  const freshPlaces = () => ({
    database: textOf(bench.freshLocation()),
    agentDatabase: textOf(bench.freshLocation()),
  })

  test('keeps a city that runs, and restore brings it back whole into an empty place', async () => {
    const places = freshPlaces()
    const city = await startTestCity({ config: { keyEncryptionKey, ...places } })
    const waiting = await city.award()
    const folder = temporaryFolder()
    const file = join(folder, 'city.gz')
    const backup = await run(['backup', file, ...at(places)])
    expect([backup.errors, backup.exitCode]).toEqual(['', 0])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['city.gz', 'city.gz.manifest.json'])
    const did = (await city.ask('/.well-known/did.json')).body
    await city.close()

    const restored = freshPlaces()
    expect((await run(['restore', file, ...at(restored)])).errors).toBe('')
    const again = await startTestCity({ config: { keyEncryptionKey, ...restored } })
    onTestFinished(() => again.close())
    expect((await again.ask('/.well-known/did.json')).body).toEqual(did)
    expect((await takeBadge(again, waiting, ed25519TestKey('sam'))).status).toBe(200)
    const twice = await run(['restore', file, ...at(restored)])
    expect([twice.exitCode, twice.errors]).toEqual([
      65,
      'conflict: There is a city here already: give an empty place\n',
    ])
  })

  test('is of no use under another key, or when it was changed', async () => {
    const places = freshPlaces()
    const city = await startTestCity({ config: { keyEncryptionKey, ...places } })
    const file = join(temporaryFolder(), 'city.gz')
    await run(['backup', file, ...at(places)])
    await city.close()
    const other = { WAYMARK_KEY_ENCRYPTION_KEY: encodeKeyEncryptionKey(generateKeyEncryptionKey()) }
    const wrongKey = await run(['restore', file, ...at(freshPlaces())], { env: other })
    expect(wrongKey.errors).toMatch(/^key_unreadable: /)
    const bytes = readFileSync(file)
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -20), Buffer.alloc(20)]))
    const changed = await run(['restore', file, ...at(freshPlaces())])
    expect(changed.errors).toBe(
      'city_file_refused: The file is not the one that its manifest tells of\n',
    )
  })
})

describe('waymark migrate', () => {
  test('has nothing to do after a start, and makes no city of a mistyped name', async () => {
    const folder = temporaryFolder()
    const city = await startTestCity({ folder, config: { keyEncryptionKey } })
    await city.close()
    const places = {
      database: join(folder, 'city.sqlite'),
      agentDatabase: join(folder, 'agent.sqlite'),
    }
    const done = await run(['migrate', '--json', ...at(places)])
    expect(JSON.parse(done.output)).toEqual({ done: [] })
    const missing = join(folder, 'ctiy.sqlite')
    const mistyped = await run(['migrate', ...at({ ...places, database: missing })])
    expect([mistyped.exitCode, existsSync(missing)]).toEqual([66, false])
  })
})

const zInit = z.object({
  settingsFile: z.string(),
  keyFile: z.string(),
  did: z.string(),
  invitation: z.string(),
})

const given = [
  ...['--name', 'Cardiff', '--url', 'https://city.example', '--wallet-url', 'https://w.example'],
  ...['--admin', 'carys@city.example'],
]

describe('waymark init', () => {
  test('begins a city that starts, whose first admin can come in', async () => {
    const folder = join(temporaryFolder(), 'city')
    const args = ['init', '--folder', folder, '--hue', '#5b2a86', '--json', ...given]
    const { exitCode, errors, output } = await run(args)
    expect([exitCode, errors]).toEqual([0, ''])
    const city = zInit.parse(JSON.parse(output))
    expect(city.did).toBe('did:web:city.example')
    const modes = [city.settingsFile, city.keyFile].map((file) => statSync(file).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600])

    const config = readIssuerConfig(parseEnv(readFileSync(city.settingsFile, 'utf8')))
    // an invitation ends: it is tried at the time at which it was made
    const application = await startIssuer(
      { ...config, port: 0, logLevel: 'silent' },
      { clock: createTestClock() },
    )
    onTestFinished(() => application.close())
    const ask = (path: string) => globalThis.fetch(`${application.url}${path}`)
    expect((await ask('/ready')).status).toBe(200)
    const invitation = await ask(new URL(city.invitation).pathname)
    expect([invitation.status, await invitation.text()]).toEqual([
      200,
      expect.stringContaining('carys@city.example'),
    ])
    expect(await (await ask('/city/look.css')).text()).toContain('--sea:#5b2a86')
  })

  test('asks at the terminal for what is not given', async () => {
    const folder = join(temporaryFolder(), 'city')
    const answers = ['Cardiff', 'Caerdydd', 'https://city.example', 'https://w.example', '']
    const { exitCode, questions, output } = await run(['init', '--folder', folder], {
      answers: [...answers, 'carys@city.example'],
    })
    expect([exitCode, questions.length]).toEqual([0, 6])
    expect(output).toContain('reverse_proxy 127.0.0.1:3001')
    expect(readFileSync(join(folder, 'city.env'), 'utf8')).toContain(
      'ISSUER_CITY_NAME_CY="Caerdydd"',
    )
  })

  test('asks again where an answer will not do, and says why', async () => {
    const folder = join(temporaryFolder(), 'city')
    const { exitCode, questions, errors } = await run(['init', '--folder', folder], {
      answers: [
        ...['Car"diff', 'Cardiff', '', 'city.example', 'http://city.example'],
        ...['https://city.example', 'https://w.example', '#f2b134', '#5b2a86', 'carys'],
        'carys@city.example',
      ],
    })
    expect([exitCode, questions.length]).toEqual([0, 11])
    const complaints = errors.split('\n').filter((line) => line.startsWith('That '))
    expect(complaints).toEqual([
      'That must be without quotes, $ and \\.',
      'That must be an address like https://city.example, without query or fragment.',
      'That must begin with https://, as in https://city.example.',
      expect.stringMatching(/^That is too light/),
      'That must be one e-mail address.',
    ])
  })

  test.each([
    [['--url', 'http://city.example'], '--url must begin with https://'],
    [['--name', 'Car"diff'], '--name must be without quotes'],
    [['--name', 'Car$(id)'], '--name must be without quotes'],
    [['--admin', 'carys'], '--admin must be one e-mail address'],
    [['--url', 'city.example'], '--url must be an address like https://city.example'],
    [['--hue', '#f2b134'], '--hue is too light'],
  ])('leaves no settings behind for %j', async (wrong, text) => {
    const folder = join(temporaryFolder(), 'city')
    const { exitCode, errors } = await run(['init', '--folder', folder, ...given, ...wrong])
    expect(exitCode).not.toBe(0)
    expect(errors).toContain(text)
    expect(existsSync(join(folder, 'city.env'))).toBe(false)
  })

  test('goes on where an attempt ended that could not reach its database', async () => {
    const folder = join(temporaryFolder(), 'city')
    const nowhere = ['--database', 'postgres://127.0.0.1:1/none', '--agent-database', 'x']
    const failed = await run(['init', '--folder', folder, ...given, ...nowhere])
    expect([failed.exitCode, failed.errors]).toEqual([
      69,
      expect.stringMatching(/^database_unavailable: /),
    ])
    const key = readFileSync(join(folder, 'key-encryption-key'), 'utf8')
    const again = await run(['init', '--folder', folder, ...given])
    expect([again.exitCode, again.errors]).toEqual([0, ''])
    expect(readFileSync(join(folder, 'key-encryption-key'), 'utf8')).toBe(key)
  })

  test('touches nothing that is there', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'city.env'), 'mine')
    const { exitCode } = await run(['init', '--folder', folder, ...given])
    expect([exitCode, readFileSync(join(folder, 'city.env'), 'utf8')]).toEqual([65, 'mine'])
  })
})

describe('waymark doctor', () => {
  test('finds a city well, and says what fails', async () => {
    const folder = join(temporaryFolder(), 'city')
    await run(['init', '--folder', folder, ...given])
    const text = readFileSync(join(folder, 'city.env'), 'utf8')
    const settings = z.record(z.string(), z.string()).parse(parseEnv(text))
    const { exitCode, output } = await run(['doctor', '--json'], { env: settings })
    const outcomes = z
      .array(z.object({ name: z.string(), outcome: z.string() }))
      .parse(JSON.parse(output))
      .map(({ name, outcome }) => [name, outcome])
    expect([exitCode, Object.fromEntries(outcomes)]).toEqual([
      1,
      {
        settings: 'ok',
        database: 'ok',
        'award log': 'ok',
        clock: 'ok',
        mails: 'ok',
        room: expect.stringMatching(/ok|warn/),
        'key file': 'ok',
        backup: 'warn',
        'mail server': 'warn',
        'public address': 'fail',
        proxy: 'ok',
        wallet: 'warn',
      },
    ])
    const key = join(folder, 'key-encryption-key')
    writeFileSync(key, `${encodeKeyEncryptionKey(generateKeyEncryptionKey())}\n`)
    const wrongKey = await run(['doctor'], { env: settings })
    expect(wrongKey.output).toMatch(/^fail\s+database\s+key_unreadable: /m)
  })
})
