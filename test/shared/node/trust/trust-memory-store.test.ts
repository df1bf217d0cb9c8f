import { expect, it } from 'vitest'
import { parseDid } from '../../../../shared/did/did.ts'
import {
  createTrustMemoryStore,
  trustMemorySchema,
} from '../../../../shared/node/trust/trust-memory-store.ts'
import type { SeenCity } from '../../../../shared/trust/trust-memory.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const city = parseDid('did:web:city.example')
const seen: SeenCity = { seq: 3, size: 70, root: 'cm9vdA', endedKeys: ['old'] }

forEachDatabase('createTrustMemoryStore', (bench) => {
  it('finds what a process before it saw', async () => {
    const location = bench.freshLocation()
    const first = createTrustMemoryStore(await bench.open(trustMemorySchema, {}, location))
    expect(await first.find(city)).toBeUndefined()
    await first.remember(city, seen)
    const second = createTrustMemoryStore(await bench.open(trustMemorySchema, {}, location))
    expect(await second.find(city)).toEqual(seen)
    expect(await second.find(parseDid('did:web:other.example'))).toBeUndefined()
  })

  it('remembers for all processes that a city contradicted itself', async () => {
    const location = bench.freshLocation()
    const first = createTrustMemoryStore(await bench.open(trustMemorySchema, {}, location))
    const second = createTrustMemoryStore(await bench.open(trustMemorySchema, {}, location))
    const told = await Promise.all([
      first.remember(city, { ...seen, listHash: 'one' }),
      second.remember(city, { ...seen, listHash: 'other' }),
    ])
    expect(told.map(({ listHash }) => listHash)).toContain('contradicted')
    expect(await first.find(city)).toEqual({ ...seen, listHash: 'contradicted' })
  })

  it('never becomes older, in whatever order checks end', async () => {
    const store = createTrustMemoryStore(await bench.open(trustMemorySchema))
    const states = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ ...seen, seq: n, size: n * 10 }))
    await Promise.all(states.toReversed().map((state) => store.remember(city, state)))
    expect(await store.find(city)).toEqual({ ...seen, seq: 8, size: 80 })
  })

  it('holds a size and a sequence number beyond 32 bits', async () => {
    const store = createTrustMemoryStore(await bench.open(trustMemorySchema))
    const large = { ...seen, seq: 2 ** 40, size: Number.MAX_SAFE_INTEGER }
    await store.remember(city, large)
    expect(await store.find(city)).toEqual(large)
  })
})
