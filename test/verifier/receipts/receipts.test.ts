import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { readCompactJws, signCompactJws } from '../../../shared/credential/jws.ts'
import { readSecured } from '../../../shared/credential/secured.ts'
import { parseDid } from '../../../shared/did/did.ts'
import { buildDidDocument } from '../../../shared/did/did-document.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import { runProgram } from '../../../shared/node/command-line.ts'
import { type StatementPorts, signStatement } from '../../../shared/trust/signed-statement.ts'
import type { CredentialReport, PresentationReport } from '../../../shared/verify/report.ts'
import { checkCommands } from '../../../verifier/commands.ts'
import { hashBadge } from '../../../verifier/receipts/badge-hash.ts'
import { readReceipt } from '../../../verifier/receipts/read-receipt.ts'
import { signReceipt } from '../../../verifier/receipts/receipt.ts'
import {
  achievement,
  badge,
  createHolder,
  createIssuer,
  createWorld,
  publishList,
  secure,
  statusAt,
} from '../../shared/verify/world.ts'
import { createTestIo } from '../../support/command-io.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { ask, readResult } from '../asking.ts'
import { answerTo, sendToken } from '../hand-wallet.ts'
import { createCity, startTestVerifier, useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()

async function answered(index = 5, { verifier, city } = bench()) {
  const holder = createHolder()
  const { created, request } = await ask(verifier, { badges: [achievement.id] })
  const credential = await secure(
    badge(city.issuer, { id: holder.did }, { status: statusAt(index) }),
    city.issuer.signer,
  )
  await sendToken(request, { 'badge-1-ldp': [await answerTo(request, credential, holder)] })
  return { created, credential, holder }
}

async function fetchReceipt(requestId: string): Promise<string> {
  const response = await bench().verifier.api(`/api/v1/requests/${requestId}/receipt`)
  expect(response.status).toBe(200)
  return response.text()
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

describe('GET /api/v1/requests/:id/receipt', () => {
  test('is the signed word of the verifier: hashes, results and times, and no person', async () => {
    const { verifier, city } = bench()
    const { created, credential, holder } = await answered()
    const response = await verifier.api(`/api/v1/requests/${created.requestId}/receipt`)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/waymark-receipt+jwt',
      'content-disposition': 'attachment; filename=receipt-2026-11-22.jwt',
      'cache-control': 'no-store',
    })
    const jws = readCompactJws(await response.text())
    const did = verifier.config.publicUrl.replace('http://localhost:', 'did:web:localhost%3A')
    expect(jws.header).toEqual({
      alg: 'ES256',
      typ: 'waymark-receipt+jwt',
      kid: expect.stringContaining(`${did}#`),
    })
    const { report, presentationsHash } = await readResult(verifier, created)
    const short = ({ name, result, code }: { name: string; result: string; code: string }) => ({
      name,
      result,
      code,
    })
    expect(jws.payload).toEqual({
      iss: did,
      iat: Date.parse('2026-11-22T10:00:00Z') / 1000,
      checkedAt: '2026-11-22T10:00:00.000Z',
      presentationsHash,
      verdict: 'valid',
      checks: report?.checks.map(short),
      badges: [
        {
          hash: hashBadge(readSecured(credential)),
          idHash: sha256(String(credential.id)),
          issuer: city.issuer.did,
          achievement: achievement.id,
          verdict: 'valid',
          checks: report?.credentials[0]?.checks.map(short),
        },
      ],
    })
    expect(JSON.stringify(jws.payload)).not.toContain(holder.did)
  })

  test('of a revoked badge says so', async () => {
    const city = await createCity()
    const verifier = await startTestVerifier({ city })
    await publishList(city.world, city.issuer, { set: [77] })
    const { created } = await answered(77, { city, verifier })
    const response = await verifier.api(`/api/v1/requests/${created.requestId}/receipt`)
    expect(readCompactJws(await response.text()).payload).toMatchObject({
      verdict: 'invalid',
      badges: [
        {
          verdict: 'invalid',
          checks: expect.arrayContaining([{ name: 'status', result: 'fail', code: 'revoked' }]),
        },
      ],
    })
  })

  test.each<[string, (id: string) => Promise<Response>, number]>([
    ['before an answer', (id) => bench().verifier.api(`/api/v1/requests/${id}/receipt`), 404],
    ['without a key', (id) => fetch(`${bench().verifier.url}/api/v1/requests/${id}/receipt`), 401],
    [
      'on a page before an answer',
      (id) => fetch(`${bench().verifier.url}/requests/${id}/receipt`),
      404,
    ],
    ['of no request', () => bench().verifier.api('/api/v1/requests/none/receipt'), 404],
  ])('is refused %s', async (_name, call, status) => {
    const { created } = await ask(bench().verifier)
    expect((await call(created.requestId)).status).toBe(status)
  })

  test('of a same-device answer goes only to the browser that asked', async () => {
    const { verifier, city } = bench()
    const holder = createHolder()
    const { created, request } = await ask(verifier, { sameDevice: true })
    const start = await fetch(`${verifier.url}/requests/${created.requestId}/start`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: verifier.config.publicUrl },
    })
    const cookie = start.headers.get('set-cookie')?.split(';')[0] ?? ''
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    const sent = await sendToken(request, {
      'badges-ldp': [await answerTo(request, credential, holder)],
    })
    const { redirect_uri: back } = await sent.json()
    const path = `${verifier.url}/requests/${created.requestId}`
    const own = { headers: { Cookie: cookie } }
    expect((await fetch(`${path}/receipt`, own)).status).toBe(404)
    await fetch(`${path}/return${new URL(back).search}`, { ...own, redirect: 'manual' })
    expect((await fetch(`${path}/receipt`, own)).status).toBe(200)
    expect((await fetch(`${path}/receipt`)).status).toBe(403)
  })

  test('is offered on the page of the report', async () => {
    const { verifier } = bench()
    const { created } = await answered()
    const page = await fetch(`${verifier.url}/requests/${created.requestId}`)
    const href = `/requests/${created.requestId}/receipt`
    expect(await page.text()).toContain(`<a href="${href}" download>Save the receipt</a>`)
    const download = await fetch(`${verifier.url}${href}`)
    expect(await download.text()).toBe(await fetchReceipt(created.requestId))
  })
})

