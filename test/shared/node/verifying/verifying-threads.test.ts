import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { JsonObject } from '../../../../shared/json/json.ts'
import { createNodeCanonicalization } from '../../../../shared/node/canonicalization.ts'
import {
  createVerifyingThreads,
  type VerifyingPool,
} from '../../../../shared/node/verifying/verifying-threads.ts'
import { createFurtherVerification } from '../../../../shared/verify/further/create-further-verification.ts'
import type { VerificationPolicy, VerificationPorts } from '../../../../shared/verify/ports.ts'
import { createStatusListCache } from '../../../../shared/verify/status-list-cache.ts'
import { verifyPresentation } from '../../../../shared/verify/verify-presentation.ts'
import {
  achievement,
  badge,
  binding,
  createHolder,
  createIssuer,
  createWorld,
  type Format,
  present,
  publishList,
  secure,
  signerAs,
  statusAt,
} from '../../verify/world.ts'

const threads = createVerifyingThreads({ threads: 2, leastCredentials: 8 })
beforeAll(() => threads.open())
afterAll(() => threads.close())

const formats: Format[] = ['data-integrity', 'jwt']
const { canonicalize } = createNodeCanonicalization()

async function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const away = createIssuer(world, 'did:web:away.example')
  world.dids.set(away.did, { outcome: 'unavailable', code: 'fetch_failed', detail: 'no answer' })
  const holder = createHolder()
  await publishList(world, issuer, { set: [5] })
  const subject = { id: holder.did }
  const status = statusAt(7)
  const good = badge(issuer, subject, { status })
  const fetch = async () => new Response(null, { status: 404 })
  const ports: VerificationPorts = {
    ...world.ports,
    canonicalize,
    further: createFurtherVerification({ fetch, clock: world.clock }),
    trust: {
      judge: async ({ credentialId }) => ({
        accreditation: credentialId === 'urn:uuid:unlogged' ? 'not_in_log' : 'ok',
        log: credentialId === 'urn:uuid:unlogged' ? 'not_logged' : 'ok',
        via: { city: { did: issuer.did, name: 'City' } },
      }),
      findDocument: async () => undefined,
    },
  }
  /** With caches of its own, and how many badges the threads have settled. */
  const verify = async (
    badges: unknown[],
    policy: VerificationPolicy,
    elsewhere?: VerificationPorts['verifyElsewhere'],
  ) => {
    const settled: boolean[] = []
    const presentation = await present(badges, holder, { format: 'jwt' })
    const report = await verifyPresentation(presentation, {
      policy,
      binding,
      ports: {
        ...ports,
        statusLists: createStatusListCache(),
        ...(elsewhere && {
          verifyElsewhere: async (shown, context) => {
            const outcomes = await elsewhere(shown, context)
            settled.push(...shown.map((_, at) => outcomes[at] !== undefined))
            return outcomes
          },
        }),
      },
    })
    return { report, settled }
  }
  return { world, issuer, away, holder, subject, status, good, verify }
}

type Setting = Awaited<ReturnType<typeof setUp>>

const tampered = (secured: JsonObject): JsonObject =>
  typeof secured.id === 'string' && secured.id.startsWith('data:')
    ? {
        ...secured,
        id: secured.id.replace(/.(.{9})$/, (end) => (end[0] === 'A' ? 'B' : 'A') + end.slice(1)),
      }
    : { ...secured, name: 'Somebody wrote this later' }

