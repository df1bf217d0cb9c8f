import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { issuerCommands } from '../../../issuer/commands.ts'
import { createBundleDigest } from '../../../shared/node/bundle/bundle-digest.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import {
  encodeKeyEncryptionKey,
  generateKeyEncryptionKey,
} from '../../../shared/node/kms/key-encryption.ts'
import { createTestIo } from '../../support/command-io.ts'
import { forEachDatabase } from '../../support/postgres.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { sharedTemporaryFolder, temporaryFolder } from '../../support/temp-folder.ts'
import { signInAs } from '../console-session.ts'
import { takeBadge } from '../hand-made-wallet.ts'
import { cityUrl, startTestCity, type TestCity } from '../test-city.ts'

const oldKey = generateKeyEncryptionKey()
const newKey = generateKeyEncryptionKey()
const learner = ed25519TestKey('sam')

type Places = { database: string; agentDatabase: string }

async function run(args: string[], env: Record<string, string> = {}) {
  const io = createTestIo({
    packageRoot: temporaryFolder(),
    env,
    clock: () => new Date('2026-11-23T10:00:00Z'),
  })
  const program = new Command('waymark')
  issuerCommands(program, io)
  const exitCode = await runProgram(program, ['city', ...args], io)
  return { exitCode, output: io.output(), errors: io.errors() }
}

const placeArguments = ({ database, agentDatabase }: Places) => [
  '--database',
  database,
  '--agent-database',
  agentDatabase,
]

function exportTo(file: string, places: Places, key = oldKey) {
  const env = { WAYMARK_KEY_ENCRYPTION_KEY: encodeKeyEncryptionKey(key) }
  return run(['export', '--output', file, ...placeArguments(places)], env)
}

function importInto(file: string, places: Places, key = oldKey, ...more: string[]) {
  const env = { WAYMARK_KEY_ENCRYPTION_KEY: encodeKeyEncryptionKey(key) }
  return run(['import', file, ...placeArguments(places), ...more], env)
}

const folder = sharedTemporaryFolder()
let exportedOnce: ReturnType<typeof exportCity> | undefined

/** The same for all tests: none changes the city or its file. */
function exportedCity() {
  exportedOnce ??= exportCity()
  return exportedOnce
}

