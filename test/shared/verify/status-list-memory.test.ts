import { describe, expect, it } from 'vitest'
import { createStatusListMemory, isNewestList } from '../../../shared/verify/status-list-memory.ts'
import type { VerifiedStatusList } from '../../../shared/verify/verified-status-list.ts'

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

describe('isNewestList', () => {
  it.each<[string, Partial<VerifiedStatusList>, boolean]>([
    ['the same list again', { fetchedAt: new Date(9) }, true],
    ['a later list', { validFrom: new Date(2_001), signedAt: new Date(1_000) }, true],
    ['an earlier list', { validFrom: new Date(1_999), signedAt: new Date(3_000) }, false],
    ['a list that does not say from when', { validFrom: undefined }, false],
    ['one from the same moment with other bits', { bits: Uint8Array.of(0, 0) }, false],
    ['one from the same moment with other purposes', { purposes: ['suspension'] }, false],
    [
      'one that was signed again later',
      { bits: Uint8Array.of(0, 3), signedAt: new Date(3_000) },
      true,
    ],
    ['one that was signed before', { signedAt: new Date(1_000) }, false],
    ['one that does not say when it was signed', { signedAt: undefined }, false],
    [
      'the list at another address',
      { url: 'https://city.example/status/2', validFrom: undefined },
      true,
    ],
    ['the list of another', { issuer: 'did:web:thief.example', validFrom: undefined }, true],
  ])('once a list was seen, judges %s', async (_, change, isNewest) => {
    const memory = createStatusListMemory()
    expect(await isNewestList(seen, memory)).toBe(true)
    expect(await isNewestList({ ...seen, ...change }, memory)).toBe(isNewest)
  })

  it('goes on knowing the newest, whatever was served since', async () => {
    const memory = createStatusListMemory()
    const older = { ...seen, validFrom: new Date(1_000) }
    const judged: boolean[] = []
    for (const list of [seen, older, older, seen]) judged.push(await isNewestList(list, memory))
    expect(judged).toEqual([true, false, false, true])
  })
})

describe('createStatusListMemory', () => {
  it('is bounded: what was seen longest ago is forgotten first', async () => {
    const memory = createStatusListMemory({ maxEntries: 2 })
    for (const url of ['a', 'b', 'a', 'c']) await isNewestList({ ...seen, url }, memory)
    const older = { ...seen, validFrom: new Date(1_000) }
    const judged: boolean[] = []
    for (const url of ['a', 'c', 'b']) judged.push(await isNewestList({ ...older, url }, memory))
    expect(judged).toEqual([false, false, true])
  })
})
