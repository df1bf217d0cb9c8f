import { describe, expect, test } from 'vitest'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { awardLeaf } from '../../shared/trust/log-proof.ts'
import { achievement, publishList } from '../shared/verify/world.ts'
import { accredited } from '../support/trust-city.ts'
import {
  forgedId,
  forgedLeaf,
  forgeProof,
  goodId,
  lastYear,
  quayIn,
  rotateCity,
  type Setting,
  setUp,
} from './time-and-trust.ts'

describe('a trust list', () => {
  const unavailable = ['unknown', 'accreditation:trust_list_unavailable', 'log:log_unavailable']
  const listOf = ({ cardiff }: Setting) => `${cardiff.url}/trust/list.jwt`

  test('replayed after a newer one was seen', async () => {
    const setting = await setUp()
    const { trust, cardiff, judge, good, later } = setting
    const old = trust.served.get(listOf(setting))
    quayIn(setting).accreditations = []
    await cardiff.publish()
    expect(await judge(good)).toEqual(['invalid', 'accreditation:not_accredited'])
    trust.served.set(listOf(setting), old)
    later()
    expect(await judge(good)).toEqual([
      'unknown',
      'accreditation:trust_list_rolled_back',
      'log:log_unavailable',
    ])
  })

  test('beside another of the same number: nothing is accredited by either', async () => {
    const { cardiff, judge, good, later } = await setUp()
    expect(await judge(good)).toEqual(['valid'])
    await cardiff.publish({ seq: cardiff.seq, name: 'City of nobody' })
    later()
    const contradicted = ['unknown', 'accreditation:trust_list_contradicted', 'log:log_unavailable']
    expect(await judge(good)).toEqual(contradicted)
    await cardiff.publish()
    later()
    expect(await judge(good)).toEqual(['valid'])
  })

  const day = 86_400
  const now = Date.parse('2026-11-22T10:00:00Z') / 1000

  test.each<[string, (setting: Setting) => Promise<unknown>]>([
    ['that expired', ({ cardiff }) => cardiff.publish({ iat: now - 8 * day, exp: now })],
    ['from the future', ({ cardiff }) => cardiff.publish({ iat: now + 61 })],
    ['signed by a provider', ({ cardiff, quay }) => cardiff.publish({}, quay)],
    [
      'signed by a stranger under the id of the city’s key',
      ({ cardiff, quay }) =>
        cardiff.publish(
          {},
          {
            ...quay,
            signer: { ...quay.signer, keyId: cardiff.actor.keyId },
          },
        ),
    ],
    [
      'of another city',
      async ({ trust, cardiff }) => {
        const other = await trust.createCity('other.example')
        other.list = cardiff.list
        trust.served.set(`${cardiff.url}/trust/list.jwt`, await other.publish())
      },
    ],
    [
      'that is a checkpoint',
      async ({ trust, cardiff }) =>
        trust.served.set(`${cardiff.url}/trust/list.jwt`, await cardiff.seal()),
    ],
    [
      'signed with a key that was retired, and saying so',
      async ({ cardiff }) => {
        const old = await rotateCity(cardiff, 'retired')
        await cardiff.publish({}, old)
      },
    ],
    [
      'signed with a key that was compromised, and hiding it',
      async ({ cardiff }) => {
        const old = await rotateCity(cardiff, 'compromised')
        await cardiff.publish({ keys: [], seq: 1000 }, old)
      },
    ],
    [
      'signed with a key that a list seen before had ended, and hiding it',
      async ({ cardiff, judge, good, later }) => {
        const old = await rotateCity(cardiff, 'retired')
        await judge(good)
        await cardiff.publish({ keys: [], seq: 1000 }, old)
        later()
      },
    ],
    [
      'that is not there',
      async ({ trust, cardiff }) => trust.served.set(`${cardiff.url}/trust/list.jwt`, ''),
    ],
    [
      'whose host is down',
      async ({ trust, cardiff }) => trust.served.set(`${cardiff.url}/trust/list.jwt`, undefined),
    ],
    [
      'that is no token',
      async ({ trust, cardiff }) => trust.served.set(`${cardiff.url}/trust/list.jwt`, '{}'),
    ],
    ['without a sequence number', ({ cardiff }) => cardiff.publish({ seq: 0 })],
    [
      'with a size that is no number',
      ({ cardiff }) =>
        cardiff.publish({
          providers: [
            {
              ...accredited({ did: cardiff.did }, 'x'),
              keys: [{ thumbprint: 'x'.repeat(43), retired: { at: lastYear, logSize: -1 } }],
            },
          ],
        }),
    ],
    [
      'of a city whose document is gone',
      async ({ world, cardiff }) => world.dids.delete(cardiff.did),
    ],
    [
      'of a city that gave up its DID',
      async ({ world, cardiff }) => world.dids.set(cardiff.did, { outcome: 'deactivated' }),
    ],
  ])('%s is not believed', async (_, arrange) => {
    const setting = await setUp()
    await arrange(setting)
    expect(await setting.judge(setting.good)).toEqual(unavailable)
  })
})

