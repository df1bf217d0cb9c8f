import { describe, expect, test } from 'vitest'
import { buildDidDocument } from '../../shared/did/did-document.ts'
import { createTrustReader } from '../../shared/trust/city-trust.ts'
import { escrowServiceOf } from '../../shared/trust/escrow-service.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import { achievement, createActor, listUrl, publishList } from '../shared/verify/world.ts'
import { thumbprintOf } from '../support/trust-city.ts'
import {
  early,
  endKey,
  forgedId,
  goodId,
  lastYear,
  quayIn,
  type Setting,
  setUp,
} from './time-and-trust.ts'

test('the honest badge is valid', async () => {
  const { good, judge, cardiff } = await setUp()
  expect(await judge(good)).toEqual(['valid'])
  expect(await judge(good, cardiff.proof(goodId, achievement.id))).toEqual(['valid'])
})

describe('a stolen key of a provider', () => {
  test.each(['retired', 'compromised'] as const)(
    'that was %s: what was logged by then stays valid',
    async (event) => {
      const setting = await setUp()
      await endKey(setting, event)
      expect(await setting.judge(setting.good)).toEqual(['valid'])
    },
  )

  test.each([
    ['retired', 'never logged', ['accreditation:not_in_log', 'log:not_logged']],
    [
      'compromised',
      'never logged',
      ['issuer-key:key_revoked', 'accreditation:not_in_log', 'log:not_logged'],
    ],
    ['retired', 'logged afterwards', ['accreditation:key_retired']],
    [
      'compromised',
      'logged afterwards',
      ['issuer-key:key_revoked', 'accreditation:key_compromised'],
    ],
  ] as const)('that was %s: a back-dated badge, %s, is not', async (event, when, problems) => {
    const setting = await setUp()
    await endKey(setting, event)
    const { cardiff, judge, sign } = setting
    if (when === 'logged afterwards') cardiff.award(forgedId, achievement.id)
    await cardiff.publish()
    for (const validFrom of [early, new Date('1999-01-01T00:00:00Z'), new Date(lastYear)]) {
      const forged = await sign(forgedId, setting.quay.signer, { validFrom })
      expect(await judge(forged)).toEqual(['unknown', ...problems])
    }
  })

  test('whose end the city does not know: unknown, and its thief sends nobody anywhere', async () => {
    const { world, quay, quayHolds, judge, good } = await setUp()
    quayHolds([{ publicKey: quay.publicKey, revoked: '2026-06-01T00:00:00Z' }])
    expect(await judge(good)).toEqual([
      'unknown',
      'issuer-key:key_revoked',
      'accreditation:key_compromised',
    ])
    expect(world.asked.lists).toEqual([])
  })

  test('signs no status list either', async () => {
    const setting = await setUp()
    const { world, quay, judge, quayHolds, sign, cardiff } = setting
    await endKey(setting, 'compromised')
    const next = createActor('Ed25519', () => quay.did)
    quayHolds([
      { publicKey: quay.publicKey, revoked: '2026-06-01T00:00:00Z' },
      { publicKey: next.publicKey },
    ])
    cardiff.award(forgedId, achievement.id)
    await cardiff.publish()
    // the badge is by the new key, and its list, which says nothing against it, by the stolen one
    await publishList(world, quay, { set: [] })
    expect(await judge(await sign(forgedId, next.signer))).toEqual([
      'unknown',
      'status:list_not_verified',
    ])
  })

  test('a wrong signature under a revoked key is wrong, whatever the log says', async () => {
    const setting = await setUp()
    await endKey(setting, 'compromised')
    const changed = { ...setting.good, name: 'Harbour master' }
    expect(await setting.judge(changed)).toEqual([
      'invalid',
      'proof:signature_invalid',
      'issuer-key:key_revoked',
    ])
  })
})

