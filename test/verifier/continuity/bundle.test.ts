import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Command } from 'commander'
import { beforeAll, describe, expect, test } from 'vitest'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import { jwkThumbprint, publicKeyToJwk } from '../../../shared/did/public-key.ts'
import { createBundleDigest } from '../../../shared/node/bundle/bundle-digest.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { checkCommands } from '../../../verifier/commands.ts'
import { openBundle } from '../../../verifier/continuity/open-bundle.ts'
import { addProviderKey, startTestCity, type TestCity } from '../../issuer/test-city.ts'
import { createTestIo } from '../../support/command-io.ts'
import { ed25519TestKey } from '../../support/signing-keys.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { badgeOf, downloadBundle, linesOf, packed, read } from './bundle-file.ts'

let good: { text: string }
let revoked: { text: string }
let other: { text: string }
let later: { text: string }
let unsealed: { text: string }
let bundle: Buffer
let lines: string[]

beforeAll(async () => {
  const folders: (() => void)[] = []
  const folder = temporaryFolder((remove) => folders.push(remove))
  const city = await startTestCity({ folder })
  good = await badgeOf(city)
  other = await badgeOf(city, { badge: 'dock-makers/repair-cafe' })
  const taken = await badgeOf(city)
  revoked = taken
  await revoke(city, taken.awardId)
  for (let count = 0; count < 3; count += 1) await city.award()
  unsealed = await badgeOf(city)
  bundle = await downloadBundle(city)
  lines = linesOf(bundle)
  later = await badgeOf(city)
  await city.close()
  for (const remove of folders) remove()
})

function revoke(city: TestCity, awardId: string) {
  return city.api('POST', `/awards/${awardId}/revoke`, { body: { reason: 'A mistake' } })
}

async function verify(badge: string, file: Uint8Array = bundle, ...more: string[]) {
  const folder = temporaryFolder()
  const [bundleFile, badgeFile] = [join(folder, 'city.ndjson.gz'), join(folder, 'badge.json')]
  writeFileSync(bundleFile, file)
  writeFileSync(badgeFile, badge)
  const clock = () => new Date('2036-11-22T10:00:00Z')
  const io = createTestIo({ packageRoot: folder, clock })
  const program = new Command('waymark')
  checkCommands(program, io)
  const args = ['verify', badgeFile, '--bundle', bundleFile, '--json', ...more]
  const exitCode = await runProgram(program, args, io)
  const json = io.output() === '' ? undefined : JSON.parse(io.output())
  return { exitCode, json, errors: io.errors() }
}

const check = (name: string, result: string, code: string) =>
  expect.objectContaining({ name, result, code })

describe('waymark verify --bundle', () => {
  test('proves a badge ten years on, with the city gone, as of the bundle', async () => {
    const { exitCode, json } = await verify(good.text)
    expect(json).toMatchObject({
      verdict: 'valid',
      checkedAt: '2026-11-22T10:00:00.000Z',
      checks: expect.arrayContaining([
        check('proof', 'pass', 'ok'),
        check('issuer-key', 'pass', 'ok'),
        check('dates', 'pass', 'ok'),
        check('status', 'pass', 'ok'),
        check('accreditation', 'pass', 'ok'),
        check('log', 'pass', 'ok'),
      ]),
      bundle: {
        city: 'did:web:cardiff.example',
        asOf: '2026-11-22T10:00:00.000Z',
        keyThumbprint: expect.stringMatching(/^[\w-]{43}$/),
        isKeyPinned: false,
      },
    })
    expect(exitCode).toBe(0)
  })

  test('says in words what it rests on, and as of when', async () => {
    const folder = temporaryFolder()
    const [bundleFile, badgeFile] = [join(folder, 'city.ndjson.gz'), join(folder, 'badge.json')]
    writeFileSync(bundleFile, bundle)
    writeFileSync(badgeFile, good.text)
    const io = createTestIo({ packageRoot: folder })
    const program = new Command('waymark')
    checkCommands(program, io)
    await runProgram(program, ['verify', badgeFile, '--bundle', bundleFile], io)
    expect(io.output()).toMatch(
      /^Checked without asking anyone, by the bundle of did:web:cardiff\.example\. As of 22 November 2026, 10:00 GMT\./,
    )
    expect(io.output()).toMatch(/one key of the city: [\w-]{43}\./)
  })

  test('keeps the verdict of a revoked badge', async () => {
    const { exitCode, json } = await verify(revoked.text)
    expect(json).toMatchObject({
      verdict: 'invalid',
      checks: expect.arrayContaining([check('status', 'fail', 'revoked')]),
    })
    expect(exitCode).toBe(1)
  })

  test('knows what was awarded a moment before, and another provider’s', async () => {
    expect((await verify(unsealed.text)).json).toMatchObject({ verdict: 'valid' })
    expect((await verify(other.text)).json).toMatchObject({ verdict: 'valid' })
  })

  test('never accredits what was awarded after it', async () => {
    const { exitCode, json } = await verify(later.text)
    expect(json).toMatchObject({
      verdict: 'unknown',
      checks: expect.arrayContaining([check('log', 'unknown', 'not_logged')]),
    })
    expect(exitCode).toBe(2)
  })

  test('pins the key of the city', async () => {
    const { json } = await verify(good.text)
    const key = json.bundle.keyThumbprint
    expect((await verify(good.text, bundle, '--city-key', key)).json).toMatchObject({
      verdict: 'valid',
      bundle: { keyThumbprint: key, isKeyPinned: true },
    })
    const other = jwkThumbprint(publicKeyToJwk(ed25519TestKey('thief').publicKey))
    expect(await verify(good.text, bundle, '--city-key', other)).toEqual({
      exitCode: 65,
      json: undefined,
      errors: 'bundle_refused: The bundle is signed by another key than the one that you named\n',
    })
  })

  test('vouches for nobody where only another city is trusted', async () => {
    const leeds = await verify(good.text, bundle, '--trust', 'did:web:leeds.example')
    expect(leeds.json).toMatchObject({
      verdict: 'unknown',
      checks: expect.arrayContaining([check('accreditation', 'unknown', 'trust_list_unavailable')]),
    })
    expect(leeds.exitCode).toBe(2)
    const both = ['--trust', 'did:web:leeds.example', '--trust', 'did:web:cardiff.example']
    expect((await verify(good.text, bundle, ...both)).json).toMatchObject({ verdict: 'valid' })
  })

  test('is not a folder', async () => {
    const folder = temporaryFolder()
    const badge = join(folder, 'badge.json')
    writeFileSync(badge, good.text)
    const io = createTestIo({ packageRoot: folder })
    const program = new Command('waymark')
    checkCommands(program, io)
    expect(await runProgram(program, ['verify', badge, '--bundle', folder], io)).toBe(65)
    expect(io.errors()).toMatch(/^bundle_refused: /)
  })

  test('is not a badge for what is none', async () => {
    expect((await verify('{"hello":"world"}')).exitCode).toBe(1)
  })
})