const signer = createWorld()
const verifierActor = createIssuer(signer, 'did:web:hire.example', 'P-256')
const thief = createIssuer(signer, 'did:web:thief.example', 'P-256')

const good = {
  iss: verifierActor.did,
  iat: 1_790_000_000,
  checkedAt: '2026-09-21T13:33:20.000Z',
  presentationsHash: sha256('presentation'),
  verdict: 'valid',
  checks: [{ name: 'proof', result: 'pass', code: 'ok' }],
  badges: [
    {
      hash: sha256('badge'),
      issuer: 'did:web:city.example:providers:quay',
      verdict: 'valid',
      checks: [{ name: 'proof', result: 'pass', code: 'ok' }],
    },
  ],
}

/** Read a minute after it was signed. */
const now = (ports: StatementPorts) => ({
  ...ports,
  clock: () => new Date((good.iat + 60) * 1000),
})

const sign = (payload: JsonObject, by = verifierActor) =>
  signStatement({ type: 'waymark-receipt+jwt', payload, signer: by.signer })

describe('POST /receipts', () => {
  test.each(['file=abc', 'badge=abc', 'receipt=a&receipt=b'])('refuses %s', async (body) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const answer = await fetch(`${bench().verifier.url}/receipts`, {
      method: 'POST',
      headers,
      body,
    })
    expect(answer.status).toBe(400)
  })
})

describe('signReceipt', () => {
  const report = (credential: Partial<CredentialReport>): PresentationReport => ({
    kind: 'presentation',
    verdict: 'valid',
    checks: [],
    credentials: [
      {
        kind: 'credential',
        verdict: 'valid',
        checks: [],
        checkedAt: good.checkedAt,
        ...credential,
      },
    ],
    checkedAt: good.checkedAt,
  })
  const sealed = async (credential: Partial<CredentialReport>) => {
    const input = {
      report: report(credential),
      badgeHashes: [sha256('badge')],
      presentationsHash: sha256('presentation'),
    }
    const by = { did: verifierActor.did, signer: verifierActor.signer, at: new Date(0) }
    const reading = await readReceipt(await signReceipt(input, by), now(signer.ports))
    return reading.outcome === 'read' ? reading.payload.badges[0]?.log : reading
  }
  const cardiff = { did: parseDid('did:web:cardiff.example'), name: 'Cardiff' }
  const leeds = { did: parseDid('did:web:leeds.example'), name: 'Leeds' }
  const logPosition = { index: 4, size: 9 }

  test('says where the award stands in whose log', async () => {
    expect(await sealed({ via: { city: cardiff }, logPosition })).toEqual({
      city: cardiff.did,
      ...logPosition,
    })
    expect(await sealed({ via: { city: cardiff, recognised: leeds }, logPosition })).toEqual({
      city: leeds.did,
      recognisedBy: cardiff.did,
      ...logPosition,
    })
  })

  test('says nothing of a log that was not asked', async () => {
    expect(await sealed({})).toBeUndefined()
    expect(await sealed({ via: { city: cardiff } })).toBeUndefined()
  })
})

