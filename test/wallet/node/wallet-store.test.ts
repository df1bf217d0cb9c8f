import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../shared/node/database/open-database.ts'
import type { NewBadge } from '../../../wallet/core/held-badge.ts'
import { walletSchema } from '../../../wallet/node/wallet-schema.ts'
import { createWalletStore } from '../../../wallet/node/wallet-store.ts'
import { temporaryFolder } from '../../support/temp-folder.ts'
import { badgeDocument, heldBadge } from '../fake-ports.ts'
import { storeContract } from '../store-contract.ts'

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
  test.each(storeContract)('$name', async ({ run, expected }) => {
    expect(await run(await openStore())).toEqual(expected)
  })

  test('keeps all or none', async () => {
    const store = await openStore()
    // what cannot be written is not a string
    const broken = { ...swimming, receivedAt: null } as unknown as NewBadge
    await expect(store.keepBadges([newBadge(), broken])).rejects.toThrow()
    expect(await store.listBadges()).toEqual([])
  })
})
