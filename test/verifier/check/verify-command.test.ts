import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { beforeAll, describe, expect, test } from 'vitest'
import { bakePng } from '../../../shared/credential/baking/bake-png.ts'
import { bakeSvg } from '../../../shared/credential/baking/bake-svg.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { writeDemoSession } from '../../../shared/node/demo-session.ts'
import { checkCommands } from '../../../verifier/commands.ts'
import { dot } from '../../shared/credential/baking/sample-pictures.ts'
import * as example from '../../shared/verify/open-badge-2/examples.ts'
import {
  type Actor,
  achievement,
  badge,
  createHolder,
  createWorld,
  present,
  secure,
  signerAs,
  statusAt,
} from '../../shared/verify/world.ts'
import { createTestIo, type TestIo, type TestIoOptions } from '../../support/command-io.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { accredited, createTrustWorld } from '../../support/trust-city.ts'

/** A provider with a did:key: nobody has to be asked for it. */
const issuer = createHolder()
const holder = createHolder()

async function verify(
  source: string,
  options: TestIoOptions & { json?: boolean; trust?: string[] } = {},
): Promise<{ exitCode: number; io: TestIo }> {
  const io = createTestIo({ packageRoot: temporaryFolder(), ...options })
  const program = new Command('waymark')
  checkCommands(program, io)
  const exitCode = await runProgram(
    program,
    [
      ...['verify', source, ...(options.json ? ['--json'] : [])],
      ...(options.trust ?? []).flatMap((city) => ['--trust', city]),
    ],
    io,
  )
  return { exitCode, io }
}

async function verifyText(text: string, options: Parameters<typeof verify>[1] = {}) {
  return verify('-', { ...options, stdin: text })
}

let good = ''
let presented = ''
beforeAll(async () => {
  const credential = await secure(badge(issuer, { id: holder.did }), issuer.signer)
  good = JSON.stringify(credential)
  presented = JSON.stringify(await present([credential], holder))
})

