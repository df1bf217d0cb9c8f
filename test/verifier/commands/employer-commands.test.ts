import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runProgram } from '../../../shared/node/command-line.ts'
import { employerCommands } from '../../../verifier/commands.ts'
import { achievement, badge, createHolder, secure } from '../../shared/verify/world.ts'
import { createTestIo, type TestIo } from '../../support/command-io.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { answerTo, post, readRequest, sendToken } from '../hand-wallet.ts'
import { apiKey, useVerifier } from '../verifier-bench.ts'

const bench = useVerifier()

async function employer(
  line: readonly string[],
  env: Record<string, string | undefined> = {},
): Promise<{ exitCode: number; io: TestIo }> {
  const set = {
    VERIFIER_PUBLIC_URL: bench().verifier.url,
    VERIFIER_API_KEY: apiKey,
    WAYMARK_ALLOW_LOOPBACK_HTTP: 'true',
    ...env,
  }
  const known = Object.entries(set).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  const io = createTestIo({ packageRoot: temporaryFolder(), env: Object.fromEntries(known) })
  const program = new Command('waymark')
  employerCommands(program, io)
  const exitCode = await runProgram(program, ['employer', ...line], io)
  return { exitCode, io }
}

async function requestAsJson(line: readonly string[] = [], env: Record<string, string> = {}) {
  const { exitCode, io } = await employer(['request', ...line, '--json'], env)
  expect([exitCode, io.errors()]).toEqual([0, ''])
  const created: { requestId: string; requestUri: string } = JSON.parse(io.output())
  return { created, request: await readRequest(created.requestUri, bench().verifier) }
}

const idsAskedFor = (request: Awaited<ReturnType<typeof readRequest>>) =>
  (request.dcql_query.credentials as { claims?: { values: string[] }[] }[]).map(
    ({ claims }) => claims?.[0]?.values,
  )

/** A city that publishes one provider and its badges, as the issuer does. */
async function serveCity() {
  const { origin } = await serveLoopback((request, response) => {
    const id = `${origin}/providers/quay/badges/guide/v/2`
    const documents: Record<string, object> = {
      '/providers/quay': {
        badges: [
          { reference: 'quay/pilot', achievements: [{ id: `${origin}/pilot` }] },
          { reference: 'quay/guide', achievements: [{ id }, { id: `${id}/cy` }] },
        ],
      },
      '/providers/quay/badges/guide/v/2': {
        id,
        version: '2',
        related: [
          { id: `${id}/cy`, inLanguage: 'cy', version: '2' },
          { id: `${origin}/providers/quay/badges/guide/v/1`, inLanguage: 'en', version: '1' },
          { id: 'https://elsewhere.example/guide', inLanguage: 'cy', version: '2' },
          { id: `${origin}/providers/quay/badges/pilot/v/2`, version: '2' },
        ],
      },
    }
    const document = documents[request.url ?? '']
    response.statusCode = document === undefined ? 404 : 200
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(document ?? {}))
  })
  return { origin, id: `${origin}/providers/quay/badges/guide/v/2` }
}

describe('waymark employer request', () => {
  test('asks for any badges, and says what to do with the request', async () => {
    const { exitCode, io } = await employer(['request'])
    expect(exitCode).toBe(0)
    expect(io.output()).toContain('openid4vp://?client_id=')
    expect(io.output()).toContain('https://wallet.example/present#client_id=')
    expect(io.output()).toMatch(/waymark employer result [1-9A-Za-z]{40,44}\n/)
  })

  test('passes on what is asked', async () => {
    const { request } = await requestAsJson([
      '--purpose',
      'Kitchen assistant',
      '--response',
      'direct_post.jwt',
      '--client-id-prefix',
      'redirect_uri',
      '--keep-days',
      '7',
    ])
    expect(request).toMatchObject({
      response_mode: 'direct_post.jwt',
      client_id: expect.stringMatching(/^redirect_uri:/),
      client_metadata: { purpose: 'Kitchen assistant', retention: '7 days' },
    })
  })

  test('finds a badge by its short name, in each of its languages', async () => {
    const { origin, id } = await serveCity()
    const { request } = await requestAsJson(['--badge', 'quay/guide'], {
      ISSUER_PUBLIC_URL: origin,
    })
    expect(idsAskedFor(request)).toEqual([
      [id, `${id}/cy`],
      [id, `${id}/cy`],
    ])
  })

  test('adds the other languages of a badge that is named by its id, and nothing else', async () => {
    const { id } = await serveCity()
    const { request } = await requestAsJson(['--badge', id])
    expect(idsAskedFor(request)).toEqual([
      [id, `${id}/cy`],
      [id, `${id}/cy`],
    ])
  })

  test('asks for several badges, and for one whose city does not answer', async () => {
    const { server, origin } = await serveLoopback(() => undefined)
    await new Promise((resolve) => server.close(resolve))
    const { request } = await requestAsJson(['--badge', `${origin}/a`, '--badge', `${origin}/b`])
    expect(idsAskedFor(request)).toEqual([
      [`${origin}/a`],
      [`${origin}/a`],
      [`${origin}/b`],
      [`${origin}/b`],
    ])
  })

  test.each<[string, string[], Record<string, string | undefined>, number, RegExp]>([
    [
      'a badge without a city',
      ['--badge', 'quay/guide'],
      {},
      78,
      /^config_invalid: No city is known/,
    ],
    [
      'a badge that is no name',
      ['--badge', 'first aid'],
      {},
      65,
      /^request_malformed: A badge is named as provider\/badge/,
    ],
    [
      'no verifier',
      [],
      { VERIFIER_PUBLIC_URL: undefined },
      78,
      /^config_invalid: No verifier is known: start the demonstration city/,
    ],
    ['no key', [], { VERIFIER_API_KEY: undefined }, 78, /^config_invalid: Set VERIFIER_API_KEY/],
    ['a wrong key', [], { VERIFIER_API_KEY: 'wrong' }, 65, /^unauthenticated: /],
    [
      'a mode that is none',
      ['--response', 'fragment'],
      {},
      64,
      /Allowed choices are direct_post, direct_post\.jwt/,
    ],
    ['days that are no number', ['--keep-days', 'ten'], {}, 64, /Give a whole number/],
    ['too many days', ['--keep-days', '400'], {}, 65, /^request_malformed: retentionDays/],
  ])('complains of %s', async (_name, line, env, code, message) => {
    const { exitCode, io } = await employer(['request', ...line], env)
    expect([exitCode, io.output(), io.errors()]).toEqual([code, '', expect.stringMatching(message)])
  })

  test('complains of a badge that the city has not', async () => {
    const { origin } = await serveCity()
    for (const name of ['quay/swimming', 'nobody/guide']) {
      const { exitCode, io } = await employer(['request', '--badge', name], {
        ISSUER_PUBLIC_URL: origin,
      })
      expect([exitCode, io.errors()]).toEqual([
        65,
        expect.stringMatching(/^not_found: The city has no such badge/),
      ])
    }
  })

  test('says when nobody is there', async () => {
    const { server, origin } = await serveLoopback(() => undefined)
    await new Promise((resolve) => server.close(resolve))
    const { exitCode, io } = await employer(['request'], { VERIFIER_PUBLIC_URL: origin })
    expect([exitCode, io.errors()]).toEqual([69, expect.stringMatching(/^fetch_failed: /)])
  })
})