describe('readReceipt', () => {
  test.each([
    [60, 'read'],
    [61, 'refused'],
    [31_536_000, 'refused'],
  ])('takes a receipt dated %i seconds ahead: %s', async (seconds, outcome) => {
    const ports = { ...signer.ports, clock: () => new Date((good.iat - seconds) * 1000) }
    expect((await readReceipt(await sign(good), ports)).outcome).toBe(outcome)
  })

  test('reads what a verifier signed', async () => {
    expect(await readReceipt(await sign(good), now(signer.ports))).toMatchObject({
      outcome: 'read',
      payload: good,
    })
  })

  test.each<[string, () => Promise<string> | string, string]>([
    ['no token', () => 'a receipt', 'statement_malformed'],
    ['an empty file', () => '', 'statement_malformed'],
    ['a token by somebody else in its name', () => sign(good, thief), 'statement_issuer_wrong'],
    [
      'a verdict that was changed',
      async () => {
        const [head, , tail] = (await sign({ ...good, verdict: 'invalid' })).split('.')
        const [, body] = (await sign(good)).split('.')
        return [head, body, tail].join('.')
      },
      'statement_signature_invalid',
    ],
    [
      'a key that its verifier does not have',
      () =>
        signCompactJws({
          header: { typ: 'waymark-receipt+jwt', kid: `${verifierActor.did}#other` },
          payload: good,
          signer: thief.signer,
        }),
      'statement_key_unknown',
    ],
    [
      'the thief’s signature under the verifier’s key id',
      () =>
        signCompactJws({
          header: { typ: 'waymark-receipt+jwt', kid: verifierActor.keyId },
          payload: good,
          signer: thief.signer,
        }),
      'statement_signature_invalid',
    ],
    [
      'another kind of statement',
      () =>
        signStatement({
          type: 'waymark-log-checkpoint+jwt',
          payload: good,
          signer: verifierActor.signer,
        }),
      'statement_type_wrong',
    ],
    ['a hash that is none', () => sign({ ...good, presentationsHash: 'x' }), 'statement_malformed'],
    ['no list of badges', () => sign({ ...good, badges: undefined }), 'statement_malformed'],
    ['a verdict of its own', () => sign({ ...good, verdict: 'certain' }), 'statement_malformed'],
  ])('refuses %s', async (_name, make, code) => {
    expect(await readReceipt(await make(), now(signer.ports))).toMatchObject({
      outcome: 'refused',
      code,
    })
  })

  test.each<[string, number, string, string]>([
    ['the moment of', 0, 'unavailable', 'receipt_key_revoked'],
    ['long before', 1e11, 'unavailable', 'receipt_key_revoked'],
    ['after', -1, 'refused', 'receipt_after_revocation'],
  ])('does not believe one from %s the theft of its key', async (_, later, outcome, code) => {
    const revoked = new Date(good.iat * 1000 + later).toISOString()
    const world = createWorld()
    const { did, publicKey } = verifierActor
    const document = buildDidDocument({ did, keys: [{ publicKey, revoked }] })
    world.dids.set(did, { outcome: 'resolved', document })
    expect(await readReceipt(await sign(good), now(world.ports))).toMatchObject({ outcome, code })
    // nor one that the thief changed
    const [head, , tail] = (await sign(good)).split('.')
    const [, body] = (await sign({ ...good, iat: 1 })).split('.')
    expect(await readReceipt([head, body, tail].join('.'), now(world.ports))).toMatchObject({
      code: 'statement_signature_invalid',
    })
  })

  test.each<DidResolution>([
    { outcome: 'unavailable', code: 'fetch_failed', detail: 'down' },
    { outcome: 'refused', code: 'did_not_found', detail: 'gone' },
    { outcome: 'deactivated' },
  ])('cannot say where its verifier is $outcome', async (resolution) => {
    const world = createWorld()
    world.dids.set(parseDid('did:web:hire.example'), resolution)
    expect(await readReceipt(await sign(good), now(world.ports))).toMatchObject({
      outcome: 'unavailable',
      code: 'signer_unreachable',
    })
  })
})

