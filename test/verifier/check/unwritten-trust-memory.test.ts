import { describe, expect, test } from 'vitest'
import { parseDid } from '../../../shared/did/did.ts'
import { createTrustMemory } from '../../../shared/trust/trust-memory.ts'
import { createUnwrittenTrustMemory } from '../../../verifier/check/unwritten-trust-memory.ts'

const city = parseDid('did:web:city.example')
const seen = (seq: number) => ({ seq, size: seq * 10, root: `root ${seq}`, endedKeys: [] })

describe('createUnwrittenTrustMemory', () => {
  test('believes nothing older than what was kept, and leaves that as it is', async () => {
    const kept = createTrustMemory()
    await kept.remember(city, seen(5))
    const memory = createUnwrittenTrustMemory(kept)
    expect(await memory.find(city)).toEqual(seen(5))
    expect(await memory.remember(city, seen(4))).toEqual(seen(5))
    expect(await memory.remember(city, seen(6))).toEqual(seen(6))
    expect(await memory.find(city)).toEqual(seen(6))
    expect(await kept.find(city)).toEqual(seen(5))
  })

  test('sees what is kept later', async () => {
    const kept = createTrustMemory()
    const memory = createUnwrittenTrustMemory(kept)
    await memory.remember(city, seen(1))
    await kept.remember(city, seen(2))
    expect(await memory.find(city)).toEqual(seen(2))
  })
})