describe('an escrow', () => {
  async function close(setting: Setting) {
    const { quay, cardiff, quayHolds } = setting
    const escrow = createActor('Ed25519', () => quay.did)
    const verificationMethod = escrow.keyId
    quayHolds(
      [{ publicKey: quay.publicKey }, { publicKey: escrow.publicKey }],
      [escrowServiceOf(quay.did, { city: cardiff.did, verificationMethod })],
    )
    const provider = quayIn(setting)
    provider.state = 'closed'
    provider.escrow = { thumbprint: thumbprintOf(escrow), from: '2026-11-01T00:00:00Z' }
    await cardiff.publish()
    return escrow
  }

  test('keeps the status lists of a closed provider alive', async () => {
    const setting = await setUp()
    const escrow = await close(setting)
    await publishList(setting.world, setting.quay, { signer: escrow.signer })
    expect(await setting.judge(setting.good)).toEqual(['valid'])
    await publishList(setting.world, setting.quay, {
      signer: escrow.signer,
      set: [7],
      url: listUrl,
      validFrom: '2026-11-22T09:30:00Z',
    })
    setting.world.clock.advance(301)
    await publishList(setting.world, setting.quay, {
      signer: escrow.signer,
      set: [7],
      validFrom: '2026-11-22T10:05:00Z',
    })
    expect(await setting.judge(setting.good)).toEqual(['invalid', 'status:revoked'])
  })

  test('signs no badge, logged or not, with or without a trusted city', async () => {
    const setting = await setUp()
    const escrow = await close(setting)
    setting.cardiff.award(forgedId, achievement.id)
    await setting.cardiff.publish()
    const forged = await setting.sign(forgedId, escrow.signer)
    expect(await setting.judge(forged)).toEqual(['invalid', 'issuer-key:escrow_key'])
    const report = await verifyCredential(forged, { ports: setting.world.ports })
    expect([report.verdict, ...problemsOf(report)]).toEqual(['invalid', 'issuer-key:escrow_key'])
  })

  test.each([
    ['retired', undefined],
    ['stolen', '2026-11-20T10:00:00Z'],
  ])('signs no badge after it was %s, not even one whose id is in the log', async (_, revoked) => {
    const setting = await setUp()
    const { quay, cardiff, quayHolds, judge, sign, world } = setting
    const [old, next] = [1, 2].map(() => createActor('Ed25519', () => quay.did))
    if (old === undefined || next === undefined) throw new Error('two were made')
    quayHolds(
      [
        { publicKey: quay.publicKey },
        { publicKey: old.publicKey, ...(revoked !== undefined && { revoked }) },
        { publicKey: next.publicKey },
      ],
      [next, old].map(({ keyId }, number) =>
        escrowServiceOf(quay.did, { city: cardiff.did, verificationMethod: keyId }, number),
      ),
    )
    cardiff.award(forgedId, achievement.id)
    const provider = quayIn(setting)
    provider.state = 'closed'
    provider.escrow = { thumbprint: thumbprintOf(next), from: '2026-11-01T00:00:00Z' }
    const end = { at: '2026-11-20T10:00:00Z', logSize: cardiff.leaves.length }
    provider.keys = [
      { thumbprint: thumbprintOf(old), ...(revoked ? { compromised: end } : { retired: end }) },
    ]
    await cardiff.publish()
    const forged = await sign(forgedId, old.signer)
    expect(await judge(forged)).toEqual(['invalid', 'issuer-key:escrow_key'])
    const report = await verifyCredential(forged, { ports: world.ports })
    expect([report.verdict, ...problemsOf(report)]).toEqual(['invalid', 'issuer-key:escrow_key'])
  })

  test('signs no badge where only the city’s list tells of it', async () => {
    const setting = await setUp()
    const escrow = await close(setting)
    setting.quayHolds([{ publicKey: setting.quay.publicKey }, { publicKey: escrow.publicKey }])
    setting.cardiff.award(forgedId, achievement.id)
    await setting.cardiff.publish()
    expect(await setting.judge(await setting.sign(forgedId, escrow.signer))).toEqual([
      'invalid',
      'accreditation:signed_by_escrow',
    ])
  })
})

