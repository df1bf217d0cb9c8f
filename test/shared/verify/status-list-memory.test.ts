import { describe, expect, it } from 'vitest'
import type { VerifiedStatusList } from '../../../shared/verify/status-list-cache.ts'
import { createStatusListMemory } from '../../../shared/verify/status-list-memory.ts'

const seen: VerifiedStatusList = {
  url: 'https://city.example/status/1',
  issuer: 'did:web:city.example',
  purposes: ['revocation'],
  bits: Uint8Array.of(0, 1),
  ttlMs: 1,
  fetchedAt: new Date(0),
  validFrom: new Date(2_000),
  validUntil: undefined,
  signedAt: new Date(2_000),
}

describe('createStatusListMemory', () => {
  it.each<[string, Partial<VerifiedStatusList>, boolean]>([
    ['the same list again', { fetchedAt: new Date(9) }, false],
    ['a later list', { validFrom: new Date(2_001), signedAt: new Date(1_000) }, false],
    ['an earlier list', { validFrom: new Date(1_999), signedAt: new Date(3_000) }, true],
    ['a list that does not say from when', { validFrom: undefined }, true],
    ['one from the same moment with other bits', { bits: Uint8Array.of(0, 0) }, true],
    ['one from the same moment with other purposes', { purposes: ['suspension'] }, true],
    [
      'one that was signed again later',
      { bits: Uint8Array.of(0, 3), signedAt: new Date(3_000) },
      false,
    ],
    ['one that was signed before', { signedAt: new Date(1_000) }, true],
    ['one that does not say when it was signed', { signedAt: undefined }, true],
    [
      'the list at another address',
      { url: 'https://city.example/status/2', validFrom: undefined },
      false,
    ],
    ['the list of another', { issuer: 'did:web:thief.example', validFrom: undefined }, false],
  ])('once a list was seen, judges %s', (_, change, isRolledBack) => {
    const memory = createStatusListMemory()
    expect(memory.isRolledBack(seen)).toBe(false)
    memory.remember(seen)
    expect(memory.isRolledBack({ ...seen, ...change })).toBe(isRolledBack)
  })

  it('is bounded: what was seen longest ago is forgotten first', () => {
    const memory = createStatusListMemory({ maxEntries: 2 })
    const names = ['a', 'b', 'a', 'c']
    for (const url of names) memory.remember({ ...seen, url })
    const older = { ...seen, validFrom: new Date(1_000) }
    expect(['a', 'b', 'c'].map((url) => memory.isRolledBack({ ...older, url }))).toEqual([
      true,
      false,
      true,
    ])
  })
})
