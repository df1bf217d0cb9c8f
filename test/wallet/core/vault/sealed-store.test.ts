import { describe, expect, it, test } from 'vitest'
import { AppError } from '../../../../shared/errors/app-error.ts'
import { createSealedRows } from '../../../../wallet/core/vault/sealed-rows.ts'
import { createSealedStore } from '../../../../wallet/core/vault/sealed-store.ts'
import { heldBadge } from '../../fake-ports.ts'
import { memoryRows } from '../../memory-rows.ts'
import { refusalOf } from '../../refusal.ts'
import { storeContract } from '../../store-contract.ts'
import { testCrypto, testDataKey } from './test-crypto.ts'

async function openStore() {
  const dataKey = await testDataKey()
  const { rows: stored, storage } = memoryRows()
  const changes: string[] = []
  const session: { dataKey?: CryptoKey } = { dataKey }
  const rows = createSealedRows({
    storage,
    crypto: testCrypto,
    dataKey: () => {
      if (session.dataKey) return session.dataKey
      throw new AppError('vault_locked', 'The wallet is locked')
    },
  })
  let count = 0
  const onChange = (change: string) => void changes.push(change)
  const store = createSealedStore({ rows, newId: () => `id-${++count}`, onChange })
  return { store, stored, storage, changes, session }
}

const { id: _, ...badge } = heldBadge()

describe('createSealedStore', () => {
  test.each(storeContract)('$name', async ({ run, expected }) => {
    const { store } = await openStore()
    expect(await run(store)).toEqual(expected)
  })

  it('keeps nothing readable: neither in rows nor in their names', async () => {
    const { store, stored } = await openStore()
    await store.keepBadges([badge])
    await store.keepReflection('id-1', 'I stayed calm')
    const everything = [...stored].map(
      ([name, { bytes }]) => name + Buffer.from(bytes).toString('latin1'),
    )
    expect(everything.join()).not.toMatch(/First aid|Quay|issuer\.example|calm|did:/)
    expect([...stored.keys()].length).toBe(2)
  })

  it('refuses rows that were swapped with each other', async () => {
    const { store, stored } = await openStore()
    await store.keepBadges([badge, { ...badge, text: '{"other":1}' }])
    const [one, other] = ['id-1', 'id-2'].map((id) => stored.get(JSON.stringify(['badge', id])))
    if (!one || !other) throw new Error('two rows were kept')
    ;[one.bytes, other.bytes] = [other.bytes, one.bytes]
    expect(await refusalOf(store.findBadge('id-1'))).toBe('storage_damaged')
    expect(await refusalOf(store.listBadges())).toBe('storage_damaged')
  })

  it('leaves everything as it was where the storage is full', async () => {
    const { store, storage, changes } = await openStore()
    await store.keepBadges([badge])
    const before = await store.listRows()
    const write = storage.write
    storage.write = async () => {
      throw new AppError('device_full', 'The device has no room left')
    }
    expect(await refusalOf(store.keepBadges([{ ...badge, text: '{"other":1}' }]))).toBe(
      'device_full',
    )
    storage.write = write
    expect(await store.listRows()).toEqual(before)
    expect(changes).toEqual(['badges'])
  })

  it('gives nothing once it is locked', async () => {
    const { store, session } = await openStore()
    await store.keepBadges([badge])
    delete session.dataKey
    expect(await refusalOf(store.listRows())).toBe('vault_locked')
    expect(await refusalOf(store.keepBadges([badge]))).toBe('vault_locked')
  })
})