describe('a provider whose domain died', () => {
  const unreachable = { outcome: 'unavailable', code: 'fetch_failed', detail: '' } as const
  const notFound = { outcome: 'refused', code: 'did_not_found', detail: '' } as const

  function keepCopy(setting: Setting, state: 'active' | 'closed' = 'active') {
    const { quay } = setting
    const document = buildDidDocument({ did: quay.did, keys: [{ publicKey: quay.publicKey }] })
    const provider = quayIn(setting)
    provider.lastDocument = { document, retrievedAt: '2026-05-03T08:00:00Z' }
    provider.state = state
    return setting.cardiff.publish()
  }

  test('is known by the copy that a trusted city kept, and the report says so', async () => {
    const setting = await setUp()
    const { world, quay, judge, good, cardiff } = setting
    world.dids.set(quay.did, unreachable)
    expect(await judge(good)).toEqual(['unknown', 'issuer-key:issuer_unreachable'])
    await keepCopy(setting)
    setting.later()
    expect(await judge(good)).toEqual(['valid'])
    const report = await verifyCredential(good, {
      ports: { ...world.ports, trust: createTrustReader(setting.trust.ports) },
      policy: { trustedCities: [cardiff.did] },
    })
    expect(report.issuerDocument).toEqual({
      city: { did: cardiff.did, name: 'City of cardiff.example' },
      retrievedAt: '2026-05-03T08:00:00Z',
    })
    expect(report.checks.find(({ name }) => name === 'issuer-key')).toEqual({
      name: 'issuer-key',
      result: 'pass',
      code: 'document_from_city',
      detail:
        "The issuer's own address gives no DID document; a trusted city's copy of the last one lists the signing key. (did:web:cardiff.example, 2026-05-03T08:00:00Z)",
    })
  })

  test('is not known by the copy of a city that nobody trusts', async () => {
    const setting = await setUp()
    setting.world.dids.set(setting.quay.did, unreachable)
    await keepCopy(setting)
    const other = await setting.trust.createCity('other.example')
    await other.publish()
    expect(await setting.judge(setting.good, undefined, [other.did])).toEqual([
      'unknown',
      'issuer-key:issuer_unreachable',
    ])
    const report = await verifyCredential(setting.good, { ports: setting.world.ports })
    expect(report.verdict).toBe('unknown')
  })

  test.each([
    ['active', ['invalid', 'issuer-key:issuer_not_found']],
    ['closed', ['valid']],
  ] as const)(
    'and whose address answers that there is nothing: while it is %s',
    async (state, outcome) => {
      const setting = await setUp()
      await keepCopy(setting, state)
      setting.world.dids.set(setting.quay.did, notFound)
      expect(await setting.judge(setting.good)).toEqual(outcome)
    },
  )

  test('whose key was stolen before: the copy, made earlier, does not hide it', async () => {
    const setting = await setUp()
    const { cardiff, quay, world, judge, sign } = setting
    quayIn(setting).keys = [
      {
        thumbprint: thumbprintOf(quay),
        compromised: { at: lastYear, logSize: cardiff.leaves.length },
      },
    ]
    await keepCopy(setting)
    cardiff.award(forgedId, achievement.id)
    await cardiff.publish()
    world.dids.set(quay.did, unreachable)
    expect(await judge(await sign(forgedId))).toEqual(['unknown', 'accreditation:key_compromised'])
  })

  test.each([
    ['of another DID', { id: 'did:web:thief.example' }],
    ['that is none', {}],
  ])('is not known by a copy %s', async (_, document) => {
    const setting = await setUp()
    quayIn(setting).lastDocument = { document, retrievedAt: '2026-05-03T08:00:00Z' }
    await setting.cardiff.publish()
    setting.world.dids.set(setting.quay.did, unreachable)
    expect(await setting.judge(setting.good)).toEqual(['unknown', 'issuer-key:issuer_unreachable'])
  })
})
