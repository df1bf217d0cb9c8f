import { describe, expect, test } from 'vitest'
import type { BegunOffer } from '../../../../wallet/core/begun-offer.ts'
import { createSealedNotes } from '../../../../wallet/core/vault/sealed-notes.ts'
import { createSealedRows } from '../../../../wallet/core/vault/sealed-rows.ts'
import { learnerHolder } from '../../fake-ports.ts'
import { memoryRows } from '../../memory-rows.ts'
import { testCrypto, testDataKey } from './test-crypto.ts'

const begun: BegunOffer = {
  id: 'begun-1',
  offer: '{}',
  accessToken: 'the-token',
  holder: learnerHolder.did,
  domain: 'issuer.example/quay',
  begunAt: '2026-11-22T10:00:00.000Z',
}

async function openNotes() {
  const dataKey = await testDataKey()
  const { rows: stored, storage } = memoryRows()
  let changes = 0
  const rows = createSealedRows({ storage, crypto: testCrypto, dataKey: () => dataKey })
  const notes = createSealedNotes(rows, () => {
    changes += 1
  })
  return { notes, stored, changes: () => changes }
}

describe('createSealedNotes', () => {
  test('keeps begun offers until they are removed, and tells of each change', async () => {
    const { notes, changes } = await openNotes()
    await notes.keepBegunOffer(begun)
    await notes.keepBegunOffer(begun)
    expect(await notes.listBegunOffers()).toEqual([begun])
    await notes.removeBegunOffer(begun.id)
    expect(await notes.listBegunOffers()).toEqual([])
    expect(changes()).toBe(3)
  })

  test('remembers what was settled once, also when several settle at a time', async () => {
    const { notes } = await openNotes()
    await Promise.all(['a', 'b', 'a'].map((key) => notes.settle(key)))
    expect(await notes.listSettled()).toEqual(['a', 'b'])
  })

  test('keeps nothing readable', async () => {
    const { notes, stored } = await openNotes()
    await notes.keepBegunOffer(begun)
    await notes.settle('badge-1 bad revoked')
    const everything = [...stored.values()].map(({ bytes }) =>
      Buffer.from(bytes).toString('latin1'),
    )
    expect(everything.join()).not.toMatch(/the-token|issuer\.example|revoked/)
    expect(everything).toHaveLength(2)
  })
})
