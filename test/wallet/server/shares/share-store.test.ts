import { expect, test } from 'vitest'
import { createShareStore } from '../../../../wallet/server/shares/share-store.ts'
import { walletServerSchema } from '../../../../wallet/server/wallet-server-schema.ts'
import { createTestClock } from '../../../support/clock.ts'
import { forEachDatabase } from '../../../support/postgres.ts'

const sealed = new TextEncoder().encode('ciphertext')
const expiresAt = '2026-11-22T11:00:00.000Z'

forEachDatabase('createShareStore', (bench) => {
  async function open() {
    const clock = createTestClock()
    const store = createShareStore({ database: await bench.open(walletServerSchema), clock })
    return { clock, store, receipt: await store.add(sealed, expiresAt) }
  }

  test('keeps a share until its time, to the second', async () => {
    const { clock, store, receipt } = await open()
    expect(receipt).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      withdrawToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt,
    })
    clock.set('2026-11-22T10:59:59.999Z')
    expect(await store.find(receipt.id)).toEqual({
      state: 'open',
      sealed: Buffer.from(sealed),
      expiresAt,
    })
    clock.set(expiresAt)
    expect(await store.find(receipt.id)).toEqual({ state: 'expired' })
  })

  test('sweeps the ciphertext of what expired, and all of it after three months', async () => {
    const { clock, store, receipt } = await open()
    const later = await store.add(sealed, '2026-12-22T10:00:00.000Z')
    clock.set('2026-11-23T10:00:00Z')
    await store.sweep()
    expect([
      await store.totalBytes(),
      await store.find(receipt.id),
      (await store.find(later.id))?.state,
    ]).toEqual([10, { state: 'expired' }, 'open'])
    clock.set('2027-02-21T10:00:00Z')
    await store.sweep()
    expect([await store.find(receipt.id), await store.find(later.id)]).toEqual([
      undefined,
      { state: 'expired' },
    ])
  })

  test('withdraws by its own token, as often as it is asked', async () => {
    const { store, receipt } = await open()
    const other = await store.add(sealed, expiresAt)
    expect([
      await store.withdraw(receipt.id, other.withdrawToken),
      await store.withdraw(receipt.id, receipt.withdrawToken),
      await store.withdraw(receipt.id, receipt.withdrawToken),
      await store.withdraw('x'.repeat(22), receipt.withdrawToken),
    ]).toEqual(['forbidden', 'withdrawn', 'withdrawn', 'absent'])
    expect([await store.find(receipt.id), (await store.find(other.id))?.state]).toEqual([
      { state: 'withdrawn' },
      'open',
    ])
    expect(await store.totalBytes()).toBe(10)
  })
})
