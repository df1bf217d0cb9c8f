import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopCredential } from '../../shared/credential/enveloped.ts'
import { signCompactJws } from '../../shared/credential/jws.ts'
import { signCredentialJwt } from '../../shared/credential/vc-jwt.ts'
import type { DidDocument } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import type { VerificationPorts } from '../../shared/verify/ports.ts'
import { verifyPresentation, verifyPresentations } from '../../shared/verify/verify-presentation.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import {
  badge,
  binding,
  createHolder,
  createIssuer,
  createWorld,
  type Format,
  type PresentOptions,
  present,
  publishList,
  secure,
  signerAs,
  statusAt,
} from '../shared/verify/world.ts'

const formats: Format[] = ['data-integrity', 'jwt']

async function setUp() {
  const world = createWorld()
  const issuer = createIssuer(world)
  const holder = createHolder()
  await publishList(world, issuer)
  const signed = await secure(
    badge(issuer, { id: holder.did }, { status: statusAt(7) }),
    issuer.signer,
  )
  const verify = async (input: string | JsonObject) => {
    const report = await verifyPresentation(input, { ports: world.ports, binding })
    return [report.verdict, [...problemsOf(report), ...report.credentials.flatMap(problemsOf)]]
  }
  return { world, issuer, holder, signed, verify }
}

/** Counts how often a signature is looked at. */
function counting(ports: VerificationPorts) {
  const counted = { signatures: 0 }
  const verifySignature: VerificationPorts['verifySignature'] = (...input) => {
    counted.signatures += 1
    return ports.verifySignature(...input)
  }
  return { ports: { ...ports, verifySignature }, counted }
}

describe('a presentation for another request or verifier', () => {
  it.each<[string, PresentOptions, string]>([
    ['no nonce', { nonce: undefined }, 'nonce_missing'],
    ['an old nonce', { nonce: 'yesterday' }, 'nonce_wrong'],
    ['an empty nonce', { nonce: '' }, 'nonce_wrong'],
    ['no audience', { audience: undefined }, 'audience_missing'],
    [
      'another audience',
      { audience: 'decentralized_identifier:did:web:thief.example' },
      'audience_wrong',
    ],
    ['the audience without its prefix', { audience: 'did:web:shop.example' }, 'audience_wrong'],
    [
      'several audiences',
      { audience: [binding.audience, 'https://thief.example'] },
      'several_audiences',
    ],
  ])('is refused with %s, before any signature or host is looked at', async (_, options, code) => {
    const { world, holder, signed } = await setUp()
    const { ports, counted } = counting(world.ports)
    const shown = await present([signed], holder, options)
    const report = await verifyPresentation(shown, { ports, binding })
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', [`holder-binding:${code}`]])
    expect([counted.signatures, world.asked]).toEqual([0, { dids: [], lists: [] }])
  })

  it.each([
    [{ nonce: 'yesterday' }, 'nonce_wrong'],
    [{ nonce: undefined }, 'nonce_missing'],
    [{ aud: 'https://thief.example' }, 'audience_wrong'],
    [{ aud: [binding.audience, 'https://thief.example'] }, 'several_audiences'],
    [{ aud: undefined }, 'audience_missing'],
  ])('is refused as a token too: %o', async (claims, code) => {
    const { holder, signed, verify } = await setUp()
    const token = await signCompactJws({
      header: { typ: 'vp+jwt', kid: holder.keyId },
      payload: {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        type: ['VerifiablePresentation'],
        holder: holder.did,
        verifiableCredential: [signed],
        nonce: binding.nonce,
        aud: binding.audience,
        ...claims,
      },
      signer: holder.signer,
    })
    expect(await verify(token)).toEqual(['invalid', [`holder-binding:${code}`]])
  })

  it('is refused when its nonce and audience were swapped in afterwards', async () => {
    const { holder, signed, verify } = await setUp()
    const replayed = (await present([signed], holder, { nonce: 'yesterday' })) as JsonObject
    const proof = { ...(replayed.proof as JsonObject), challenge: binding.nonce }
    expect(await verify({ ...replayed, proof })).toEqual(['invalid', ['proof:signature_invalid']])
  })
})

