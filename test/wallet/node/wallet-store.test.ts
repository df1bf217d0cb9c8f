import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../shared/node/database/database.ts'
import type { NewBadge } from '../../../wallet/core/held-badge.ts'
import { walletSchema } from '../../../wallet/node/wallet-schema.ts'
import { createWalletStore } from '../../../wallet/node/wallet-store.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { badgeDocument, heldBadge } from '../fake-ports.ts'

async function openStore(file = join(temporaryFolder(), 'wallet.sqlite')) {
  const database = await openDatabase({ kind: 'sqlite', file }, walletSchema)
  onTestFinished(() => database.close())
  let count = 0
  return createWalletStore({ database, newId: () => `id-${++count}` })
}

function newBadge(change: Partial<NewBadge> = {}): NewBadge {
  const { id: _, ...badge } = heldBadge(change)
  return badge
}

const swimming = newBadge({
  text: JSON.stringify(badgeDocument('https://city.example/badges/swimming/v/1')),
  receivedAt: '2026-11-21T09:00:00Z',
})

describe('createWalletStore', () => {
  test('gives back what it kept, to the byte, newest first', async () => {
    const store = await openStore()
    const odd = newBadge({ text: `{ "a" : "ŵ \\u0000 \u2028",\n "b": 1.0 }` })
    expect(await store.keepBadges([odd, swimming])).toEqual([
      { id: 'id-1', isNew: true },
      { id: 'id-2', isNew: true },
    ])
    expect(await store.listBadges()).toEqual([
      { ...swimming, id: 'id-2' },
      { ...odd, id: 'id-1' },
    ])
    expect(await store.findBadge('id-1')).toEqual({ ...odd, id: 'id-1' })
    expect(await store.findBadge('id-9')).toBeUndefined()
  })

  test('keeps a log proof beside its badge, from whichever side it comes', async () => {
    const store = await openStore()
    const logProof = { index: 7, path: ['A'.repeat(43)], checkpoint: 'a.b.c' }
    await store.keepBadges([newBadge(), swimming])
    await store.keepLogProof('id-2', logProof)
    expect(await store.findBadge('id-1')).toEqual({ ...newBadge(), id: 'id-1' })
    expect(await store.findBadge('id-2')).toEqual({ ...swimming, id: 'id-2', logProof })
    const other = { ...logProof, index: 8 }
    await store.keepBadges([
      { ...newBadge(), logProof },
      { ...swimming, logProof: other },
    ])
    expect((await store.findBadge('id-1'))?.logProof).toEqual(logProof)
    expect((await store.findBadge('id-2'))?.logProof).toEqual(logProof)
  })

  test('keeps one badge once, however its JSON is laid out', async () => {
    const store = await openStore()
    const badge = newBadge()
    await store.keepBadges([badge])
    const same = { ...badge, text: JSON.stringify(JSON.parse(badge.text), null, 4) }
    expect(await store.keepBadges([same, swimming])).toEqual([
      { id: 'id-1', isNew: false },
      { id: 'id-3', isNew: true },
    ])
    const [, first] = await store.listBadges()
    expect(first?.text).toBe(badge.text)
  })

  test('keeps all or none', async () => {
    const store = await openStore()
    // what cannot be written is not a string
    const broken = { ...swimming, receivedAt: null } as unknown as NewBadge
    await expect(store.keepBadges([newBadge(), broken])).rejects.toThrow()
    expect(await store.listBadges()).toEqual([])
  })

  test('keeps the newest report beside the bytes', async () => {
    const store = await openStore()
    await store.keepBadges([swimming])
    const report = { ...swimming.report, verdict: 'invalid' } as const
    await store.updateReport('id-1', report)
    expect(await store.findBadge('id-1')).toEqual({ ...swimming, id: 'id-1', report })
  })

  test('remembers what was shown to whom, newest first', async () => {
    const store = await openStore()
    const disclosure = (id: string, at: string) => ({
      id,
      at,
      asker: { clientId: 'x', domain: 'shop.example', isProven: true },
      sentTo: 'shop.example',
      badges: [{ id: 'id-1', name: 'First aid' }],
      isConfirmed: true,
    })
    await store.addDisclosure(disclosure('a', '2026-11-20T09:00:00Z'))
    await store.addDisclosure(disclosure('b', '2026-11-21T09:00:00Z'))
    expect((await store.listDisclosures()).map(({ id }) => id)).toEqual(['b', 'a'])
  })
})
