import { describe, expect, it, vi } from 'vitest'
import { signCompactJws } from '../../../shared/credential/jws.ts'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import type { PresentationOptions } from '../../../shared/verify/verify-presentation.ts'
import {
  verifyPresentation,
  verifyPresentations,
} from '../../../shared/verify/verify-presentation.ts'
import { codesOf, problemsOf } from './outcomes.ts'
import {
  badge,
  binding,
  createHolder,
  createIssuer,
  createWorld,
  type Format,
  present,
  publishList,
  secure,
  statusAt,
} from './world.ts'

const formats: Format[] = ['data-integrity', 'jwt']

async function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const holder = createHolder()
  await publishList(world, issuer, { set: [5] })
  const award = (index = 7, format: Format = 'data-integrity', subject = holder.did) =>
    secure(badge(issuer, { id: subject }, { status: statusAt(index) }), issuer.signer, format)
  const verify = (input: string | JsonObject, options: Partial<PresentationOptions> = {}) =>
    verifyPresentation(input, { ports: world.ports, binding, ...options })
  return { world, issuer, holder, award, verify }
}

const allGood = { shape: 'ok', proof: 'ok', dates: 'ok', 'holder-binding': 'ok' }

describe('verifyPresentation', () => {
  it.each(formats.flatMap((outer) => formats.map((inner) => [outer, inner] as const)))(
    'finds a %s presentation of a %s badge valid',
    async (outer, inner) => {
      const { holder, award, verify } = await setUp()
      const report = await verify(await present([await award(7, inner)], holder, { format: outer }))
      expect({
        ...report,
        checks: codesOf(report),
        credentials: report.credentials.map(({ verdict, checks }) => [
          verdict,
          checks.find(({ name }) => name === 'holder-binding')?.code,
        ]),
      }).toEqual({
        kind: 'presentation',
        verdict: 'valid',
        checks: allGood,
        holder: holder.did,
        credentials: [['valid', 'ok']],
        checkedAt: '2026-11-22T10:00:00.000Z',
      })
    },
  )

  it('reads embedded and enveloped badges side by side, from a holder with a P-256 key', async () => {
    const { world, issuer, verify } = await setUp()
    const holder = createHolder('P-256')
    const credentials = await Promise.all(
      formats.map((format) => secure(badge(issuer, { id: holder.did }), issuer.signer, format)),
    )
    const report = await verify(await present(credentials, holder, { format: 'jwt' }))
    expect([report.verdict, report.credentials.map(({ securedWith }) => securedWith)]).toEqual([
      'valid',
      ['eddsa-rdfc-2022', 'vc+jwt'],
    ])
    expect(world.asked.lists).toEqual([])
  })

  it('reads the vp claim of older wallets, whose context may be of version 1.1', async () => {
    const { issuer, holder, verify } = await setUp()
    const jwt = await signCredentialJwt({
      credential: badge(issuer, { id: holder.did }),
      signer: issuer.signer,
    })
    const vp = {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiablePresentation'],
      verifiableCredential: [jwt],
    }
    const token = await signCompactJws({
      header: { typ: 'JWT', kid: holder.keyId },
      payload: { vp, iss: holder.did, aud: binding.audience, nonce: binding.nonce },
      signer: holder.signer,
    })
    const report = await verify(token)
    expect([report.verdict, report.holder]).toEqual(['valid', holder.did])
  })

  it('is as bad as its worst badge, and says which', async () => {
    const { holder, award, verify } = await setUp()
    const report = await verify(await present([await award(7), await award(5)], holder))
    expect([report.verdict, codesOf(report)]).toEqual(['invalid', allGood])
    expect(report.credentials.map((each) => [each.verdict, problemsOf(each)])).toEqual([
      ['valid', []],
      ['invalid', ['status:revoked']],
    ])
  })

  it('is unknown where one badge is', async () => {
    const { world, issuer, holder, award, verify } = await setUp()
    const elsewhere = createIssuer(world, 'did:web:college.example')
    const other = await secure(badge(elsewhere, { id: holder.did }), elsewhere.signer)
    world.dids.set(elsewhere.did, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    const report = await verify(await present([await award(), other], holder))
    expect(report.verdict).toBe('unknown')
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['valid', 'unknown'])
    expect(world.asked.dids).toContain(issuer.did)
  })

  it.each(formats)('binds every badge to the holder (%s)', async (format) => {
    const { holder, award, verify } = await setUp()
    const stolen = await award(7, format, createHolder().did)
    const report = await verify(await present([await award(7, format), stolen], holder, { format }))
    expect(report.verdict).toBe('invalid')
    expect(report.credentials.map(problemsOf)).toEqual([[], ['holder-binding:subject_differs']])
  })

  it('does not know whether a badge for an e-mail is shown by its owner', async () => {
    const { issuer, holder, verify } = await setUp()
    const identifier = [
      {
        type: 'IdentityObject' as const,
        hashed: true,
        identityHash: `sha256$${'0'.repeat(64)}`,
        identityType: 'emailAddress',
      },
    ]
    const signed = await secure(badge(issuer, { identifier }), issuer.signer)
    const report = await verify(await present([signed], holder))
    expect(report.verdict).toBe('unknown')
    expect(report.credentials.map(problemsOf)).toEqual([['holder-binding:hashed_recipient']])
  })

  it('without a request in mind says who signed, and no more', async () => {
    const { world, holder, award } = await setUp()
    const shown = await present([await award()], holder, { nonce: undefined, audience: undefined })
    const report = await verifyPresentation(shown, { ports: world.ports })
    expect([report.verdict, codesOf(report)]).toEqual([
      'valid',
      { ...allGood, 'holder-binding': 'signed_by_holder' },
    ])
  })

  it.each<[string, DidResolution, string, string]>([
    [
      'cannot be reached',
      { outcome: 'unavailable', code: 'fetch_failed', detail: '' },
      'unknown',
      'holder_unreachable',
    ],
    ['is deactivated', { outcome: 'deactivated' }, 'invalid', 'holder_deactivated'],
    [
      'leads nowhere',
      { outcome: 'refused', code: 'did_not_found', detail: '' },
      'invalid',
      'holder_not_found',
    ],
  ])(
    'where the holder’s DID %s, asks nobody about the badges',
    async (_, resolution, verdict, code) => {
      const { world, issuer, verify } = await setUp()
      const holder = createIssuer(world, 'did:web:people.example:people:ann')
      const signed = await secure(
        badge(issuer, { id: holder.did }, { status: statusAt(7) }),
        issuer.signer,
      )
      const shown = await present([signed], holder)
      expect((await verify(shown)).verdict).toBe('valid')
      world.dids.set(holder.did, resolution)
      world.asked.dids.length = 0
      const report = await verify(shown)
      expect([report.verdict, problemsOf(report)]).toEqual([verdict, [`holder-binding:${code}`]])
      expect(report.credentials.map(({ verdict: each }) => each)).toEqual(['unknown'])
      expect(world.asked.dids).toEqual([holder.did])
    },
  )

  it('says what badges claim to be, unverified, where nobody proved to hold them', async () => {
    const { holder, award, verify } = await setUp()
    const report = await verify(await present([await award()], holder, { nonce: 'another' }))
    const [unverified] = report.credentials
    expect(report.holder).toBeUndefined()
    expect([unverified?.verdict, unverified?.credential?.achievement?.name]).toEqual([
      'unknown',
      'Harbour guide',
    ])
  })
})

