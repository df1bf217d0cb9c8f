import { describe, expect, it, vi } from 'vitest'
import { signCredentialJwt } from '../../../shared/credential/vc-jwt.ts'
import { parseDid } from '../../../shared/did/did.ts'
import type { DidDocument } from '../../../shared/did/did-document.ts'
import { jwkThumbprint, publicKeyToJwk } from '../../../shared/did/public-key.ts'
import type { DidResolution } from '../../../shared/did/resolution.ts'
import type { JsonObject } from '../../../shared/json/json.ts'
import type { TrustPort, VerificationPolicy } from '../../../shared/verify/ports.ts'
import { verifyCredential } from '../../../shared/verify/verify-credential.ts'
import { codesOf, problemsOf } from './outcomes.ts'
import {
  type Actor,
  achievement,
  badge,
  createHolder,
  createIssuer,
  createWorld,
  type Format,
  publishList,
  secure,
  signerAs,
  statusAt,
} from './world.ts'

const formats: Format[] = ['data-integrity', 'jwt']

async function setUp(format: Format = 'data-integrity', more: Parameters<typeof badge>[2] = {}) {
  const world = createWorld()
  const issuer = createIssuer(world)
  const holder = createHolder()
  await publishList(world, issuer, { set: [5] })
  const unsigned = badge(issuer, { id: holder.did }, { status: statusAt(7), ...more })
  const verify = (
    input: string | JsonObject,
    policy: VerificationPolicy = {},
    expectedHolder?: string,
  ) =>
    verifyCredential(input, {
      ports: world.ports,
      policy,
      ...(expectedHolder && { expectedHolder }),
    })
  return {
    world,
    issuer,
    holder,
    unsigned,
    verify,
    signed: await secure(unsigned, issuer.signer, format),
  }
}

function documentOf(world: ReturnType<typeof createWorld>, actor: Actor): DidDocument {
  const resolution = world.dids.get(actor.did)
  if (resolution?.outcome !== 'resolved') throw new Error('the DID has no document')
  return resolution.document
}

const allGood = {
  shape: 'ok',
  proof: 'ok',
  'issuer-key': 'ok',
  dates: 'ok',
  status: 'ok',
  accreditation: 'not_asked',
  log: 'not_asked',
  'holder-binding': 'not_asked',
  recipient: 'not_asked',
  endorsements: 'none',
}

const stopped = Object.fromEntries(Object.keys(allGood).map((name) => [name, 'not_checked']))

