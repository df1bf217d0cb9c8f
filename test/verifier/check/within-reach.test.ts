import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { withinReach } from '../../../verifier/check/within-reach.ts'
import { createHosts } from '../../shared/verify/open-badge-2/world.ts'
import { createHolder, createWorld } from '../../shared/verify/world.ts'

const beyond = expect.objectContaining({ outcome: 'unavailable', code: 'too_many_places' })

describe('withinReach', () => {
  test('asks about so many places, the same ones again, and no others', async () => {
    const { ports, asked } = createWorld()
    const near = withinReach(ports, 2)
    const [first, other] = [parseDid('did:web:a.example'), parseDid('did:web:b.example')]
    await near.resolveDid(first)
    await near.fetchStatusList('https://a.example/1')
    await near.resolveDid(first)
    expect(await near.resolveDid(other)).toEqual(beyond)
    expect(await near.fetchStatusList('https://a.example/2')).toEqual(beyond)
    expect(asked).toEqual({ dids: [first, first], lists: ['https://a.example/1'] })
  })

  test('counts the parts of older badges among them', async () => {
    const { port, asked } = createHosts()
    const near = withinReach({ ...createWorld().ports, openBadges2: port }, 1)
    await near.openBadges2?.fetchPart('https://a.example/1')
    expect(await near.openBadges2?.fetchPart('https://a.example/2')).toEqual({
      outcome: 'unavailable',
    })
    expect(asked).toEqual(['https://a.example/1'])
  })

  test('a DID that is its own key needs nobody', async () => {
    const { did } = createHolder()
    const answer = await withinReach(createWorld().ports, 0).resolveDid(did)
    expect(answer.outcome).toBe('resolved')
  })
})