/** What a presentation may hold, good and bad, and whether threads have the last word. */
const badges: [string, (setting: Setting, format: Format) => Promise<JsonObject>, Format[]][] = [
  ['good', ({ good, issuer }, format) => secure(good, issuer.signer, format), formats],
  [
    'revoked',
    ({ issuer, subject }, format) =>
      secure(badge(issuer, subject, { status: statusAt(5) }), issuer.signer, format),
    formats,
  ],
  [
    'expired',
    ({ issuer, subject }, format) =>
      secure(
        badge(issuer, subject, { validUntil: new Date('2026-10-01T00:00:00Z') }),
        issuer.signer,
        format,
      ),
    formats,
  ],
  [
    'of somebody else',
    ({ issuer }, format) =>
      secure(badge(issuer, { id: createHolder().did }), issuer.signer, format),
    formats,
  ],
  [
    'of an issuer at an https address',
    ({ holder, subject }, format) => {
      const address = 'https://issuer.example/1'
      const signer = signerAs(holder, `${address}#key`)
      return secure(
        { ...badge(holder, subject), issuer: { id: address, type: ['Profile'] } },
        signer,
        format,
      )
    },
    // it has to be fetched, which only the caller may
    [],
  ],
  [
    'of an issuer that is away',
    ({ away, subject }, format) => secure(badge(away, subject), away.signer, format),
    formats,
  ],
  [
    "by another's key",
    ({ good, issuer, holder }, format) => secure(good, signerAs(holder, issuer.keyId), format),
    // only the full algorithm refuses what compiled contexts do not find right
    ['jwt'],
  ],
  [
    'tampered with',
    async ({ good, issuer }, format) => tampered(await secure(good, issuer.signer, format)),
    ['jwt'],
  ],
  ['without a proof', async ({ good }) => good, formats],
  ['of no kind', async () => ({ type: ['VerifiableCredential'] }), formats],
  [
    'under a context that nobody pinned',
    async ({ good, issuer }, format) => {
      const secured = await secure(good, issuer.signer, format)
      return {
        ...secured,
        '@context': ['https://www.w3.org/ns/credentials/v2', 'https://x.example'],
      }
    },
    formats,
  ],
  [
    'not in the log',
    ({ issuer, subject }, format) =>
      secure({ ...badge(issuer, subject), id: 'urn:uuid:unlogged' }, issuer.signer, format),
    formats,
  ],
  [
    'that needs the full algorithm',
    ({ issuer, subject }, format) =>
      secure(
        badge(issuer, subject, { achievement: { ...achievement, name: '\uff61 and \u{1f6a2}' } }),
        issuer.signer,
        format,
      ),
    ['jwt'],
  ],
  [
    'endorsed',
    async ({ issuer, subject }, format) => {
      const inner = await secure(badge(issuer, subject), issuer.signer)
      return secure({ ...badge(issuer, subject), endorsement: [inner] }, issuer.signer, format)
    },
    formats,
  ],
]

describe('createVerifyingThreads', () => {
  it.each(formats)('comes to the same reports as one thread does, on %s badges', async (format) => {
    const setting = await setUp()
    const shown = await Promise.all(badges.map(([, make]) => make(setting, format)))
    for (const policy of [{}, { trustedCities: [setting.issuer.did] }]) {
      const alone = await setting.verify(shown, policy)
      const together = await setting.verify(shown, policy, threads.verifyElsewhere)
      expect(together.report).toStrictEqual(alone.report)
      const settled = badges.filter((_, at) => together.settled[at]).map(([name]) => name)
      const expected = badges.filter(([, , of]) => of.includes(format)).map(([name]) => name)
      expect(settled).toEqual(expected)
    }
  })

  it('asks about each issuer and each list once, through the ports that were given', async () => {
    const { good, issuer, world, verify } = await setUp()
    const secured = await secure(good, issuer.signer, 'jwt')
    const { report } = await verify(
      Array.from({ length: 8 }, () => secured),
      {},
      threads.verifyElsewhere,
    )
    expect(report.verdict).toBe('valid')
    expect(world.asked.lists).toHaveLength(1)
  })

  it('leaves few credentials, other contexts and what the switch turned off to who asks', async () => {
    const { good, issuer, verify } = await setUp()
    const secured = await secure(good, issuer.signer, 'jwt')
    const few = await verify(Array(7).fill(secured), {}, threads.verifyElsewhere)
    expect(few.settled).toEqual(Array(7).fill(false))
    const contexts = { urls: new Set<string>(), takesInline: false }
    const other = await verify(Array(8).fill(secured), { contexts }, threads.verifyElsewhere)
    expect(other.settled).toEqual(Array(8).fill(false))
  })

  it('waits for no thread that has not begun, and takes nothing from one that died', async () => {
    const { good, issuer, verify } = await setUp()
    const secured = await Promise.all(formats.map((format) => secure(good, issuer.signer, format)))
    const bad = tampered(await secure(good, issuer.signer, 'jwt'))
    const shown = [...secured, bad, good, ...secured, bad, good]
    const never: VerifyingPool = {
      run: () => new Promise(() => undefined),
      close: async () => undefined,
    }
    let runs = 0
    const dying: VerifyingPool = {
      ...never,
      run: () => (runs++ < 1 ? Promise.resolve('[]') : Promise.reject(new Error('it died'))),
    }
    const { report: alone } = await verify(shown, {})
    for (const pool of [never, dying]) {
      const closed = createVerifyingThreads({ threads: 1, leastCredentials: 8, pool })
      if (pool === dying) await closed.open()
      const found = await verify(shown, {}, closed.verifyElsewhere)
      expect(found).toStrictEqual({ report: alone, settled: Array(8).fill(false) })
    }
    expect(runs).toBe(2)
  })
})