describe('a bundle that was tampered with', () => {
  const change = (find: RegExp | string, replacement: string) => {
    const at = lines.findIndex((line) => line.search(find) !== -1)
    if (at === -1) throw new Error('the bundle has no such line')
    return lines.map((line, index) => (index === at ? line.replace(find, replacement) : line))
  }

  test('each line is under the signature: any letter changed anywhere refuses it', async () => {
    for (const [index, line] of lines.entries()) {
      const at = Math.floor(line.length / 2)
      const letter = line.charAt(at) === 'A' ? 'B' : 'A'
      const changed = `${line.slice(0, at)}${letter}${line.slice(at + 1)}`
      const file = packed(lines.map((each, other) => (other === index ? changed : each)))
      const outcome = await verify(good.text, file)
      expect([index, outcome.exitCode, outcome.json]).toEqual([index, 65, undefined])
      expect(outcome.errors).toMatch(/^bundle_refused: /)
    }
  })

  test.each<[string, () => Buffer | Uint8Array]>([
    ['an empty file', () => Buffer.alloc(0)],
    ['no gzip', () => Buffer.from('hello')],
    ['nothing in it', () => packed([])],
    ['its last half cut off', () => bundle.subarray(0, bundle.length / 2)],
    ['its last byte cut off', () => bundle.subarray(0, bundle.length - 1)],
    ['no manifest', () => packed(lines.slice(0, -1))],
    ['no last line feed', () => gzipSync(lines.join('\n'))],
    ['a line left out', () => packed(lines.filter((_, index) => index !== 3))],
    ['two lines swapped', () => packed(swapped(3, 4))],
    ['a line twice', () => packed([...lines.slice(0, 4), ...lines.slice(3)])],
    ['something after its end', () => packed([...lines, lines[1] ?? ''])],
    ['another bundle after its end', () => Buffer.concat([bundle, bundle])],
    [
      'a line of no known kind',
      () => packed([lines[0] ?? '', '{"type":"news"}', ...lines.slice(1)]),
    ],
    ['a line that is no JSON', () => packed([lines[0] ?? '', 'news', ...lines.slice(1)])],
    ['a line with a member twice', () => packed(change('{"type"', '{"type":"news","type"'))],
    ['bytes that are no text', () => gzipSync(Buffer.from([0xff, 0xfe, 10]))],
    ['a later version', () => packed(change('"version":1', '"version":2'))],
    [
      'another city’s name',
      () => packed(change('did:web:cardiff.example', 'did:web:leeds.example')),
    ],
    ['contexts of another time', () => packed(change(/"hash":"..../, '"hash":"AAAA'))],
    ['no leaves', () => packed(lines.filter((line) => !line.includes('"type":"leaves"')))],
    ['leaves out of place', () => packed(change('"tile":0', '"tile":1'))],
    ['random bytes', () => randomBytes(10_000)],
  ])('is refused: %s', async (_name, make) => {
    const outcome = await verify(good.text, make())
    expect([outcome.exitCode, outcome.json]).toEqual([65, undefined])
    expect(outcome.errors).toMatch(/^bundle_refused: /)
  })

  function swapped(one: number, other: number): string[] {
    const copy = [...lines]
    copy[one] = lines[other] ?? ''
    copy[other] = lines[one] ?? ''
    return copy
  }

  test('a bomb is refused after a line’s length', async () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, 0x41))
    expect(bomb.length).toBeLessThan(50_000)
    expect(await verify(good.text, bomb)).toMatchObject({
      exitCode: 65,
      errors: 'bundle_refused: A line of the file is too long\n',
    })
  })

  /** Signs lines anew, with a key of one's own under the name of the city, or as another city. */
  async function resigned(
    content: readonly string[],
    by: { did: string; word: string; type?: string },
  ): Promise<Buffer> {
    const key = ed25519TestKey(by.word)
    const digest = createBundleDigest()
    for (const line of content) digest.add(line)
    const manifest = lines.at(-1) ?? ''
    const [, body = ''] = JSON.parse(manifest).text.split('.')
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString())
    const text = await signCompactJws({
      header: {
        typ: by.type ?? 'waymark-bundle+jwt',
        kid: key.signer(parseDid(by.did)).keyId,
      },
      payload: { ...payload, iss: by.did, lines: digest.lines(), digest: digest.value() },
      signer: key.signer(parseDid(by.did)),
    })
    return packed([...content, JSON.stringify({ type: 'manifest', text })])
  }

  test.each<[string, { did: string; word: string; type?: string }]>([
    ['by a thief in the name of the city', { did: 'did:web:cardiff.example', word: 'thief' }],
    ['by another city', { did: 'did:web:leeds.example', word: 'leeds' }],
    [
      'by one of its providers',
      { did: 'did:web:cardiff.example:providers:harbour-youth', word: 'thief' },
    ],
  ])('a manifest is refused that was signed %s', async (_name, by) => {
    const outcome = await verify(good.text, await resigned(lines.slice(0, -1), by))
    expect(outcome).toEqual({
      exitCode: 65,
      json: undefined,
      errors: 'bundle_refused: The bundle is not signed by its city\n',
    })
  })

  test('a whole forged bundle stands on another key, and a pinned key refuses it', async () => {
    const did = parseDid('did:web:cardiff.example')
    const thief = ed25519TestKey('thief')
    const document = buildDidDocument({ did, keys: [{ publicKey: thief.publicKey }] })
    const forgedDocument = JSON.stringify({
      type: 'did-document',
      did,
      text: JSON.stringify(document),
    })
    const content = lines
      .slice(0, -1)
      .map((line) => (line.includes('"did":"did:web:cardiff.example"') ? forgedDocument : line))
    const forged = await resigned(content, { did, word: 'thief' })
    // its log is signed by the city's real key, which the forged document does not have
    expect((await verify(good.text, forged)).errors).toBe(
      'bundle_refused: The state of the award log is not signed by the city\n',
    )
    const { json } = await verify(good.text)
    expect((await verify(good.text, forged, '--city-key', json.bundle.keyThumbprint)).errors).toBe(
      'bundle_refused: The bundle is signed by another key than the one that you named\n',
    )
  })
})

