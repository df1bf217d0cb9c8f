import { describe, expect, test } from 'vitest'
import type { HeldBadge } from '../../../../wallet/core/held-badge.ts'
import { findReplaced } from '../../../../wallet/core/record/replaced-badge.ts'
import { createFakeWorld, heldBadge } from '../../fake-ports.ts'

const award = 'urn:uuid:1'

function copy(id: string, change: Partial<HeldBadge['summary']> = {}): HeldBadge {
  const { summary } = heldBadge()
  return heldBadge({ id, summary: { ...summary, id: award, subjectId: 'did:key:old', ...change } })
}

const claimed = copy('new', { subjectId: 'did:key:new' })

async function replacedBy(badge: HeldBadge, ...others: HeldBadge[]): Promise<string | undefined> {
  const world = createFakeWorld()
  world.badges.push(...others, badge)
  return (await findReplaced(badge, world.ports.store))?.id
}

describe('findReplaced', () => {
  test('finds the same award for another key', async () => {
    expect(await replacedBy(claimed, copy('other award', { id: 'urn:uuid:2' }), copy('old'))).toBe(
      'old',
    )
  })

  test.each<[string, HeldBadge]>([
    ['another award of the same badge', copy('x', { id: 'urn:uuid:2' })],
    ['the same award for the same key', copy('x', { subjectId: 'did:key:new' })],
    ['the same id by another awarder', copy('x', { issuer: { id: 'did:web:thief.example' } })],
    ['the same id for another achievement', copy('x', { achievement: { id: 'u', name: 'u' } })],
  ])('leaves alone %s', async (_, other) => {
    expect(await replacedBy(claimed, other)).toBeUndefined()
  })

  test('knows nothing of a badge without an id', async () => {
    const { id: _, ...summary } = claimed.summary
    expect(await replacedBy({ ...claimed, summary }, copy('old'))).toBeUndefined()
  })
})
