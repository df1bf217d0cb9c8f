import { describe, expect, test } from 'vitest'
import type { Signer } from '../../shared/credential/signer.ts'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import type { Did } from '../../shared/did/did.ts'
import { buildDidDocument, type DidDocumentKey } from '../../shared/did/did-document.ts'
import type { JsonObject } from '../../shared/json/json.ts'
import { createTrustReader } from '../../shared/trust/city-trust.ts'
import { escrowServiceOf } from '../../shared/trust/escrow-service.ts'
import { signCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import { awardLeaf, type LogProofDocument } from '../../shared/trust/log-proof.ts'
import { inclusionProof, treeRoot } from '../../shared/trust/merkle-tree.ts'
import type { Accreditation } from '../../shared/trust/trust-list.ts'
import { verifyCredential } from '../../shared/verify/verify-credential.ts'
import { problemsOf } from '../shared/verify/outcomes.ts'
import {
  type Actor,
  achievement,
  badge,
  createActor,
  createHolder,
  createIssuer,
  createWorld,
  listUrl,
  publishList,
  secure,
  statusAt,
} from '../shared/verify/world.ts'
import {
  accredited,
  createTrustWorld,
  readerOf,
  type TrustCity,
  thumbprintOf,
} from '../support/trust-city.ts'

/**
 * Time and trust: whoever steals a key, loses an accreditation or runs the log dishonestly wants a badge to count
 * as older than it is. Position in the log decides, never a date; what cannot be established is unknown.
 */

const early = new Date('2026-02-01T09:00:00Z')
const goodId = 'urn:uuid:00000000-0000-4000-8000-000000000001'
const forgedId = 'urn:uuid:00000000-0000-4000-8000-00000000beef'
const lastYear = '2025-11-22T10:00:00Z'

/** Cardiff accredits Quay, whose honest badge stands in the log at 1, between others. */
async function setUp() {
  const world = createWorld()
  const quay = createIssuer(world)
  const holder = createHolder()
  await publishList(world, quay)
  const trust = createTrustWorld(world)
  const cardiff = await trust.createCity('cardiff.example')
  cardiff.list.providers = [accredited(quay, achievement.id)]
  cardiff.award('urn:other:1', achievement.id)
  cardiff.award(goodId, achievement.id)
  await cardiff.seal()
  cardiff.award('urn:other:2', achievement.id)
  await cardiff.publish()

  const reader = { current: createTrustReader(trust.ports) }
  const sign = (id: string, signer: Signer = quay.signer, more: object = {}) =>
    secure(
      badge(quay, { id: holder.did }, { id, validFrom: early, status: statusAt(7), ...more }),
      signer,
    )

  async function judge(input: JsonObject, logProof?: unknown, cities: Did[] = [cardiff.did]) {
    const leaf = encodeBase64url(awardLeaf(String(input.id), achievement.id))
    const report = await verifyCredential(input, {
      ports: { ...world.ports, trust: reader.current },
      policy: { trustedCities: cities },
      ...(logProof !== undefined && { logProofs: new Map([[leaf, logProof]]) }),
    })
    return [report.verdict, ...problemsOf(report)]
  }

  /** Forgets lists that were read, not what was seen: as after the five minutes that a list is kept. */
  function later() {
    reader.current = createTrustReader(trust.ports)
  }

  /** Rewrites Quay's document: these keys, and these services. */
  function quayHolds(keys: DidDocumentKey[], service: ReturnType<typeof escrowServiceOf>[] = []) {
    const document = buildDidDocument({ did: quay.did, keys, service })
    world.dids.set(quay.did, { outcome: 'resolved', document })
  }

  const good = await sign(goodId)
  return { world, trust, cardiff, quay, holder, sign, judge, later, quayHolds, good }
}

type Setting = Awaited<ReturnType<typeof setUp>>

/** A proof that `leaves` hold the badge, under a checkpoint by whoever signs. */
async function forgeProof(
  city: TrustCity,
  leaves: Uint8Array[],
  signer: Signer,
  change: { log?: string; city?: Did } = {},
): Promise<LogProofDocument> {
  const leaf = encodeBase64url(awardLeaf(forgedId, achievement.id))
  const index = leaves.findIndex((each) => encodeBase64url(each) === leaf)
  const size = leaves.length
  const root = treeRoot(size, readerOf(leaves))
  const at = new Date('2026-02-01T00:00:00Z')
  const state = { city: city.did, log: `${city.url}/log`, size, root, at, ...change }
  const checkpoint = await signCheckpoint(state, signer)
  return {
    index,
    path: inclusionProof(index, size, readerOf(leaves)).map(encodeBase64url),
    checkpoint,
  }
}

const forgedLeaf = awardLeaf(forgedId, achievement.id)

/** The city takes another key; the old one stays in its document, as retired or as compromised. */
async function rotateCity(city: TrustCity, event: 'retired' | 'compromised'): Promise<Actor> {
  const old = city.actor
  city.actor = createActor('Ed25519', () => city.did)
  const at = '2026-11-01T00:00:00Z'
  const isRevoked = event === 'compromised'
  city.keys = [
    { publicKey: city.actor.publicKey },
    { publicKey: old.publicKey, ...(isRevoked && { revoked: at }) },
  ]
  const logSize = city.leaves.length
  city.list.keys = [{ thumbprint: thumbprintOf(old), [event]: { at, logSize } }]
  await city.publish()
  return old
}

const quayIn = ({ cardiff, quay }: Setting) => {
  const provider = cardiff.list.providers.find(({ did }) => did === quay.did)
  if (provider === undefined) throw new Error('Cardiff lists Quay')
  return provider
}

async function endKey(setting: Setting, event: 'retired' | 'compromised') {
  const { cardiff, quay, quayHolds } = setting
  const at = '2026-06-01T00:00:00Z'
  const isRevoked = event === 'compromised'
  const next = createActor('Ed25519', () => quay.did)
  quayHolds([
    { publicKey: quay.publicKey, ...(isRevoked && { revoked: at }) },
    { publicKey: next.publicKey },
  ])
  quayIn(setting).keys = [
    { thumbprint: thumbprintOf(quay), [event]: { at, logSize: cardiff.leaves.length } },
  ]
  await publishList(setting.world, quay, { signer: next.signer })
  await cardiff.publish()
}

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

describe('a log', () => {
  const checkpointOf = ({ cardiff }: Setting) => `${cardiff.url}/log/checkpoint`
  const forked = ['unknown', 'accreditation:trust_list_unavailable', 'log:log_forked']

  async function checkpointOver({ cardiff }: Setting, leaves: Uint8Array[], actor = cardiff.actor) {
    const root = treeRoot(leaves.length, readerOf(leaves))
    const log = `${cardiff.url}/log`
    const state = { city: cardiff.did, log, size: leaves.length, root, at: early }
    return signCheckpoint(state, actor.signer)
  }

  test.each<[string, (leaves: Uint8Array[]) => Uint8Array[]]>([
    ['that has other leaves', (leaves) => [forgedLeaf, ...leaves.slice(1)]],
    ['that grew from other leaves', (leaves) => [forgedLeaf, ...leaves]],
    [
      'that dropped its last leaf for two others',
      (leaves) => [...leaves.slice(0, -1), forgedLeaf, forgedLeaf],
    ],
  ])('%s than the trust list says is a fork', async (_, change) => {
    const setting = await setUp()
    const leaves = change(setting.cardiff.leaves)
    setting.trust.served.set(checkpointOf(setting), await checkpointOver(setting, leaves))
    setting.cardiff.leaves = leaves
    expect(await setting.judge(setting.good)).toEqual(forked)
  })

  test('that shrank since it was seen is a fork', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good, later } = setting
    cardiff.award('urn:other:3', achievement.id)
    await cardiff.publish()
    expect(await judge(good)).toEqual(['valid'])
    cardiff.leaves.pop()
    cardiff.checkpoints.delete(4)
    await cardiff.publish()
    later()
    expect(await judge(good)).toEqual(forked)
    // and it does not help to hide the log
    trust.served.set(checkpointOf(setting), undefined)
    later()
    expect(await judge(good)).toEqual([
      'unknown',
      'accreditation:trust_list_unavailable',
      'log:log_unavailable',
    ])
  })

  test('rewritten between two visits is a fork', async () => {
    const setting = await setUp()
    const { cardiff, judge, good, later } = setting
    expect(await judge(good)).toEqual(['valid'])
    cardiff.leaves = [forgedLeaf, ...cardiff.leaves]
    cardiff.checkpoints.clear()
    await cardiff.publish()
    later()
    expect(await judge(good)).toEqual(forked)
  })

  test('that shows a badge under a newer, other history is a fork', async () => {
    const setting = await setUp()
    const { cardiff, judge, sign } = setting
    const history = [forgedLeaf, ...cardiff.leaves]
    const proof = await forgeProof(cardiff, history, cardiff.actor.signer)
    cardiff.leaves = history
    expect(await judge(await sign(forgedId), proof)).toEqual(['unknown', 'log:log_forked'])
  })

  test('that gives no proof of its growth is not believed', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good } = setting
    cardiff.award('urn:other:3', achievement.id)
    await cardiff.seal()
    for (const answer of ['', undefined, '{}', '{"path":["x"]}']) {
      trust.served.set(`${cardiff.url}/log/consistency/3-4`, answer)
      expect(await judge(good)).toEqual([
        'unknown',
        'accreditation:trust_list_unavailable',
        'log:log_unavailable',
      ])
    }
    trust.served.set(`${cardiff.url}/log/consistency/3-4`, '{"path":[]}')
    expect(await judge(good)).toEqual(forked)
  })

  test('that is down proves nothing; a badge that brings its proof needs it not', async () => {
    const setting = await setUp()
    const { cardiff, trust, judge, good } = setting
    const leaf = encodeBase64url(awardLeaf(goodId, achievement.id))
    trust.served.set(checkpointOf(setting), undefined)
    trust.served.set(`${cardiff.url}/log/proofs/${leaf}`, undefined)
    expect(await judge(good)).toEqual(['unknown', 'log:log_unavailable'])
    expect(await judge(good, cardiff.proof(goodId, achievement.id))).toEqual(['valid'])
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

describe('a log proof of a badge that was never logged', () => {
  const notLogged = ['unknown', 'accreditation:not_in_log', 'log:not_logged']

  test.each<[string, (setting: Setting) => Promise<unknown>]>([
    [
      'under a checkpoint by the provider',
      ({ cardiff, quay }) => forgeProof(cardiff, [forgedLeaf], quay.signer),
    ],
    [
      'under a checkpoint by a stranger with the city’s key id',
      ({ cardiff, quay }) =>
        forgeProof(cardiff, [forgedLeaf], { ...quay.signer, keyId: cardiff.actor.keyId }),
    ],
    [
      'under a checkpoint of another city',
      async ({ trust, cardiff }) => {
        const other = await trust.createCity('other.example')
        await other.publish()
        return forgeProof(cardiff, [forgedLeaf], other.actor.signer, { city: other.did })
      },
    ],
    [
      'under a checkpoint of another log of the city',
      ({ cardiff }) =>
        forgeProof(cardiff, [forgedLeaf], cardiff.actor.signer, { log: `${cardiff.url}/log2` }),
    ],
    [
      'under a checkpoint by a retired key of the city',
      async ({ cardiff }) => {
        const thief = await rotateCity(cardiff, 'retired')
        return forgeProof(cardiff, [forgedLeaf], thief.signer)
      },
    ],
    [
      'under a checkpoint by a compromised key of the city',
      async ({ cardiff }) => {
        const thief = await rotateCity(cardiff, 'compromised')
        return forgeProof(cardiff, [forgedLeaf], thief.signer)
      },
    ],
    [
      'by a retired key of the city, for a log larger than it is',
      async ({ cardiff }) => {
        const thief = await rotateCity(cardiff, 'retired')
        return forgeProof(cardiff, [...cardiff.leaves, forgedLeaf], thief.signer)
      },
    ],
    [
      'under a checkpoint by a key of the city that only its document calls compromised',
      async ({ cardiff }) => {
        const thief = await rotateCity(cardiff, 'compromised')
        cardiff.list.keys = []
        await cardiff.publish()
        return forgeProof(cardiff, [forgedLeaf], thief.signer)
      },
    ],
    [
      'by a retired key of the city, for a log that is served so',
      async ({ cardiff, trust }) => {
        const thief = await rotateCity(cardiff, 'retired')
        const leaves = [...cardiff.leaves, forgedLeaf]
        const proof = await forgeProof(cardiff, leaves, thief.signer)
        trust.served.set(`${cardiff.url}/log/checkpoint`, proof.checkpoint)
        cardiff.leaves = leaves
        return proof
      },
    ],
    ['which is another badge’s', async ({ cardiff }) => cardiff.proof(goodId, achievement.id)],
    [
      'with another badge’s path and place under a true checkpoint',
      async ({ cardiff }) => ({ ...cardiff.proof(goodId, achievement.id), index: 0 }),
    ],
    [
      'with no path',
      async ({ cardiff }) => ({ ...cardiff.proof(goodId, achievement.id), path: [] }),
    ],
    [
      'with a trust list for a checkpoint',
      async ({ cardiff }) => ({ index: 0, path: [], checkpoint: await cardiff.publish() }),
    ],
    [
      'with a path without end',
      async () => ({ index: 0, path: Array(10_000).fill('A'.repeat(43)), checkpoint: 'x' }),
    ],
    [
      'with a hash in a second spelling',
      async () => ({ index: 0, path: ['B'.repeat(43)], checkpoint: 'x' }),
    ],
    [
      'with an index below zero',
      async ({ cardiff }) => ({ ...cardiff.proof(goodId, achievement.id), index: -1 }),
    ],
    [
      'with an index that is no number',
      async ({ cardiff }) => ({ ...cardiff.proof(goodId, achievement.id), index: '0' }),
    ],
    ['which is a list', async () => []],
    ['which is nothing', async () => null],
  ])('%s proves nothing', async (_, forge) => {
    const setting = await setUp()
    const proof = await forge(setting)
    expect(await setting.judge(await setting.sign(forgedId), proof)).toEqual(notLogged)
  })

  test.each(['retired', 'compromised'] as const)(
    'but what an old checkpoint of a city’s %s key truly proves still counts',
    async (event) => {
      const { cardiff, judge, good } = await setUp()
      const proof = cardiff.proof(goodId, achievement.id)
      await rotateCity(cardiff, event)
      expect(await judge(good, proof)).toEqual(['valid'])
      expect(await judge(good)).toEqual(['valid'])
    },
  )
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