describe('a presentation by somebody else', () => {
  it.each(formats)('cannot show a stolen badge under another key (%s)', async (format) => {
    const { world, signed, verify } = await setUp()
    world.asked.lists.length = 0
    const shown = await present([signed], createHolder(), { format })
    expect(await verify(shown)).toEqual(['invalid', ['holder-binding:subject_differs']])
    expect(world.asked.lists).toEqual([])
  })

  it.each(formats)('cannot name the true holder over their own key (%s)', async (format) => {
    const { holder, signed, verify } = await setUp()
    const shown = await present([signed], createHolder(), { format, holder: holder.did })
    expect(await verify(shown)).toEqual(['invalid', ['holder-binding:key_of_another']])
  })

  it.each(formats)("cannot sign under the true holder's key id (%s)", async (format) => {
    const { holder, signed, verify } = await setUp()
    const thief = createHolder()
    const shown = await present([signed], holder, { format, signer: signerAs(thief, holder.keyId) })
    expect(await verify(shown)).toEqual(['invalid', ['proof:signature_invalid']])
  })

  it.each(formats)(
    'leaves no holder named and no host asked about the badges (%s)',
    async (format) => {
      const { world, holder, signed } = await setUp()
      const signer = signerAs(createHolder(), holder.keyId)
      const shown = await present([signed], holder, { format, signer })
      const report = await verifyPresentation(shown, { ports: world.ports, binding })
      expect([report.holder, report.credentials.map(({ verdict }) => verdict)]).toEqual([
        undefined,
        ['unknown'],
      ])
      expect(report.checks.map(({ name, code }) => [name, code])).toEqual([
        ['shape', 'ok'],
        ['proof', 'signature_invalid'],
        ['dates', 'not_checked'],
        ['holder-binding', 'not_checked'],
      ])
      expect(world.asked).toEqual({ dids: [holder.did], lists: [] })
    },
  )

  it('cannot be the issuer, whose key signed the badge', async () => {
    const { issuer, holder, signed, verify } = await setUp()
    const shown = await present([signed], issuer, { holder: holder.did })
    expect(await verify(shown)).toEqual(['invalid', ['holder-binding:key_of_another']])
  })

  it.each(formats)(
    'cannot use a key that is for claims, not for authentication (%s)',
    async (format) => {
      const { world, issuer, verify } = await setUp()
      const holder = createIssuer(world, 'did:web:people.example:people:ann')
      const resolution = world.dids.get(holder.did)
      if (resolution?.outcome !== 'resolved') throw new Error('the holder has no document')
      const { authentication: _, ...document }: DidDocument = resolution.document
      world.dids.set(holder.did, { outcome: 'resolved', document })
      const signed = await secure(badge(issuer, { id: holder.did }), issuer.signer)
      expect(await verify(await present([signed], holder, { format }))).toEqual([
        'invalid',
        ['holder-binding:key_not_for_authentication'],
      ])
    },
  )

  it('cannot pass off a proof made for claims as one that authenticates', async () => {
    const { holder, signed, verify } = await setUp()
    const shown = await present([signed], holder, { purpose: 'assertionMethod' })
    expect(await verify(shown)).toEqual(['invalid', ['proof:purpose_wrong']])
  })

  it('cannot leave the proof out', async () => {
    const { holder, signed, verify } = await setUp()
    const { proof: _, ...unsigned } = (await present([signed], holder)) as JsonObject
    expect(await verify(unsigned)).toEqual([
      'invalid',
      ['proof:missing', 'holder-binding:holder_missing'],
    ])
  })

  it.each([
    [
      'made in the future',
      { created: new Date('2026-11-22T10:01:01Z') },
      'dates:proof_from_future',
    ],
  ])('cannot be %s', async (_, options, problem) => {
    const { holder, signed, verify } = await setUp()
    for (const format of formats) {
      const shown = await present([signed], holder, { format, ...options })
      expect(await verify(shown)).toEqual(['invalid', [problem]])
    }
  })
})