/** A city with an award that was claimed, one that was revoked, and one that waits; stopped and exported. */
async function exportCity() {
  const city = await startTestCity({ folder, config: { keyEncryptionKey: oldKey } })
  const claimed = await city.award()
  await takeBadge(city, claimed, learner)
  const revoked = await city.award()
  await city.api('POST', `/awards/${revoked.awardId}/revoke`, { body: { reason: 'A mistake' } })
  const waiting = await city.award()
  await signInAs(city, 'mair@harbour-youth.example')
  await city.ask('/staff/reset', {
    method: 'POST',
    headers: { Origin: cityUrl, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'email=mair%40harbour-youth.example',
  })
  await city.seal()
  const before = await publicFace(city)
  await city.close()
  const places = {
    database: join(folder, 'city.sqlite'),
    agentDatabase: join(folder, 'agent.sqlite'),
  }
  const file = join(folder, 'city.gz')
  const exported = await exportTo(file, places)
  return { file, exported, before, waiting, places }
}

async function publicFace(city: TestCity) {
  const paths = [
    '/.well-known/did.json',
    '/providers/harbour-youth/did.json',
    '/trust/list.jwt',
    '/log/checkpoint',
  ]
  const documents = await Promise.all(paths.map(async (path) => (await city.ask(path)).body))
  const { body: awards } = await city.api('GET', '/awards')
  return { documents, awards }
}

function freshPlaces(): Places {
  const folder = temporaryFolder()
  return { database: join(folder, 'new.sqlite'), agentDatabase: join(folder, 'agent.sqlite') }
}

forEachDatabase('waymark city export and import', (bench) => {
  test('move a whole city under a new key: what was awarded there is claimed here', async () => {
    const { file, exported, before, waiting } = await exportedCity()
    expect(exported).toEqual({ exitCode: 0, output: expect.any(String), errors: '' })
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const oldKeyFile = join(temporaryFolder(), 'old.key')
    writeFileSync(oldKeyFile, encodeKeyEncryptionKey(oldKey))
    const places = placesOn(bench)
    const imported = await importInto(file, places, newKey, '--old-key-file', oldKeyFile)
    expect(imported).toEqual({
      exitCode: 0,
      output: expect.stringContaining('5 identities'),
      errors: '',
    })

    const city = await startTestCity({ config: { ...places, keyEncryptionKey: newKey } })
    expect(await publicFace(city)).toEqual(before)
    const taken = await takeBadge(city, waiting, learner)
    expect(taken.status).toBe(200)
    await city.award()
    await city.seal()
    // the log goes on from where it was
    const { body } = await city.ask('/log/checkpoint')
    expect(body).not.toEqual(before.documents[3])
    await city.close()
  })

  function placesOn({ kind, freshLocation }: typeof bench): Places {
    if (kind === 'sqlite') return freshPlaces()
    const location = freshLocation()
    if (location.kind !== 'postgres') throw new Error('the bench is of PostgreSQL')
    const { url, schema } = location
    return {
      database: `${url}?schema=${schema}`,
      agentDatabase: `${url}?schema=${schema}_agent`,
    }
  }
})

describe('waymark city import', () => {
  test('refuses a place that is not empty, and changes nothing there', async () => {
    const { file, places } = await exportedCity()
    const again = await importInto(file, places)
    expect(again).toEqual({
      exitCode: 65,
      output: '',
      errors: 'conflict: There is a city here already: give an empty place\n',
    })
  })

  test('refuses another key-encryption key than the one that sealed, and leaves the place empty', async () => {
    const { file } = await exportedCity()
    const places = freshPlaces()
    const wrong = await importInto(file, places, newKey)
    expect([wrong.exitCode, wrong.errors]).toEqual([78, expect.stringMatching(/^key_unreadable: /)])
    expect((await importInto(file, places)).exitCode).toBe(0)
  })

  test('needs a key-encryption key', async () => {
    const { file } = await exportedCity()
    const outcome = await run(['import', file, ...placeArguments(freshPlaces())])
    expect(outcome.errors).toMatch(/^key_encryption_key_missing: /)
  })

  test('refuses what is no whole city, and leaves the place empty', async () => {
    const { file } = await exportedCity()
    const good = readFileSync(file)
    const lines = gunzipSync(good).toString('utf8').trimEnd().split('\n')
    const packed = (some: readonly string[]) => gzipSync(some.map((line) => `${line}\n`).join(''))
    const at = lines.findIndex((line) => line.includes('"table":"award"'))
    const changed = (find: string, replacement: string) =>
      lines.map((line, index) => (index === at ? line.replace(find, replacement) : line))
    const bad: Record<string, Buffer> = {
      'cut in the middle': good.subarray(0, good.length / 2),
      'without its end': packed(lines.slice(0, -1)),
      'with a line left out': packed(lines.filter((_, index) => index !== at)),
      'with an address changed': packed(changed('sam@', 'kim@')),
      'with a table that there is not': packed(changed('"table":"award"', '"table":"sqlite"')),
      'with something after its end': packed([...lines, lines[1] ?? '']),
      'of another version': packed(lines.map((line) => line.replace('CreateCity', 'MadeCity'))),
      'that is a bundle': packed(['{"type":"bundle","version":1,"city":"did:web:a.example"}']),
      empty: packed([]),
      'that is no file of ours': randomBytes(1000),
    }
    const places = freshPlaces()
    for (const [name, bytes] of Object.entries(bad)) {
      const badFile = join(temporaryFolder(), 'city.gz')
      writeFileSync(badFile, bytes)
      const outcome = await importInto(badFile, places)
      expect([name, outcome.exitCode, outcome.errors]).toEqual([
        name,
        65,
        expect.stringMatching(/^city_file_refused: /),
      ])
    }
    expect((await importInto(file, places)).exitCode).toBe(0)
  })
})

describe('a city file that was changed by somebody who made its digest anew', () => {
  /** Everything is as the city would have written it, but for the change. */
  function rewritten(lines: readonly string[], seal: string): Buffer {
    const digest = createBundleDigest()
    for (const line of lines) digest.add(line)
    const end = { type: 'end', lines: digest.lines(), digest: digest.value(), seal }
    return gzipSync([...lines, JSON.stringify(end)].map((line) => `${line}\n`).join(''))
  }

  test.each<[string, (line: string) => string[]]>([
    ['an address', (line) => [line.replace('sam@', 'kim@')]],
    ['a leaf of the log', (line) => (line.includes('"table":"log_leaf"') ? [] : [line])],
    ['an entry of the audit', (line) => (line.includes('"table":"audit_entry"') ? [] : [line])],
    [
      'an accreditation twice',
      (line) => (line.includes('"accreditation"') ? [line, line] : [line]),
    ],
  ])('is refused before anything is written: %s', async (_what, change) => {
    const { file } = await exportedCity()
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n')
    const { seal } = z.looseObject({ seal: z.string() }).parse(JSON.parse(lines.at(-1) ?? ''))
    const bad = join(temporaryFolder(), 'bad.gz')
    const content = lines.slice(0, -1)
    writeFileSync(bad, rewritten(content.flatMap(change), seal))
    const places = freshPlaces()
    const outcome = await importInto(bad, places)
    expect([outcome.exitCode, outcome.output, outcome.errors]).toEqual([
      78,
      '',
      expect.stringMatching(/^key_unreadable: The file is not sealed by this key/),
    ])
    writeFileSync(bad, rewritten(content, seal))
    expect((await importInto(bad, places)).exitCode).toBe(0)
  })
})

describe('waymark city export', () => {
  test('writes nothing under a key that is not the city’s', async () => {
    const { file, places } = await exportedCity()
    const outcome = await exportTo(`${file}2`, places, newKey)
    expect([outcome.exitCode, outcome.errors]).toEqual([
      78,
      expect.stringMatching(/^key_unreadable/),
    ])
    expect([existsSync(`${file}2`), existsSync(`${file}2.part`)]).toEqual([false, false])
  })

  test('never writes over a file, and makes no city of a mistyped name', async () => {
    const { file, places } = await exportedCity()
    expect((await exportTo(file, places)).errors).toBe(
      'conflict: There is a file of that name already: choose another\n',
    )
    const mistyped = { ...places, database: `${places.database}x` }
    const outcome = await exportTo(`${file}2`, mistyped)
    expect(outcome.errors).toMatch(/^input_unreadable: /)
    expect(existsSync(mistyped.database)).toBe(false)
  })

  test('leaves sessions, ways in and tokens of the moment out', async () => {
    const { file } = await exportedCity()
    const tables = gunzipSync(readFileSync(file))
      .toString('utf8')
      .split('\n')
      .flatMap((line) => /"table":"(\w+)"/.exec(line)?.[1] ?? [])
    expect(tables).toEqual(expect.arrayContaining(['award', 'issued_credential', 'sealed_key']))
    const ofTheMoment = ['staff_session', 'staff_ticket', 'staff_try', 'access_token']
    expect(tables.filter((table) => ofTheMoment.includes(table))).toEqual([])
  })

  test('holds no private key in the clear', async () => {
    const { file } = await exportedCity()
    const text = gunzipSync(readFileSync(file)).toString('utf8')
    expect(text).toContain('"ciphertext"')
    expect(text).not.toContain(encodeKeyEncryptionKey(oldKey))
    expect(text).not.toMatch(/privateKeyHex":"/)
  })

  test('needs to know where the city is', async () => {
    const env = { WAYMARK_KEY_ENCRYPTION_KEY: encodeKeyEncryptionKey(oldKey) }
    expect((await run(['export', '--output', 'x.gz'], env)).errors).toMatch(/^config_invalid: /)
  })
})