describe('openBundle', () => {
  test('asks nobody for what is not in it', async () => {
    const { ports } = await openBundle(await read(bundle))
    expect(await ports.resolveDid(parseDid('did:web:elsewhere.example'))).toMatchObject({
      outcome: 'unavailable',
    })
    expect(await ports.fetchStatusList('https://elsewhere.example/1')).toMatchObject({
      outcome: 'unavailable',
    })
  })
})

describe('GET /api/v1/bundle', () => {
  test('is for the city alone', async () => {
    const folder = temporaryFolder()
    const city = await startTestCity({ folder })
    const text = 'key-of-a-provider-0123456789-abcdefgh'
    await addProviderKey(folder, { provider: 'harbour-youth', text })
    expect((await city.api('GET', '/bundle', { key: text })).status).toBe(404)
    expect((await city.api('GET', '/bundle', { key: 'nobody' })).status).toBe(401)
    await city.close()
  })

  test('of a city that awarded nothing yet is whole', async () => {
    const city = await startTestCity()
    const { log, didDocuments } = await read(await downloadBundle(city))
    expect(log.size).toBe(0)
    expect([...didDocuments.keys()]).toContain('did:web:cardiff.example')
    await openBundle(await read(await downloadBundle(city)))
    await city.close()
  })

  test('holds a log over more than one tile', async () => {
    const city = await startTestCity()
    for (let count = 0; count < 140; count += 1) await city.award()
    const badge = await badgeOf(city)
    const file = await downloadBundle(city)
    await city.close()
    expect((await read(file)).log.size).toBe(282)
    expect((await verify(badge.text, file)).json).toMatchObject({ verdict: 'valid' })
  })

  test('names no person', async () => {
    const text = lines.join('\n')
    expect(text).not.toContain('sam@')
    expect(text).not.toContain('Sam Jones')
  })
})