describe('what a presentation holds', () => {
  it('must be something', async () => {
    const { holder, verify } = await setUp()
    expect(await verify(await present([], holder))).toEqual(['invalid', ['shape:no_credentials']])
    const shown = await present([], holder, { format: 'jwt' })
    expect(await verify(shown)).toEqual(['invalid', ['shape:no_credentials']])
  })

  it('may be a hundred badges; more are refused before any signature is looked at', async () => {
    const { world, issuer, holder } = await setUp()
    const { ports, counted } = counting(world.ports)
    const token = await secure(badge(issuer, { id: holder.did }), issuer.signer, 'jwt')
    const show = (count: number) =>
      present(
        Array.from({ length: count }, () => token),
        holder,
        { format: 'jwt' },
      )
    const hundred = await verifyPresentation(await show(100), { ports, binding })
    expect([hundred.verdict, hundred.credentials.length, counted.signatures]).toEqual([
      'valid',
      100,
      101,
    ])
    counted.signatures = 0
    world.asked.dids.length = 0
    const more = await verifyPresentation(await show(101), { ports, binding })
    expect([more.verdict, problemsOf(more)]).toEqual(['invalid', ['shape:too_many_credentials']])
    expect([counted.signatures, world.asked.dids]).toEqual([0, []])
  })

  it('is counted over all presentations, and no policy raises the number', async () => {
    const { world, issuer, holder } = await setUp()
    const { ports, counted } = counting(world.ports)
    const token = await secure(badge(issuer, { id: holder.did }), issuer.signer, 'jwt')
    const half = await present(
      Array.from({ length: 51 }, () => token),
      holder,
      { format: 'jwt' },
    )
    const policy = { maxCredentials: 1_000 }
    const report = await verifyPresentations([half, half], { ports, binding, policy })
    expect([report.verdict, problemsOf(report), counted.signatures]).toEqual([
      'invalid',
      ['shape:too_many_credentials'],
      0,
    ])
    const many = Array.from({ length: 101 }, () => 'not even a presentation')
    expect(problemsOf(await verifyPresentations(many, { ports, binding }))).toEqual([
      'shape:too_many_credentials',
    ])
  })

  it.each<[string, (signed: JsonObject) => unknown, string]>([
    ['text', (signed) => JSON.stringify(signed), 'shape:model_invalid'],
    ['a number', () => 7, 'shape:model_invalid'],
    ['null', () => null, 'shape:model_invalid'],
    ['a list', (signed) => [signed], 'shape:model_invalid'],
    ['an object without type', ({ type: _, ...rest }) => rest, 'shape:model_invalid'],
  ])('must not be %s', async (_, change, problem) => {
    const { holder, signed, verify } = await setUp()
    const token = await signCompactJws({
      header: { typ: 'vp+jwt', kid: holder.keyId },
      payload: {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        type: ['VerifiablePresentation'],
        holder: holder.did,
        verifiableCredential: [signed, change(signed)],
        nonce: binding.nonce,
        aud: binding.audience,
      },
      signer: holder.signer,
    })
    const [verdict, problems] = await verify(token)
    expect([verdict, problems?.[0]]).toEqual(['invalid', problem])
  })

  it('is verified, each by itself: one forged badge among good ones', async () => {
    const { holder, signed, verify } = await setUp()
    const forged = { ...signed, name: 'Harbour master' }
    const shown = await present([signed, forged, signed], holder)
    expect(await verify(shown)).toEqual(['invalid', ['proof:signature_invalid']])
  })

  it('cannot be a presentation, or a claim about oneself in another’s name', async () => {
    const { issuer, holder, signed, verify } = await setUp()
    const inner = (await present([signed], holder)) as JsonObject
    expect(await verify(await present([inner], holder))).toEqual([
      'invalid',
      ['shape:not_a_credential'],
    ])
    const own = await secure(badge(issuer, { id: holder.did }), holder.signer, 'jwt')
    expect(await verify(await present([own], holder))).toEqual([
      'invalid',
      ['issuer-key:key_of_another'],
    ])
  })

  it('may be self-issued, and is then no more than that', async () => {
    const { holder, verify } = await setUp()
    const own = await signCredentialJwt({
      credential: badge(holder, { id: holder.did }),
      signer: holder.signer,
    })
    const [verdict] = await verify(await present([envelopCredential(own)], holder))
    expect(verdict).toBe('valid')
  })
})

describe('a presentation that was damaged', () => {
  it('is never valid, and never makes the verifier throw', async () => {
    const { world, holder, signed } = await setUp()
    const shown = await present([signed], holder)
    const text = JSON.stringify(shown)
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), async (at, put) => {
        const damaged = text.slice(0, at) + put + text.slice(at + 1)
        const report = await verifyPresentation(damaged, { ports: world.ports, binding })
        const isSame = sameJson(damaged, shown)
        expect(report.verdict === 'valid').toBe(isSame)
      }),
      { numRuns: 150 },
    )
  })

  it('is never valid as a damaged token', async () => {
    const { world, holder, signed } = await setUp()
    const token = (await present([signed], holder, { format: 'jwt' })) as string
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.base64String({ maxLength: 4 }),
        async (at, put) => {
          const damaged = token.slice(0, at) + put + token.slice(at + 1)
          const report = await verifyPresentation(damaged, { ports: world.ports, binding })
          expect(report.verdict === 'valid').toBe(damaged === token)
        },
      ),
      { numRuns: 150 },
    )
  })
})

/** White space between members changes nothing. */
function sameJson(text: string, value: unknown): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(value)
  } catch {
    return false
  }
}