describe('verifyCredential', () => {
  it.each(formats)('finds a good badge valid (%s)', async (format) => {
    const { signed, holder, issuer, verify, world } = await setUp(format)
    const report = await verify(signed)
    expect({ ...report, checks: codesOf(report) }).toEqual({
      kind: 'credential',
      verdict: 'valid',
      checks: allGood,
      credential: {
        id: 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11',
        types: ['VerifiableCredential', 'OpenBadgeCredential'],
        issuer: { id: issuer.did, name: 'Quay Youth Club' },
        subjectId: holder.did,
        achievement: {
          id: achievement.id,
          name: 'Harbour guide',
          description: 'Shows visitors round the harbour',
          criteria: 'Led three walks',
        },
        validFrom: '2026-09-01T09:00:00Z',
      },
      securedWith: format === 'jwt' ? 'vc+jwt' : 'eddsa-rdfc-2022',
      checkedAt: '2026-11-22T10:00:00.000Z',
    })
    expect(world.asked.lists).toEqual(['https://city.example/providers/quay/status/1'])
  })

  it('reads the same badge as text, as a bare token and signed with P-256', async () => {
    const { world, holder, signed, unsigned, issuer, verify } = await setUp()
    const other = createIssuer(world, 'did:web:college.example', 'P-256')
    const p256 = await signCredentialJwt({
      credential: badge(other, { id: holder.did }),
      signer: other.signer,
      typ: 'none',
    })
    const token = await signCredentialJwt({ credential: unsigned, signer: issuer.signer })
    const reports = [await verify(JSON.stringify(signed)), await verify(token), await verify(p256)]
    expect(reports.map(({ verdict }) => verdict)).toEqual(['valid', 'valid', 'valid'])
  })

  it.each<[string, DidResolution, string, string]>([
    [
      'cannot be reached',
      { outcome: 'unavailable', code: 'fetch_failed', detail: '' },
      'unknown',
      'issuer_unreachable',
    ],
    [
      'is of a method that is not read',
      { outcome: 'refused', code: 'did_method_unsupported', detail: '' },
      'unknown',
      'issuer_unsupported',
    ],
    [
      'leads nowhere',
      { outcome: 'refused', code: 'did_not_found', detail: '' },
      'invalid',
      'issuer_not_found',
    ],
    ['is deactivated', { outcome: 'deactivated' }, 'invalid', 'issuer_deactivated'],
  ])('where the issuer %s', async (_, resolution, verdict, code) => {
    const { world, issuer, signed, verify } = await setUp()
    world.dids.set(issuer.did, resolution)
    const report = await verify(signed)
    expect([report.verdict, codesOf(report)]).toEqual([
      verdict,
      { ...stopped, shape: 'ok', 'issuer-key': code },
    ])
    expect(world.asked.lists).toEqual([])
  })

  it.each(formats)('refuses a key that is listed for authentication only (%s)', async (format) => {
    const { world, issuer, signed, verify } = await setUp(format)
    const { assertionMethod: _, ...document } = documentOf(world, issuer)
    world.dids.set(issuer.did, { outcome: 'resolved', document })
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual([
      'invalid',
      ['issuer-key:key_not_for_assertion'],
    ])
  })

  it.each(formats)('refuses a key that was removed (%s)', async (format) => {
    const { world, issuer, signed, verify } = await setUp(format)
    createIssuer(world, issuer.did)
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['issuer-key:key_missing']])
  })

  it.each([
    ['revoked', 'unknown', 'key_revoked'],
    ['expires', 'invalid', 'key_expired'],
  ])('does not believe a key whose %s date has come', async (member, verdict, code) => {
    const { world, issuer, signed, verify } = await setUp()
    const document = documentOf(world, issuer)
    const verificationMethod = (document.verificationMethod ?? []).map((method) => ({
      ...method,
      [member]: '2026-11-01T00:00:00Z',
    }))
    world.dids.set(issuer.did, {
      outcome: 'resolved',
      document: { ...document, verificationMethod },
    })
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual([verdict, [`issuer-key:${code}`]])
    expect(world.asked.lists).toEqual([])
  })

  it.each(formats)('refuses a badge in the name of another issuer (%s)', async (format) => {
    const { world, unsigned, verify } = await setUp()
    const thief = createIssuer(world, 'did:web:thief.example')
    const report = await verify(await secure(unsigned, thief.signer, format))
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['issuer-key:key_of_another']])
    expect(world.asked).toEqual({ dids: [], lists: [] })
  })

  it.each(formats)("refuses another's signature under the issuer's key id (%s)", async (format) => {
    const { world, issuer, unsigned, verify } = await setUp()
    const thief = createIssuer(world, 'did:web:thief.example')
    const report = await verify(await secure(unsigned, signerAs(thief, issuer.keyId), format))
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['proof:signature_invalid']])
    expect(world.asked.lists).toEqual([])
  })

  it('refuses a badge that was changed', async () => {
    const { signed, verify } = await setUp()
    const report = await verify({ ...signed, name: 'Harbour master' })
    expect([report.verdict, codesOf(report)]).toEqual([
      'invalid',
      { ...stopped, shape: 'ok', proof: 'signature_invalid', 'issuer-key': 'ok' },
    ])
  })

  it('refuses a revocation that is hidden by spelling its member out', async () => {
    const { issuer, verify, holder } = await setUp()
    const { credentialStatus, ...signed } = await secure(
      badge(issuer, { id: holder.did }, { status: statusAt(5) }),
      issuer.signer,
    )
    const hidden = {
      ...signed,
      'https://www.w3.org/2018/credentials#credentialStatus': credentialStatus,
    }
    expect(problemsOf(await verify({ ...signed, credentialStatus }))).toEqual(['status:revoked'])
    const report = await verify(hidden)
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', ['proof:not_canonical']])
  })

  it('tries several proofs, and takes any that is the issuer’s', async () => {
    const { signed, verify } = await setUp()
    const proofs = (...more: unknown[]) => ({ ...signed, proof: [...more, signed.proof] })
    const foreign = {
      ...(signed.proof as object),
      verificationMethod: 'did:web:thief.example#key-1',
    }
    const unread = { ...(signed.proof as object), cryptosuite: 'bbs-2023' }
    expect((await verify(proofs(foreign, unread))).verdict).toBe('valid')
    expect(problemsOf(await verify({ ...signed, proof: [foreign, unread] }))).toEqual([
      'issuer-key:key_of_another',
    ])
  })

  it('tries three proofs by keys of the issuer, and any number that only say they are', async () => {
    const { world, issuer, holder, signed, verify } = await setUp()
    const otherwise = { ...signed, name: 'Changed' }
    const { proof: bad } = await secure(otherwise, issuer.signer)
    const { proof: foreign } = await secure(signed, holder.signer)
    const proofs = (...more: unknown[]) => ({ ...signed, proof: [...more, signed.proof].flat() })
    const [wrong, strange] = [[bad].flat().slice(-1), [foreign].flat().slice(-1)]
    expect((await verify(proofs(wrong, strange, strange, strange, wrong))).verdict).toBe('valid')
    const verifySignature = vi.fn(world.ports.verifySignature)
    const ports = { ...world.ports, verifySignature }
    const report = await verifyCredential(proofs(wrong, wrong, wrong), { ports })
    expect(problemsOf(report)).toEqual(['proof:signature_invalid'])
    expect(verifySignature).toHaveBeenCalledTimes(3)
  })

  it('takes no good proof beside a wrong one by a key of the issuer, where each is asked for', async () => {
    const { world, issuer, holder, signed } = await setUp()
    const proof = Object(signed.proof)
    const wrong = { ...proof, created: '2026-01-01T00:00:00Z' }
    const foreign = Object([(await secure(signed, holder.signer)).proof].flat().at(-1))
    const policy = { everyProof: true }
    const problems = async (...proofs: JsonObject[]) =>
      problemsOf(
        await verifyCredential({ ...signed, proof: proofs }, { ports: world.ports, policy }),
      )
    const broken = ['proof:signature_invalid']
    expect(await problems(proof, { ...foreign, proofValue: proof.proofValue })).toEqual([])
    expect(await problems(proof, proof, proof, proof)).toEqual([])
    expect(await problems(proof, wrong)).toEqual(broken)
    expect(await problems(wrong, proof)).toEqual(broken)
    expect(await problems(proof, proof, proof, proof, wrong)).toEqual(broken)
    for (const unread of [{ proofValue: 'z0' }, { created: 'yesterday' }]) {
      expect(await problems(proof, { ...proof, ...unread })).toEqual(['proof:malformed'])
    }
    const token = await secure(badge(issuer, { id: holder.did }), issuer.signer, 'jwt')
    expect((await verifyCredential(token, { ports: world.ports, policy })).verdict).toBe('valid')
  })

  it('says of several bad proofs what is wrong with the issuer’s own', async () => {
    const { signed, verify } = await setUp()
    const proof = signed.proof as JsonObject
    const foreign = { ...proof, verificationMethod: 'did:web:thief.example#key-1' }
    const changed = { ...signed, name: 'Harbour master' }
    const problems = await Promise.all(
      [
        [proof, foreign],
        [foreign, proof],
      ].map(async (proofs) => problemsOf(await verify({ ...changed, proof: proofs }))),
    )
    expect(problems).toEqual([['proof:signature_invalid'], ['proof:signature_invalid']])
    const many = { ...signed, proof: Array.from({ length: 11 }, () => proof) }
    expect(problemsOf(await verify(many))).toEqual(['proof:malformed'])
  })

  it.each([
    ['no proof', {}, 'invalid', 'proof:missing'],
    ['an empty list of proofs', { proof: [] }, 'invalid', 'shape:model_invalid'],
    [
      'a proof of another kind',
      { proof: { type: 'RsaSignature2018', jws: 'x' } },
      'unknown',
      'proof:unsupported',
    ],
    ['a proof without a type', { proof: [{ proofValue: 'z1' }] }, 'invalid', 'shape:model_invalid'],
    [
      'a proof cut short',
      { proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022' } },
      'invalid',
      'proof:malformed',
    ],
  ])('judges %s, and asks nobody', async (_, proof, verdict, problem) => {
    const { unsigned, verify, world } = await setUp()
    const report = await verify({ ...unsigned, ...proof })
    expect([report.verdict, problemsOf(report)]).toEqual([verdict, [problem]])
    expect(world.asked).toEqual({ dids: [], lists: [] })
  })

  it('refuses a proof that was made to authenticate', async () => {
    const { signed, verify } = await setUp()
    const proof = { ...(signed.proof as object), proofPurpose: 'authentication' }
    expect(problemsOf(await verify({ ...signed, proof }))).toEqual(['proof:purpose_wrong'])
  })

  it.each([
    [{ validFrom: new Date('2026-12-01T00:00:00Z') }, 'dates:not_yet_valid'],
    [{ validUntil: new Date('2026-11-21T00:00:00Z') }, 'dates:expired'],
  ])('finds a badge outside its dates invalid, and asks no status list', async (dates, problem) => {
    const { world, signed, verify } = await setUp('jwt', dates)
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', [problem]])
    expect(world.asked.lists).toEqual([])
  })

  it.each([
    ['revocation', 'status:revoked'],
    ['suspension', 'status:suspended'],
  ] as const)('finds a badge invalid by %s', async (purpose, problem) => {
    const { world, issuer, signed, verify } = await setUp('data-integrity', {
      status: statusAt(5, purpose),
    })
    await publishList(world, issuer, { set: [5], purpose })
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual(['invalid', [problem]])
  })

  it('does not know what it cannot ask: the status host is down', async () => {
    const { world, signed, verify } = await setUp()
    world.lists.clear()
    world.lists.set('https://city.example/providers/quay/status/1', {
      outcome: 'unavailable',
      code: 'fetch_failed',
      detail: '',
    })
    const report = await verify(signed)
    expect([report.verdict, problemsOf(report)]).toEqual(['unknown', ['status:list_unreachable']])
  })

  it('is valid for its subject, invalid for another', async () => {
    const { holder, signed, verify, world } = await setUp()
    expect((await verify(signed, {}, holder.did)).verdict).toBe('valid')
    world.asked.lists.length = 0
    const report = await verify(signed, {}, createHolder().did)
    expect([report.verdict, problemsOf(report)]).toEqual([
      'invalid',
      ['holder-binding:subject_differs'],
    ])
    expect(world.asked.lists).toEqual([])
  })

  describe('policy', () => {
    const trustedCities = [parseDid('did:web:city.example')]

    it('does not know of accreditation without a trust list, where it is asked', async () => {
      const { signed, verify } = await setUp()
      const report = await verify(signed, { trustedCities })
      expect([report.verdict, problemsOf(report)]).toEqual([
        'unknown',
        ['accreditation:trust_list_unavailable', 'log:log_unavailable'],
      ])
    })

    it('asks the trust port about this issuer, this achievement and this award, now', async () => {
      const { world, issuer, signed } = await setUp()
      const asked: unknown[] = []
      const trust = {
        judge: async (query) => {
          asked.push(query)
          return { accreditation: 'not_accredited', log: 'ok' }
        },
        findDocument: async () => undefined,
      } satisfies TrustPort
      const report = await verifyCredential(signed, {
        ports: { ...world.ports, trust },
        policy: { trustedCities },
      })
      expect([report.verdict, problemsOf(report)]).toEqual([
        'invalid',
        ['accreditation:not_accredited'],
      ])
      expect(asked).toEqual([
        {
          issuer: issuer.did,
          achievementId: achievement.id,
          credentialId: 'urn:uuid:6f1bd9a2-6a5b-4c6b-9d5c-0b1f9c6d7e11',
          keyThumbprint: jwkThumbprint(publicKeyToJwk(issuer.publicKey)),
          isKeyRevoked: false,
          trustedCities,
          at: new Date('2026-11-22T10:00:00Z'),
        },
      ])
    })

    it('asks the city that the issuer names, where it trusts none: its word decides nothing', async () => {
      const { world, issuer, signed, verify } = await setUp()
      const cities: unknown[] = []
      const trust = {
        judge: async (query) => {
          cities.push(query.trustedCities)
          return { accreditation: 'not_accredited', log: 'not_logged' }
        },
        findDocument: async () => undefined,
      } satisfies TrustPort
      const ports = { ...world.ports, trust }
      const report = async (policy: VerificationPolicy) => {
        const { verdict, checks } = await verifyCredential(signed, { ports, policy })
        return [verdict, ...checks.filter(({ name }) => name === 'accreditation')].map((each) =>
          typeof each === 'string' ? each : each.code,
        )
      }
      expect(await report({ asksNamedCity: true })).toEqual(['valid', 'not_asked'])
      const city = 'did:web:made-up.example'
      const service = [{ id: `${issuer.did}#city`, type: 'WaymarkCity', serviceEndpoint: city }]
      const document = { ...documentOf(world, issuer), service }
      world.dids.set(issuer.did, { outcome: 'resolved', document })
      expect(await report({})).toEqual(['valid', 'not_asked'])
      expect(cities).toEqual([])
      expect(await report({ asksNamedCity: true })).toEqual(['valid', 'not_accredited'])
      expect(await report({ asksNamedCity: true, trustedCities })).toEqual([
        'invalid',
        'not_accredited',
      ])
      expect(cities).toEqual([[city], trustedCities])
      expect((await verify({ ...signed, name: 'x' }, { asksNamedCity: true })).verdict).toBe(
        'invalid',
      )
    })

    it('lets the person asked about decide, unless it says otherwise', async () => {
      const { signed, verify } = await setUp()
      const recipient = { email: 'ann@quay.example' }
      expect((await verify(signed, { recipient })).verdict).toBe('unknown')
      const beside = await verify(signed, { recipient, required: [] })
      expect([beside.verdict, problemsOf(beside)]).toEqual(['valid', ['recipient:not_stated']])
    })

    it('cannot drop what proves the badge', async () => {
      const { world, signed, verify } = await setUp()
      world.lists.clear()
      expect((await verify(signed, { required: [] })).verdict).toBe('unknown')
      expect((await verify({ ...signed, name: 'x' }, { required: ['shape'] })).verdict).toBe(
        'invalid',
      )
    })

    it('cannot stretch the skew of clocks past a minute', async () => {
      const { signed, verify } = await setUp('data-integrity', {
        validUntil: new Date('2026-11-22T09:58:00Z'),
      })
      expect((await verify(signed, { clockSkewSeconds: 3_600 })).verdict).toBe('invalid')
    })
  })

  describe('order of work', () => {
    it('asks nobody about what is no badge', async () => {
      const { world, signed, verify } = await setUp()
      const report = await verify({ ...signed, credentialSubject: { id: 'did:key:z6Mk' } })
      expect(report.verdict).toBe('invalid')
      expect(world.asked).toEqual({ dids: [], lists: [] })
    })

    it.each(formats)(
      'asks for no status until signature and issuer are known good (%s)',
      async (format) => {
        const { world, issuer, holder, verify } = await setUp()
        const unsigned = badge(issuer, { id: holder.did }, { status: statusAt(7) })
        const thief = createIssuer(world, 'did:web:thief.example')
        const gone = signerAs(issuer, `${issuer.did}#z6Mkgone`)
        const hostile = [
          await secure(unsigned, signerAs(thief, issuer.keyId), format),
          await secure(unsigned, thief.signer, format),
          await secure(unsigned, gone, format),
        ]
        const reports = await Promise.all(hostile.map((input) => verify(input)))
        expect(reports.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid', 'invalid'])
        expect(world.asked.lists).toEqual([])
      },
    )
  })
})
