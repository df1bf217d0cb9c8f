import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../../../shared/node/database/open-database.ts'
import { createVaultCopyStore } from '../../../../wallet/server/vaults/vault-copy-store.ts'
import { walletServerSchema } from '../../../../wallet/server/wallet-server-schema.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'
import { temporaryFolder } from '../../../support/temp-folder.ts'

const id = 'v'.repeat(22)
const token = 't'.repeat(43)
const bytes = (text: string) => new TextEncoder().encode(text)
const copy = (counter: number, before?: number) => ({
  id,
  token,
  before,
  counter,
  sealed: bytes(`copy ${counter}`),
})

forEachDatabase('createVaultCopyStore', (bench) => {
  const openStore = async () =>
    createVaultCopyStore({
      database: await bench.open(walletServerSchema),
      clock: createTestClock(),
    })

  test('keeps the last three copies, byte by byte, and the day of each', async () => {
    const store = await openStore()
    expect(await store.find(id)).toBeUndefined()
    const outcomes = [
      await store.put(copy(1)),
      await store.put(copy(2, 1)),
      await store.put(copy(5, 2)),
      await store.put(copy(6, 5)),
    ]
    expect(outcomes).toEqual(Array(4).fill({ outcome: 'kept' }))
    expect(await store.find(id)).toEqual({
      counter: 6,
      day: '2026-11-22',
      sealed: Buffer.from('copy 6'),
      versions: [6, 5, 2],
    })
    expect((await store.find(id, 2))?.sealed).toEqual(Buffer.from('copy 2'))
    expect(await store.find(id, 1)).toBeUndefined()
    expect(await store.totalBytes()).toBe(18)
  })

  test('takes no copy that does not follow the present one, and none by another token', async () => {
    const store = await openStore()
    expect(await store.put(copy(2, 1))).toEqual({ outcome: 'changed' })
    await store.put(copy(3))
    expect([
      await store.put(copy(4)),
      await store.put(copy(4, 2)),
      await store.put(copy(3, 3)),
      await store.put({ ...copy(4, 3), token: 'x'.repeat(43) }),
    ]).toEqual([
      { outcome: 'changed', counter: 3 },
      { outcome: 'changed', counter: 3 },
      { outcome: 'stale', counter: 3 },
      { outcome: 'forbidden' },
    ])
    expect((await store.find(id))?.versions).toEqual([3])
  })

  test('keeps one of two copies that come at once', async () => {
    const store = await openStore()
    const first = await Promise.all([store.put(copy(1)), store.put(copy(2))])
    expect(first.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'kept'])
    const present = (await store.find(id))?.counter
    const second = await Promise.all([store.put(copy(7, present)), store.put(copy(8, present))])
    expect(second.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'kept'])
  })

  test('forgets a vault for good, for its own token only', async () => {
    const store = await openStore()
    await store.put(copy(1))
    await store.put({ ...copy(1), id: 'w'.repeat(22) })
    expect([
      await store.remove(id, 'x'.repeat(43)),
      await store.remove(id, token),
      await store.remove(id, token),
    ]).toEqual(['forbidden', 'removed', 'absent'])
    expect(await store.find(id)).toBeUndefined()
    expect((await store.find('w'.repeat(22)))?.counter).toBe(1)
  })
})

describe('createVaultCopyStore on a disk', () => {
  test('leaves nothing of a deleted vault in the file or its log, and never the token', async () => {
    const file = join(temporaryFolder(), 'db.sqlite')
    const database = await openDatabase({ kind: 'sqlite', file }, walletServerSchema)
    const store = createVaultCopyStore({ database, clock: createTestClock() })
    const written = () =>
      readdirSync(dirname(file))
        .map((name) => readFileSync(join(dirname(file), name), 'latin1'))
        .join('\n')
    const sealed = Buffer.alloc(20_000, 'sealed-by-the-learner ')
    await store.put({ ...copy(1), sealed })
    const trace = sealed.toString('base64').slice(3_000, 3_060)
    expect([written().includes(trace), written().includes(token)]).toEqual([true, false])
    await store.remove(id, token)
    expect([written().includes(trace), written().includes(id)]).toEqual([false, false])
    await database.close()
  })
})
