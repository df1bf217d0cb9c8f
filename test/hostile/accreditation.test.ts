import { describe, expect, test } from 'vitest'
import { buildDidDocument } from '../../shared/did/did-document.ts'
import { createTrustReader } from '../../shared/trust/city-trust.ts'
import type { Accreditation } from '../../shared/trust/trust-list.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import { achievement, badge, createIssuer, publishList, secure } from '../shared/verify/world.ts'
import { endKey, forgedId, lastYear, quayIn, type Setting, setUp } from './time-and-trust.ts'

describe('accreditation', () => {
  const from = '2026-01-01T00:00:00Z'
  const achievements = [achievement.id]

  test.each<[string, Accreditation[], string[]]>([
    ['that ended after the award', [{ achievements, from, fromSize: 0, untilSize: 2 }], ['valid']],
    [
      'that ended before the award',
      [{ achievements, from, fromSize: 0, until: lastYear, untilSize: 1 }],
      ['unknown', 'accreditation:accreditation_ended'],
    ],
    [
      'that never was, being empty',
      [{ achievements, from, fromSize: 1, untilSize: 1 }],
      ['unknown', 'accreditation:accreditation_ended'],
    ],
    [
      'that began after the award',
      [{ achievements, from, fromSize: 2 }],
      ['invalid', 'accreditation:awarded_before_accreditation'],
    ],
    [
      'that has not begun',
      [{ achievements, from: '2026-11-22T10:00:01Z', fromSize: 0 }],
      ['invalid', 'accreditation:not_accredited'],
    ],
    [
      'for another badge',
      [{ achievements: [`${achievement.id}0`], from, fromSize: 0 }],
      ['invalid', 'accreditation:not_accredited'],
    ],
    ['for nothing', [], ['invalid', 'accreditation:not_accredited']],
    [
      'given again after a gap in which the badge was awarded',
      [
        { achievements, from, fromSize: 0, untilSize: 1 },
        { achievements, from, fromSize: 2 },
      ],
      ['unknown', 'accreditation:accreditation_ended'],
    ],
  ])('%s', async (_, accreditations, outcome) => {
    const setting = await setUp()
    quayIn(setting).accreditations = accreditations
    await setting.cardiff.publish()
    expect(await setting.judge(setting.good)).toEqual(outcome)
  })

  test('a provider withdrawn since the list was signed: what came later is unknown', async () => {
    const setting = await setUp()
    const { cardiff, quay, judge, good, sign, world, later } = setting
    const until = '2026-11-22T11:00:00Z'
    quayIn(setting).accreditations = [{ achievements, from, fromSize: 0, until }]
    await cardiff.publish()
    cardiff.award(forgedId, achievement.id)
    await cardiff.seal()
    world.clock.set('2026-11-22T11:00:00Z')
    await publishList(world, quay)
    later()
    expect(await judge(good)).toEqual(['valid'])
    expect(await judge(await sign(forgedId))).toEqual([
      'unknown',
      'accreditation:accreditation_ended',
    ])
  })

  test('another provider, in the name of nobody the city lists', async () => {
    const { world, holder, judge, cardiff } = await setUp()
    const mallory = createIssuer(world, 'did:web:city.example:providers:quay-club')
    cardiff.award(forgedId, achievement.id)
    await cardiff.publish()
    const forged = await secure(
      badge(mallory, { id: holder.did }, { id: forgedId }),
      mallory.signer,
    )
    expect(await judge(forged)).toEqual(['invalid', 'accreditation:not_accredited'])
  })
})

describe('a city whose word is only reported', () => {
  async function judgeBeside({ world, trust, cardiff, good }: Setting) {
    const report = await verifyCredential(good, {
      ports: { ...world.ports, trust: createTrustReader(trust.ports) },
      policy: { trustedCities: [cardiff.did], required: [] },
    })
    return [report.verdict, ...problemsOf(report)]
  }

  test('decides nothing against a badge', async () => {
    const setting = await setUp()
    quayIn(setting).accreditations = []
    await setting.cardiff.publish()
    expect(await judgeBeside(setting)).toEqual(['valid', 'accreditation:not_accredited'])
  })

  test('makes up for no revoked key', async () => {
    const setting = await setUp()
    await endKey(setting, 'compromised')
    expect(await judgeBeside(setting)).toEqual(['unknown', 'issuer-key:key_revoked'])
  })

  test('makes up for no dead domain', async () => {
    const setting = await setUp()
    const { quay, world } = setting
    const document = buildDidDocument({ did: quay.did, keys: [{ publicKey: quay.publicKey }] })
    quayIn(setting).lastDocument = { document, retrievedAt: '2026-05-03T08:00:00Z' }
    await setting.cardiff.publish()
    world.dids.set(quay.did, { outcome: 'unavailable', code: 'fetch_failed', detail: '' })
    expect(await judgeBeside(setting)).toEqual(['unknown', 'issuer-key:issuer_unreachable'])
  })
})

describe('a city that recognises another', () => {
  /** Newport recognises Cardiff, which accredits Quay; Bristol recognises Newport. */
  async function recognised(change: object = {}) {
    const setting = await setUp()
    const { trust, cardiff } = setting
    const newport = await trust.createCity('newport.example')
    const bristol = await trust.createCity('bristol.example')
    const from = '2026-01-01T00:00:00Z'
    newport.list.recognised = [{ city: cardiff.did, name: 'Cardiff', from, ...change }]
    bristol.list.recognised = [{ city: newport.did, name: 'Newport', from }]
    await newport.publish()
    await bristol.publish()
    return { ...setting, newport, bristol }
  }

  test('passes its trust on, and the report shows the way', async () => {
    const { world, trust, newport, cardiff, good } = await recognised()
    const report = await verifyCredential(good, {
      ports: { ...world.ports, trust: createTrustReader(trust.ports) },
      policy: { trustedCities: [newport.did] },
    })
    expect([report.verdict, report.via]).toEqual([
      'valid',
      {
        city: { did: newport.did, name: 'City of newport.example' },
        recognised: { did: cardiff.did, name: 'Cardiff' },
      },
    ])
  })

  test.each([
    ['ended', { until: '2026-11-22T10:00:00Z' }],
    ['not begun', { from: '2026-11-22T10:00:01Z' }],
    ['for other badges', { achievements: ['https://city.example/other'] }],
  ])('not where its recognition is %s', async (_, change) => {
    const { judge, good, newport } = await recognised(change)
    expect(await judge(good, undefined, [newport.did])).toEqual([
      'invalid',
      'accreditation:not_accredited',
    ])
  })

  test('and no further', async () => {
    const { judge, good, bristol } = await recognised()
    expect(await judge(good, undefined, [bristol.did])).toEqual([
      'invalid',
      'accreditation:not_accredited',
    ])
  })

  test('knows nothing while the other city is down, and nothing against the badge', async () => {
    const { judge, good, newport, cardiff, trust } = await recognised()
    trust.served.set(`${cardiff.url}/trust/list.jwt`, undefined)
    expect(await judge(good, undefined, [newport.did])).toEqual([
      'unknown',
      'accreditation:trust_list_unavailable',
      'log:log_unavailable',
    ])
  })

  test('is not needed by whoever trusts the other directly', async () => {
    const { judge, good, newport, cardiff, trust } = await recognised()
    trust.served.set(`${newport.url}/trust/list.jwt`, undefined)
    expect(await judge(good, undefined, [newport.did, cardiff.did])).toEqual(['valid'])
  })
})