describe('a cache on the way', () => {
  const leafUrl = ({ cardiff }: Setting, id: string) =>
    `${cardiff.url}/log/proofs/${encodeBase64url(awardLeaf(id, achievement.id))}`

  test('that holds a proof which a thief of the city’s key signed, makes no badge good and none bad', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good, sign } = setting
    const thief = await rotateCity(cardiff, 'compromised')
    const goodLeaf = awardLeaf(goodId, achievement.id)
    const history = [forgedLeaf, goodLeaf]
    const forged = await forgeProof(cardiff, history, thief.signer)
    trust.cached.set(leafUrl(setting, forgedId), JSON.stringify(forged))
    trust.cached.set(leafUrl(setting, goodId), JSON.stringify({ ...forged, index: 1 }))
    expect(await judge(await sign(forgedId))).toEqual([
      ...['unknown', 'accreditation:not_in_log', 'log:not_logged'],
    ])
    expect(await judge(good)).toEqual(['valid'])
  })

  test('that holds an older trust list or checkpoint than was seen does not speak for the city', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good, later } = setting
    const url = `${cardiff.url}/trust/list.jwt`
    const [list, checkpoint] = [trust.served.get(url) ?? '', await cardiff.seal()]
    cardiff.award('urn:other:3', achievement.id)
    await cardiff.publish()
    expect(await judge(good)).toEqual(['valid'])
    trust.cached.set(`${cardiff.url}/log/checkpoint`, checkpoint)
    later()
    expect(await judge(good)).toEqual(['valid'])
    trust.cached.set(url, list)
    later()
    expect(await judge(good)).toEqual(['valid'])
    // the city itself is another matter
    trust.served.set(url, list)
    later()
    expect((await judge(good))[1]).toBe('accreditation:trust_list_rolled_back')
  })

  test('that holds a list by a key which was stolen since is asked again', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good } = setting
    const url = `${cardiff.url}/trust/list.jwt`
    trust.cached.set(url, trust.served.get(url) ?? '')
    await rotateCity(cardiff, 'compromised')
    expect(await judge(good)).toEqual(['valid'])
  })

  test('that holds a damaged proof of consistency accuses nobody of a fork', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good } = setting
    cardiff.award('urn:other:3', achievement.id)
    await cardiff.seal()
    trust.cached.set(`${cardiff.url}/log/consistency/3-4`, '{"path":[]}')
    expect(await judge(good)).toEqual(['valid'])
  })
})

describe('a clock', () => {
  test.each([
    ['ten minutes slow', '2026-11-22T09:50:00Z', 'unknown'],
    ['a minute slow', '2026-11-22T09:59:00Z', 'valid'],
    ['ten minutes fast', '2026-11-22T10:10:00Z', 'valid'],
    ['six days fast', '2026-11-28T10:00:00Z', 'valid'],
    ['seven days fast', '2026-11-29T10:00:00Z', 'unknown'],
    ['a year fast', '2027-11-22T10:00:00Z', 'unknown'],
    ['past the end of 32 bits', '2038-01-19T03:14:08Z', 'unknown'],
    ['at the end of the years', '9999-12-31T23:59:59Z', 'unknown'],
    ['ten years slow', '2016-11-22T10:00:00Z', 'invalid'],
  ])('that is %s', async (_, time, verdict) => {
    const { world, judge, good, quay } = await setUp()
    world.clock.set(time)
    await publishList(world, quay, { validFrom: time })
    expect((await judge(good))[0]).toBe(verdict)
  })

  test('that leaps back makes no old list new', async () => {
    const setting = await setUp()
    const { world, cardiff, trust, judge, good } = setting
    const old = trust.served.get(`${cardiff.url}/trust/list.jwt`)
    await cardiff.publish()
    expect(await judge(good)).toEqual(['valid'])
    trust.served.set(`${cardiff.url}/trust/list.jwt`, old)
    world.clock.advance(-30)
    expect(await judge(good)).toEqual([
      'unknown',
      'accreditation:trust_list_rolled_back',
      'log:log_unavailable',
    ])
  })
})
