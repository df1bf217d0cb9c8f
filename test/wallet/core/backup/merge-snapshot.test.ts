import { describe, expect, it } from 'vitest'
import { mergeSnapshot } from '../../../../wallet/core/backup/merge-snapshot.ts'
import { readSnapshot } from '../../../../wallet/core/backup/snapshot.ts'
import { newCv } from '../../../../wallet/core/cv/cv.ts'
import { createSealedRows } from '../../../../wallet/core/vault/sealed-rows.ts'
import { createSealedStore } from '../../../../wallet/core/vault/sealed-store.ts'
import { createDataKey } from '../../../../wallet/core/vault/way-in.ts'
import type { WalletStore } from '../../../../wallet/core/wallet-ports.ts'
import { createTestClock } from '../../../support/clock.ts'
import { heldBadge } from '../../fake-ports.ts'
import { memoryRows } from '../../memory-rows.ts'
import { testCrypto } from '../vault/test-crypto.ts'

const clock = createTestClock()
const secret = { kdf: 'passkey-prf', credentialId: 'Y3I', prf: new Uint8Array(32) } as const
const { dataKey } = await createDataKey(secret, clock(), testCrypto)
const { id: _, ...firstAid } = heldBadge()

function device() {
  const { storage } = memoryRows()
  const rows = createSealedRows({ storage, dataKey: () => dataKey, crypto: testCrypto })
  let count = 0
  const newId = () => `badge-${++count}`
  return { rows, store: createSealedStore({ rows, newId, onChange: () => undefined }) }
}

/** A wallet with a badge and a CV, and the copy of another that has both. */
async function begin() {
  const [here, other] = [device(), device()]
  const cv = newCv({ title: 'Mine', language: 'en' }, { clock, random: testCrypto.random })
  for (const { store } of [here, other]) {
    await store.keepBadges([firstAid])
    await store.keepCv(cv)
  }
  await other.store.keepReflection('badge-1', 'Of another device')
  const snapshot = await readSnapshot(other.rows, clock())
  /** @param during what the owner does just before the store is asked for something */
  const mergeWhile = (during: Partial<WalletStore>) =>
    mergeSnapshot(snapshot, { ...here, store: { ...here.store, ...during } }, { isCopy: true })
  return { ...here, cv, mergeWhile }
}

describe('mergeSnapshot', () => {
  it('brings nothing back that is removed meanwhile', async () => {
    const { store, cv, mergeWhile } = await begin()
    await mergeWhile({
      async keepBadges(badges) {
        await store.removeBadge('badge-1')
        await store.removeCv(cv.id)
        return store.keepBadges(badges)
      },
    })
    expect([await store.listRows(), await store.listBadges(), await store.listCvs()]).toEqual([
      [],
      [],
      [],
    ])
  })

  it('takes in what is said of a badge, but not over what is said meanwhile', async () => {
    const [silent, busy] = [await begin(), await begin()]
    await silent.mergeWhile({})
    await busy.mergeWhile({
      async addReflection(id, text) {
        await busy.store.keepReflection(id, 'My own')
        await busy.store.addReflection(id, text)
      },
    })
    const saidBy = async ({ store }: typeof busy) => (await store.findBadge('badge-1'))?.reflection
    expect([await saidBy(silent), await saidBy(busy)]).toEqual(['Of another device', 'My own'])
  })
})
