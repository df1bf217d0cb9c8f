import { describe, expect, test } from 'vitest'
import { encodeBase64url } from '../../shared/did/base-encoding.ts'
import { signCheckpoint } from '../../shared/trust/log-checkpoint.ts'
import { awardLeaf } from '../../shared/trust/log-proof.ts'
import { treeRoot } from '../../shared/trust/merkle-tree.ts'
import { achievement } from '../shared/verify/world.ts'
import { readerOf } from '../support/trust-city.ts'
import {
  early,
  forgedId,
  forgedLeaf,
  forgeProof,
  goodId,
  rotateCity,
  type Setting,
  setUp,
} from './time-and-trust.ts'

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