describe('waymark employer result', () => {
  async function answered() {
    const { city } = bench()
    const holder = createHolder()
    const { created, request } = await requestAsJson()
    const credential = await secure(badge(city.issuer, { id: holder.did }), city.issuer.signer)
    return {
      created,
      send: async () =>
        sendToken(request, { 'badges-ldp': [await answerTo(request, credential, holder)] }),
      decline: () => post(request, { error: 'access_denied', state: request.state }),
    }
  }

  test('says that nothing has come yet: 0, or 2 where one waited', async () => {
    const { created } = await answered()
    const now = await employer(['result', created.requestId])
    expect([now.exitCode, now.io.output()]).toEqual([
      0,
      'No badges have come yet. The request is open until 2026-11-22T11:00:00.000Z.\n',
    ])
    const later = await employer(['result', created.requestId, '--wait', '1', '--json'])
    expect([later.exitCode, JSON.parse(later.io.output()).state]).toEqual([2, 'waiting'])
  })

  test('waits for the answer, and prints the report', async () => {
    const { created, send } = await answered()
    const waiting = employer(['result', created.requestId, '--wait', '20'])
    await send()
    const { exitCode, io } = await waiting
    expect(exitCode).toBe(0)
    expect(io.output()).toMatch(/^The badge is proven\.\n/)
    expect(io.output()).toContain(`${achievement.name}: Proven.`)
  })

  test('gives the whole result as JSON', async () => {
    const { created, send } = await answered()
    await send()
    const { exitCode, io } = await employer(['result', created.requestId, '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(io.output())).toMatchObject({
      requestId: created.requestId,
      state: 'received',
      report: { verdict: 'valid' },
      presentationsHash: expect.any(String),
    })
  })

  test('says that the wallet declined', async () => {
    const { created, decline } = await answered()
    await decline()
    const { io } = await employer(['result', created.requestId])
    expect(io.output()).toBe('No badges were sent: the wallet answered access_denied.\n')
  })

  test('knows no other request', async () => {
    for (const id of ['unknown', '../../health', '%2e%2e']) {
      const { exitCode, io } = await employer(['result', id])
      expect([exitCode, io.errors()]).toEqual([65, expect.stringMatching(/^not_found: /)])
    }
  })
})

describe('waymark employer keys', () => {
  const zKeys = z.object({ keys: z.array(z.object({ thumbprint: z.string(), state: z.string() })) })
  const keysAsJson = async (line: readonly string[]) => {
    const { exitCode, io } = await employer([...line, '--json'])
    expect([exitCode, io.errors()]).toEqual([0, ''])
    return zKeys.parse(JSON.parse(io.output())).keys
  }
  const statesOf = (keys: readonly { state: string }[]) => keys.map(({ state }) => state)

  test('are listed, rotated and revoked', async () => {
    const [first] = await keysAsJson(['keys'])
    expect(statesOf(await keysAsJson(['rotate-key', '--key', first?.thumbprint ?? '']))).toEqual([
      'announced',
      'in-use',
      'in-use',
    ])
    const { io } = await employer(['keys'])
    expect(io.output()).toContain(
      `  ${first?.thumbprint}\n    P-256, in-use, made 2026-11-22T10:00:00.000Z, retires 2026-11-22T10:15:00.000Z\n`,
    )
    const revoked = await keysAsJson(['revoke-key', '--yes'])
    expect(statesOf(revoked).toSorted()).toEqual([
      ...['in-use', 'in-use', 'revoked', 'revoked', 'revoked'],
    ])
  })

  test('are revoked only where that is meant', async () => {
    const before = await keysAsJson(['keys'])
    const { exitCode, io } = await employer(['revoke-key'])
    expect([exitCode, io.errors()]).toEqual([
      65,
      expect.stringMatching(/^request_malformed: Nothing/),
    ])
    expect(await keysAsJson(['keys'])).toEqual(before)
  })

  test('says which key there never was', async () => {
    const { exitCode, io } = await employer(['rotate-key', '--key', 'a'.repeat(43)])
    expect([exitCode, io.errors()]).toEqual([65, expect.stringMatching(/^not_found: /)])
  })
})