describe('waymark verify', () => {
  test('a badge from a file: proven, 0', async () => {
    const file = join(temporaryFolder(), 'badge.json')
    writeFileSync(file, `\n${good}\n`)
    const { exitCode, io } = await verify(file)
    expect(exitCode).toBe(0)
    expect(io.output()).toMatch(
      /^The badge is proven\.\nAs of 22 November 2026, 10:00 GMT\n\nHarbour guide: Proven\./,
    )
    expect(io.output()).toContain('● Not changed: ')
    expect(io.output()).toContain('– Shown by its owner: ')
  })

  test.each([
    ['badge.png', (text: string) => bakePng(dot(), text)],
    ['badge.svg', (text: string) => bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', text)],
  ])('a badge inside a picture: %s', async (name, bake) => {
    const file = join(temporaryFolder(), name)
    writeFileSync(file, bake(good))
    expect((await verify(file)).exitCode).toBe(0)
    writeFileSync(file, bake(good.replace('Harbour guide', 'Harbour master')))
    expect((await verify(file)).exitCode).toBe(1)
  })

  test('a picture without a badge is none', async () => {
    const file = join(temporaryFolder(), 'photo.png')
    writeFileSync(file, dot())
    const { exitCode, io } = await verify(file)
    expect([exitCode, io.output()]).toEqual([
      1,
      expect.stringMatching(/^Not valid: this is not a badge/),
    ])
  })

  test('a badge of an older kind, as its host has it: 0, changed: 1, out of reach: 2', async () => {
    const parts = new Map<string | undefined, object>()
    const { origin } = await serveLoopback(({ url }, response) => {
      response.statusCode = parts.has(url) ? 200 : 404
      response.end(JSON.stringify(parts.get(url)))
    })
    const assertion = { ...example.assertion, id: `${origin}/1`, badge: `${origin}/class` }
    parts.set('/1', assertion)
    parts.set('/class', { ...example.badgeClass, id: `${origin}/class`, issuer: `${origin}/org` })
    parts.set('/org', { ...example.issuer, id: `${origin}/org` })
    const file = join(temporaryFolder(), 'badge.png')
    const env = { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' }
    writeFileSync(file, bakePng(dot(), JSON.stringify(assertion), 'open-badge-2'))
    const proven = await verify(file, { env })
    expect(proven.exitCode).toBe(0)
    expect(proven.io.output()).toContain('Awesome Robotics Badge: Proven.')
    expect((await verify(assertion.id, { env })).exitCode).toBe(0)
    const changed = { ...assertion, issuedOn: '2020-01-01T00:00:00Z' }
    expect((await verifyText(JSON.stringify(changed), { env })).exitCode).toBe(1)
    const unreached = await verify(file)
    expect(unreached.exitCode).toBe(2)
    expect(unreached.io.output()).toContain('We could not reach its own web address just now.')
  })

  test('a token from standard input, as JSON', async () => {
    const jwt = await secure(badge(issuer, { id: holder.did }), issuer.signer, 'jwt')
    const { exitCode, io } = await verifyText(String(jwt.id).split(',')[1] ?? '', { json: true })
    expect(exitCode).toBe(0)
    expect(JSON.parse(io.output())).toMatchObject({
      kind: 'credential',
      verdict: 'valid',
      securedWith: 'vc+jwt',
      checkedAt: '2026-11-22T10:00:00.000Z',
    })
  })

  test('a presentation, and each badge in it', async () => {
    const { exitCode, io } = await verifyText(presented, { json: true })
    expect(exitCode).toBe(0)
    expect(JSON.parse(io.output())).toMatchObject({
      kind: 'presentation',
      verdict: 'valid',
      holder: holder.did,
      credentials: [{ verdict: 'valid' }],
    })
  })

  test('a badge from an address of this machine, where that is switched on', async () => {
    const { origin } = await serveLoopback((_request, response) => void response.end(good))
    const allowed = await verify(`${origin}/badge`, {
      env: { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' },
    })
    expect(allowed.exitCode).toBe(0)
    const refused = await verify(`${origin}/badge`)
    expect([refused.exitCode, refused.io.errors()]).toEqual([
      65,
      expect.stringMatching(/^address_forbidden: /),
    ])
  })

  test('also while a demonstration city runs here', async () => {
    const { origin } = await serveLoopback((_request, response) => void response.end(good))
    const packageRoot = temporaryFolder()
    const party = { url: origin, apiKey: 'k' }
    await writeDemoSession(join(packageRoot, '.waymark'), {
      issuer: party,
      wallet: { url: origin },
      verifier: party,
      allowLoopbackHttp: true,
    })
    expect((await verify(`${origin}/badge`, { packageRoot })).exitCode).toBe(0)
  })

  test.each<[string, () => Promise<string> | string, string]>([
    ['changed', () => good.replace('Harbour guide', 'Harbour pilot'), 'signature_invalid'],
    [
      'expired',
      async () =>
        JSON.stringify(
          await secure(
            badge(issuer, { id: holder.did }, { validUntil: new Date('2026-11-01T00:00:00Z') }),
            issuer.signer,
          ),
        ),
      'expired',
    ],
    [
      'signed by another',
      async () =>
        JSON.stringify(
          await secure(badge(issuer, { id: holder.did }), signerAs(holder, issuer.keyId)),
        ),
      'signature_invalid',
    ],
    [
      'shown by another',
      async () => JSON.stringify(await present([JSON.parse(good)], issuer)),
      'subject_differs',
    ],
    ['cut off', () => good.slice(0, -10), 'malformed'],
    ['no badge at all', () => 'hello', 'malformed'],
    ['empty', () => '', 'malformed'],
    ['a page', () => '<!doctype html><title>404</title>', 'malformed'],
    ['a list', () => `[${good}]`, 'malformed'],
    ['a member twice', () => good.replace('{', '{"id":"urn:other",'), 'malformed'],
    ['bytes', () => '\u0000\ufffd', 'malformed'],
  ])('a text that is %s: not valid, 1', async (_name, make, code) => {
    const { exitCode, io } = await verifyText(await make(), { json: true })
    const report = JSON.parse(io.output())
    const checks = [report, ...(report.credentials ?? [])].flatMap((part) => part.checks)
    expect([exitCode, report.verdict]).toEqual([1, 'invalid'])
    expect(checks.map((check) => check.code)).toContain(code)
    expect(io.errors()).toBe('')
  })

  test('says what to give where the text is no badge', async () => {
    const { io } = await verifyText('hello')
    expect(io.output()).toBe(
      'Not valid: this is not a badge, or it is broken.\n\nGive a badge or a presentation: its JSON, the text of its token (eyJ…), a PNG or SVG picture that carries it, or the link\nof a shared CV.\n',
    )
  })

  test.each([
    ['as it is written', { type: 'waymark-wallet', version: 1, badges: [] }],
    [
      'in another order',
      { badges: [{ text: '{"type":"x"}' }], version: 9, type: 'waymark-wallet' },
    ],
  ])('says what to give where the text is a whole wallet, %s', async (_name, file) => {
    const { exitCode, io } = await verifyText(`\n${JSON.stringify(file, null, 2)}\n`)
    expect([exitCode, io.output(), io.errors()]).toEqual([
      65,
      '',
      'wallet_file_given: This is the export of a whole wallet. Verify one badge of it: list them with `waymark wallet list`, and write one to a file with `waymark wallet export ID --output badge.json`\n',
    ])
  })

  test('takes no badge for a wallet because it names one', async () => {
    const said = badge(issuer, { id: holder.did }, { name: 'waymark-wallet' })
    const text = JSON.stringify(await secure(said, issuer.signer))
    expect((await verifyText(text)).exitCode).toBe(0)
  })

  test('an issuer that does not answer: could not be checked, 2', async () => {
    const { server, origin } = await serveLoopback(() => undefined)
    await new Promise((resolve) => server.close(resolve))
    const did = `did:web:${origin.replace('http://', '').replace(':', '%3A')}` as Actor['did']
    const signer = signerAs(issuer, `${did}#key`)
    const credential = await secure(badge({ did }, { id: holder.did }), signer)
    const { exitCode, io } = await verifyText(JSON.stringify(credential), {
      env: { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' },
    })
    expect(exitCode).toBe(2)
    expect(io.output()).toMatch(/^The badge could not be checked\./)
  })

  test('a status list that is not to be had: could not be checked, 2', async () => {
    const status = {
      ...statusAt(7),
      id: 'https://127.0.0.1/list#7',
      statusListCredential: 'https://127.0.0.1/list',
    }
    const credential = await secure(badge(issuer, { id: holder.did }, { status }), issuer.signer)
    expect((await verifyText(JSON.stringify(credential))).exitCode).toBe(2)
  })

  test('a badge that a trusted city vouches for: by whom, 0; else 1', async () => {
    const world = createWorld()
    const trust = createTrustWorld(world)
    const { origin } = await serveLoopback(async (request, response) => {
      const url = `${origin}${request.url}`
      const resolution = world.dids.get(`did:web:${encodeURIComponent(new URL(origin).host)}`)
      if (request.url === '/.well-known/did.json' && resolution?.outcome === 'resolved') {
        response.setHeader('Content-Type', 'application/did+json')
        return response.end(JSON.stringify(resolution.document))
      }
      const answer = await trust.ports.fetchText(url)
      return answer.outcome === 'fetched'
        ? response.end(answer.text)
        : response.writeHead(404).end()
    })
    const city = await trust.createCity(encodeURIComponent(new URL(origin).host), origin)
    city.list.providers = [accredited(issuer, achievement.id)]
    city.award(String(JSON.parse(good).id), achievement.id)
    await city.publish()

    const env = { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' }
    const vouched = await verifyText(good, { env, trust: [city.did] })
    expect(vouched.exitCode).toBe(0)
    expect(vouched.io.output()).toContain(`Vouched for by ${city.list.name}`)

    city.list.providers = []
    await city.publish()
    const unvouched = await verifyText(good, { env, trust: [city.did] })
    expect(unvouched.exitCode).toBe(1)
    expect(unvouched.io.output()).not.toContain('Vouched for by City')
  })

  test('a city that cannot be asked: could not be checked, 2', async () => {
    const { exitCode } = await verifyText(good, { trust: ['did:web:10.0.0.1', 'did:key:z6Mk'] })
    expect(exitCode).toBe(2)
  })

  test('takes no city that is not a DID', async () => {
    const { exitCode, io } = await verifyText(good, { trust: ['cardiff.example'] })
    expect([exitCode, io.output()]).toEqual([64, ''])
  })

  test.each<[string, () => string, number, RegExp]>([
    ['a file that is not there', () => '/nowhere/badge.json', 66, /^input_unreadable: /],
    ['a folder', () => temporaryFolder(), 66, /^input_unreadable: /],
    ['an address inside a network', () => 'https://10.0.0.1/badge', 65, /^address_forbidden: /],
    ['an http address', () => 'http://city.example/badge', 65, /^address_forbidden: /],
    ['a cloud’s metadata', () => 'http://169.254.169.254/latest', 65, /^address_forbidden: /],
  ])('cannot read %s', async (_name, source, code, message) => {
    const { exitCode, io } = await verify(source())
    expect([exitCode, io.output(), io.errors()]).toEqual([code, '', expect.stringMatching(message)])
  })

  test('does not read a file without end', async () => {
    const file = join(temporaryFolder(), 'large.json')
    writeFileSync(file, Buffer.alloc(8_388_609, 0x20))
    const { exitCode, io } = await verify(file)
    expect([exitCode, io.errors()]).toEqual([65, expect.stringMatching(/^body_too_large: /)])
  })

  test('says how it is used', async () => {
    const { exitCode, io } = await verify('--help')
    expect(exitCode).toBe(0)
    expect(io.output()).toContain('Examples:')
    expect(io.output()).toContain('0 valid, 1 invalid, 2 could not be checked')
  })
})
