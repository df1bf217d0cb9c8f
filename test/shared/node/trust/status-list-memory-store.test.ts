import { expect, it } from 'vitest'
import {
  boundStatusListMemory,
  createStatusListMemoryStore,
  statusListMemorySchema,
} from '../../../../shared/node/trust/status-list-memory-store.ts'
import type { SeenStatusList } from '../../../../shared/verify/status-list-memory.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const seen = (moment: number, saying = 's'): SeenStatusList => ({
  validFrom: moment,
  signedAt: moment,
  saying,
})
const place = (name: string, issuer = 'city') => ({ key: `${issuer}/${name}`, issuer })

forEachDatabase('createStatusListMemoryStore', (bench) => {
  it('knows what a process before it saw', async () => {
    const location = bench.freshLocation()
    const clock = createTestClock()
    const open = async () => {
      const database = await bench.open(statusListMemorySchema, {}, location)
      return createStatusListMemoryStore({ database, clock })
    }
    const first = await open()
    expect(await first.remember(place('1'), seen(2))).toEqual(seen(2))
    const second = await open()
    expect(await second.remember(place('1'), seen(1))).toEqual(seen(2))
    expect(await second.remember(place('1'), seen(2, 'other'))).toEqual(seen(2))
    expect(await second.remember(place('2'), seen(1))).toEqual(seen(1))
    expect(await second.remember(place('1'), seen(3))).toEqual(seen(3))
    expect(await first.remember(place('1'), seen(2))).toEqual(seen(3))
  })

  it('never becomes older, in whatever order checks end', async () => {
    const database = await bench.open(statusListMemorySchema)
    const store = createStatusListMemoryStore({ database, clock: createTestClock() })
    const moments = [8, 3, 1, 7, 2, 6, 5, 4]
    await Promise.all(moments.map((moment) => store.remember(place('1'), seen(moment))))
    expect(await store.remember(place('1'), seen(0))).toEqual(seen(8))
  })

  it('holds times that no calendar has', async () => {
    const database = await bench.open(statusListMemorySchema)
    const store = createStatusListMemoryStore({ database, clock: createTestClock() })
    const ends = [seen(Number.MIN_SAFE_INTEGER), seen(8.64e15)]
    for (const end of ends) expect(await store.remember(place('1'), end)).toEqual(end)
  })

  it('writes nothing where nothing is new', async () => {
    const statements: string[] = []
    const database = await bench.open(statusListMemorySchema, {
      onStatement: (sql) => void statements.push(sql),
    })
    const store = createStatusListMemoryStore({ database, clock: createTestClock() })
    await store.remember(place('1'), seen(2))
    statements.length = 0
    await store.remember(place('1'), seen(2))
    await store.remember(place('1'), seen(1))
    expect(statements.filter((sql) => !/^select/i.test(sql))).toEqual([])
  })

  it('is bounded, and no issuer pushes the lists of others out', async () => {
    const clock = createTestClock()
    const database = await bench.open(statusListMemorySchema)
    const store = createStatusListMemoryStore({ database, clock, maxOfIssuer: 2 })
    const remember = async (name: string, issuer?: string) => {
      await store.remember(place(name, issuer), seen(2))
      clock.advance(1)
    }
    await remember('list')
    for (const name of ['a', 'b', 'c']) await remember(name, 'thief')
    const kept = async () => {
      const rows: { key: string }[] = await database.reader.query(
        'select key from seen_status_list order by key',
      )
      return rows.map(({ key }) => key)
    }
    expect(await kept()).toEqual(['city/list', 'thief/b', 'thief/c'])
    await boundStatusListMemory({ database }, 2)
    expect(await kept()).toEqual(['thief/b', 'thief/c'])
    await boundStatusListMemory({ database }, 2)
    expect(await kept()).toEqual(['thief/b', 'thief/c'])
  })
})
