import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../shared/json/json.ts'
import { createNodeCanonicalization } from '../../../shared/node/canonicalization.ts'
import { verifySignature } from '../../../shared/node/kms/node-crypto.ts'
import { workBeside } from '../../../shared/node/work-beside.ts'
import { createFurtherVerification } from '../../../shared/verify/further/create-further-verification.ts'
import type {
  VerificationPolicy,
  VerificationPorts,
  WorkBeside,
} from '../../../shared/verify/ports.ts'
import { createStatusListCache } from '../../../shared/verify/status-list-cache.ts'
import { verifyPresentation } from '../../../shared/verify/verify-presentation.ts'
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
} from '../verify/world.ts'

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
  /** With caches of its own. */
  const verify = async (
    badges: unknown[],
    policy: VerificationPolicy,
    more: Pick<VerificationPorts, 'beside'> = {},
  ) =>
    verifyPresentation(await present(badges, holder, { format: 'jwt' }), {
      policy,
      binding,
      ports: { ...ports, statusLists: createStatusListCache(), ...more },
    })
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

/** What a presentation may hold, good and bad. */
const badges: [string, (setting: Setting, format: Format) => Promise<JsonObject>][] = [
  ['good', ({ good, issuer }, format) => secure(good, issuer.signer, format)],
  [
    'revoked',
    ({ issuer, subject }, format) =>
      secure(badge(issuer, subject, { status: statusAt(5) }), issuer.signer, format),
  ],
  [
    'expired',
    ({ issuer, subject }, format) =>
      secure(
        badge(issuer, subject, { validUntil: new Date('2026-10-01T00:00:00Z') }),
        issuer.signer,
        format,
      ),
  ],
  [
    'of somebody else',
    ({ issuer }, format) =>
      secure(badge(issuer, { id: createHolder().did }), issuer.signer, format),
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
  ],
  [
    'of an issuer that is away',
    ({ away, subject }, format) => secure(badge(away, subject), away.signer, format),
  ],
  [
    "by another's key",
    ({ good, issuer, holder }, format) => secure(good, signerAs(holder, issuer.keyId), format),
  ],
  [
    'tampered with',
    async ({ good, issuer }, format) => tampered(await secure(good, issuer.signer, format)),
  ],
  ['without a proof', async ({ good }) => good],
  ['of no kind', async () => ({ type: ['VerifiableCredential'] })],
  [
    'under a context that nobody pinned',
    async ({ good, issuer }, format) => {
      const secured = await secure(good, issuer.signer, format)
      return {
        ...secured,
        '@context': ['https://www.w3.org/ns/credentials/v2', 'https://x.example'],
      }
    },
  ],
  [
    'not in the log',
    ({ issuer, subject }, format) =>
      secure({ ...badge(issuer, subject), id: 'urn:uuid:unlogged' }, issuer.signer, format),
  ],
  [
    'that needs the full algorithm',
    ({ issuer, subject }, format) =>
      secure(
        badge(issuer, subject, { achievement: { ...achievement, name: '\uff61 and \u{1f6a2}' } }),
        issuer.signer,
        format,
      ),
  ],
  [
    'endorsed',
    async ({ issuer, subject }, format) => {
      const inner = await secure(badge(issuer, subject), issuer.signer)
      return secure({ ...badge(issuer, subject), endorsement: [inner] }, issuer.signer, format)
    },
  ],
]

describe('workBeside', () => {
  it.each(formats)('comes to the same reports as one thread does, on %s badges', async (format) => {
    const setting = await setUp()
    const shown = await Promise.all(badges.map(([, make]) => make(setting, format)))
    for (const policy of [{}, { trustedCities: [setting.issuer.did] }]) {
      const alone = await setting.verify(shown, policy)
      const together = await setting.verify(shown, policy, { beside: workBeside })
      expect(together).toStrictEqual(alone)
      expect(new Set(together.credentials.map(({ verdict }) => verdict)).size).toBe(3)
    }
  })

  it('leaves the thread to whoever else waits for it, between a few credentials', async () => {
    const { issuer, subject, verify } = await setUp()
    // nothing of these is fetched, and their signatures are checked at once
    const secured = await secure(badge(issuer, subject), issuer.signer, 'jwt')
    const turnsOf = async (beside: WorkBeside) => {
      let turns = 0
      const watch = () => {
        turns += 1
        watching = setImmediate(watch)
      }
      let watching = setImmediate(watch)
      const { verdict } = await verify(Array(40).fill(secured), {}, { beside })
      clearImmediate(watching)
      return [verdict, turns]
    }
    const atOnce = { verifySignature, nextTurn: async () => undefined }
    expect(await turnsOf(atOnce)).toEqual(['valid', 0])
    expect(await turnsOf({ ...workBeside, verifySignature })).toEqual(['valid', 4])
  })
})