describe('verifyPresentations', () => {
  it('makes one report of one presentation for each badge, and verifies a shared list once', async () => {
    const { world, holder, award } = await setUp()
    const inputs = await Promise.all(
      formats.map(async (format) => present([await award(7, format)], holder, { format })),
    )
    const report = await verifyPresentations(inputs, { ports: world.ports, binding })
    expect([report.verdict, report.holder, codesOf(report)]).toEqual(['valid', holder.did, allGood])
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
    expect(world.asked.lists.length).toBe(1)
  })

  it('takes any mix of holder keys, and then names no one holder', async () => {
    const { world, issuer } = await setUp()
    const inputs = await Promise.all(
      [createHolder(), createHolder('P-256')].map(async (holder) =>
        present([await secure(badge(issuer, { id: holder.did }), issuer.signer)], holder, {
          format: 'jwt',
        }),
      ),
    )
    const report = await verifyPresentations(inputs, { ports: world.ports, binding })
    expect([report.verdict, report.holder]).toEqual(['valid', undefined])
    expect(report.holders).toEqual(
      report.credentials.map(({ credential }) => credential?.subjectId),
    )
    expect(new Set(report.holders).size).toBe(2)
  })

  it('is as bad as the worst of them', async () => {
    const { world, holder, award } = await setUp()
    const good = await present([await award()], holder)
    const replayed = await present([await award()], holder, { nonce: 'yesterday' })
    const report = await verifyPresentations([good, replayed], { ports: world.ports, binding })
    expect([report.verdict, problemsOf(report), report.holder]).toEqual([
      'invalid',
      ['holder-binding:nonce_wrong'],
      undefined,
    ])
  })

  it('looks at no more once one is not proven to be shown by its holder', async () => {
    const { world, holder, award } = await setUp()
    const good = await present([await award()], holder)
    const forged = { ...Object(good), verifiableCredential: [await award(5)] }
    const verifySignature = vi.fn(world.ports.verifySignature)
    const ports = { ...world.ports, verifySignature }
    const report = await verifyPresentations([good, forged, good, good], { ports, binding })
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['proof:signature_invalid']])
    expect(report.credentials.map(({ verdict }) => verdict)).toEqual(Array(4).fill('unknown'))
    expect(verifySignature).toHaveBeenCalledTimes(2)
    expect(world.asked.lists).toEqual([])
  })

  it('leaves the thread to others between eight badges and the next', async () => {
    const { world, holder, award } = await setUp()
    const secured = await award(7, 'jwt')
    const turnsOf = async (count: number) => {
      const nextTurn = vi.fn(async () => undefined)
      const presentation = await present(Array(count).fill(secured), holder, { format: 'jwt' })
      const ports = { ...world.ports, nextTurn }
      const { verdict } = await verifyPresentation(presentation, { ports, binding })
      return [verdict, nextTurn.mock.calls.length]
    }
    expect(await turnsOf(8)).toEqual(['valid', 0])
    expect(await turnsOf(9)).toEqual(['valid', 1])
    expect(await turnsOf(17)).toEqual(['valid', 2])
  })

  it('gives all presentations of an answer one budget of work', async () => {
    const { world, issuer, holder, award } = await setUp()
    const evidence = Array.from({ length: 300 }, () => ({ type: ['Evidence'], name: 'Same' }))
    const heavy = await secure({ ...badge(issuer, { id: holder.did }), evidence }, issuer.signer)
    const [light, big] = [await present([await award()], holder), await present([heavy], holder)]
    const verify = async (inputs: (JsonObject | string)[]) => {
      const canonicalize = vi.fn(world.ports.canonicalize)
      const ports = { ...world.ports, canonicalize }
      const report = await verifyPresentations(inputs, { ports, binding })
      const calls = canonicalize.mock.calls.length
      return [report.verdict, problemsOf(report), report.credentials.map(problemsOf), calls]
    }
    const tooMuch = ['proof:too_much_work']
    expect(await verify([light, big])).toEqual(['valid', [], [[], []], 10])
    expect((await verify([light, big, big, big])).slice(0, 3)).toEqual([
      'unknown',
      [],
      [[], tooMuch, tooMuch, tooMuch],
    ])
    expect(await verify(Array(100).fill(big))).toEqual(['unknown', tooMuch, Array(100).fill([]), 8])
  })

  it('finds nothing presented invalid', async () => {
    const { world } = await setUp()
    const report = await verifyPresentations([], { ports: world.ports, binding })
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['shape:no_credentials']])
  })
})