describe('waymark verify --receipt', () => {
  async function run(receipt: string, ...more: string[]) {
    const folder = temporaryFolder()
    const file = join(folder, 'receipt.jwt')
    writeFileSync(file, `${receipt}\n`)
    const io = createTestIo({
      packageRoot: folder,
      env: { WAYMARK_ALLOW_LOOPBACK_HTTP: 'true' },
    })
    const program = new Command('waymark')
    checkCommands(program, io)
    const exitCode = await runProgram(program, ['verify', '--receipt', file, ...more], io)
    return { exitCode, output: io.output(), errors: io.errors() }
  }

  test('says that it is real, what was found and when', async () => {
    const { verifier } = bench()
    const { created } = await answered()
    const { exitCode, output } = await run(await fetchReceipt(created.requestId))
    const did = verifier.config.publicUrl.replace('http://localhost:', 'did:web:localhost%3A')
    expect(output).toContain(`This receipt is real. It was signed by ${did}.`)
    expect(output).toContain('Badge 1 from did:web:city.example:providers:quay: Proven.')
    expect(output).toContain(`  ${achievement.id}`)
    expect(exitCode).toBe(0)
  })

  test('compares a badge with it', async () => {
    const { created, credential } = await answered()
    const other = await answered()
    const receipt = await fetchReceipt(created.requestId)
    const folder = temporaryFolder()
    const [file, otherFile] = [join(folder, 'badge.json'), join(folder, 'other.json')]
    writeFileSync(file, JSON.stringify(credential, null, 2))
    writeFileSync(otherFile, JSON.stringify(other.credential))
    const same = await run(receipt, file)
    expect([same.exitCode, same.output]).toEqual([
      0,
      expect.stringContaining('The badge you gave is number 1 of this receipt.'),
    ])
    const different = await run(receipt, otherFile, '--json')
    expect([different.exitCode, JSON.parse(different.output)]).toEqual([
      1,
      expect.objectContaining({ isReal: true, badge: 'not_in_receipt' }),
    ])
  })

  test('refuses what was changed, and what is none', async () => {
    const { created } = await answered()
    const [head, body, tail = ''] = (await fetchReceipt(created.requestId)).split('.')
    const turned = tail.startsWith('A') ? `B${tail.slice(1)}` : `A${tail.slice(1)}`
    const changed = await run([head, body, turned].join('.'))
    expect([changed.exitCode, changed.output]).toEqual([
      1,
      expect.stringContaining('This receipt is not real, or it was changed.'),
    ])
    expect(await run('hello')).toEqual({
      exitCode: 1,
      output: 'This is not a receipt, or it is broken.\n',
      errors: '',
    })
  })

  test('cannot say while the verifier is away', async () => {
    const own = { city: bench().city, verifier: await startTestVerifier(bench()) }
    const { created } = await answered(5, own)
    const response = await own.verifier.api(`/api/v1/requests/${created.requestId}/receipt`)
    const receipt = await response.text()
    await own.verifier.close()
    const { exitCode, output } = await run(receipt)
    expect([exitCode, output]).toEqual([2, expect.stringContaining('Try again later.')])
  })

  test('cannot say whether a thief wrote it, and says so', async () => {
    const own = { city: bench().city, verifier: await startTestVerifier(bench()) }
    const { created } = await answered(5, own)
    const download = async () =>
      (await own.verifier.api(`/api/v1/requests/${created.requestId}/receipt`)).text()
    const receipt = await download()
    await own.verifier.api('/api/v1/keys/revoke', { json: {} })
    const { exitCode, output } = await run(receipt)
    expect([exitCode, output]).toEqual([2, expect.stringContaining('Ask the place that signed it')])
    const { isReal, code } = JSON.parse((await run(receipt, '--json')).output)
    expect([isReal, code]).toEqual([null, 'receipt_key_revoked'])
    expect((await run(await download())).exitCode).toBe(0)
  })

  test.each([
    [['verify', '--receipt', 'r.jwt', '--bundle', 'city.gz']],
    [['verify', '--receipt', 'r.jwt', '--trust', 'did:web:cardiff.example']],
    [['verify', '--receipt', 'r.jwt', '--city-key', 'x']],
    [['verify', 'badge.json', '--city-key', 'x']],
  ])('passes over no option in silence: %s', async (args) => {
    const io = createTestIo()
    const program = new Command('waymark')
    checkCommands(program, io)
    expect(await runProgram(program, args, io)).toBe(64)
    expect(io.errors()).toContain('option')
  })

  test('without a receipt or a badge is a mistake', async () => {
    const io = createTestIo()
    const program = new Command('waymark')
    checkCommands(program, io)
    expect(await runProgram(program, ['verify'], io)).toBe(64)
  })
})
