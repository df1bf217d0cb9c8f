import { describe, expect, it } from 'vitest'
import { isConsistent } from '../../../shared/trust/log-consistency.ts'
import { awardLeaf } from '../../../shared/trust/log-proof.ts'
import { treeRoot } from '../../../shared/trust/merkle-tree.ts'
import { createTrustWorld, readerOf } from '../../support/trust-city.ts'
import { createWorld } from '../verify/world.ts'

const leaves = Array.from({ length: 7 }, (_, n) => awardLeaf(`urn:${n}`, 'b'))
const state = (size: number, from = leaves) => ({ size, root: treeRoot(size, readerOf(from)) })

async function setUp() {
  const trust = createTrustWorld(createWorld())
  const city = await trust.createCity('city.example')
  city.leaves = leaves
  const log = `${city.url}/log`
  const check = (earlier: ReturnType<typeof state>, later: ReturnType<typeof state>) =>
    isConsistent({ log, earlier, later }, trust.ports)
  return { trust, log, check }
}

describe('isConsistent', () => {
  it.each([1, 2, 3, 4, 5, 6])('a log of 7 begins with its first %i', async (size) => {
    const { check } = await setUp()
    expect(await check(state(size), state(7))).toBe('yes')
  })

  it('asks nobody about equal sizes, an empty log, or a log that became smaller', async () => {
    const { trust, check } = await setUp()
    expect(await check(state(7), state(7))).toBe('yes')
    expect(await check(state(7), state(7, leaves.toReversed()))).toBe('no')
    expect(await check(state(0), state(7))).toBe('yes')
    expect(await check(state(7), state(6))).toBe('no')
    expect(trust.asked).toEqual([])
  })

  it('sees another history', async () => {
    const { check } = await setUp()
    expect(await check(state(4, leaves.toReversed()), state(7))).toBe('no')
  })

  it.each([
    ['is down', undefined, 'unknown'],
    ['has no proof', '', 'unknown'],
    ['answers with something else', '<html>', 'unknown'],
    ['answers with a path of another shape', '{"path":"AA"}', 'unknown'],
    ['answers with far too much', `{"path":[],"x":"${'x'.repeat(20_000)}"}`, 'unknown'],
    ['proves nothing', '{"path":[]}', 'no'],
  ])('where the log %s', async (_, answer, expected) => {
    const { trust, log, check } = await setUp()
    trust.served.set(`${log}/consistency/3-7`, answer)
    expect(await check(state(3), state(7))).toBe(expected)
  })
})
