import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { parseSnapshot, sealedKeyIn } from '../../../wallet/core/backup/snapshot.ts'
import { openRecord } from '../../../wallet/core/vault/sealed-record.ts'
import { openVaultFile, parseVaultFile } from '../../../wallet/core/vault/vault-file.ts'
import { openDataKey } from '../../../wallet/core/vault/way-in.ts'
import { nodeVaultCrypto } from '../../../wallet/node/node-vault-crypto.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { bundleForPage } from '../../support/bundle-for-page.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'
import { storeContract } from '../../wallet/store-contract.ts'
import type { StorageInPage } from './storage-in-page.ts'
import {
  dumpOf,
  makeWallet,
  openWallet,
  passphrase,
  saveBackup,
  takeBadge,
} from './wallet-steps.ts'

describe.skipIf(!hasBrowser)('the vault in a browser', () => {
  const browser = useBrowser()
  let world: WalletWorld
  let inPage: string
  beforeAll(async () => {
    ;[world, inPage] = await Promise.all([
      startWalletWorld(afterAll),
      bundleForPage(new URL('storage-in-page.ts', import.meta.url)),
    ])
  }, 120_000)
  afterAll(() => world?.close())

  async function phoneAt(path: string): Promise<Phone> {
    const phone = await newPhone(browser(), { serviceWorkers: 'block' })
    onTestFinished(() => phone.close())
    await phone.page.goto(`${world.wallet}${path}`)
    return phone
  }

  async function withStorage(page: Page) {
    await page.evaluate(inPage)
    return <Name extends keyof StorageInPage>(
      name: Name,
      ...given: Parameters<StorageInPage[Name]>
    ): Promise<Awaited<ReturnType<StorageInPage[Name]>>> =>
      page.evaluate(
        ([method, values]) => {
          const { storageInPage } = globalThis as unknown as { storageInPage: StorageInPage }
          const call = storageInPage[method] as (...all: unknown[]) => unknown
          return call(...values) as Awaited<ReturnType<StorageInPage[Name]>>
        },
        [name, given as unknown[]] as const,
      )
  }

  it('is a wallet store in IndexedDB as the one on SQLite is', async () => {
    const { page } = await phoneAt('/you')
    const storage = await withStorage(page)
    for (const { name, expected } of storeContract) {
      expect(await storage('runCase', name), name).toEqual(expected)
    }
  })

  it('keeps all or nothing of what was being written when the page went away', async () => {
    const { page, context } = await phoneAt('/you')
    await page.evaluate(inPage)
    await page.evaluate(() => {
      const { storageInPage } = globalThis as unknown as { storageInPage: StorageInPage }
      storageInPage.keepMany(1_000, '{"a":1}')
    })
    await page.close()
    const next = await context.newPage()
    await next.goto(`${world.wallet}/you`)
    const { badges, rows } = await (await withStorage(next))('countRows')
    expect([0, 1_000]).toContain(badges)
    expect(rows > 0).toBe(badges > 0)
  })

  it('is made with one tap, locked by itself, and opened by its owner only', async () => {
    const phone = await phoneAt('/you/safety')
    const { page } = phone
    await page.clock.install()
    await page.getByRole('button', { name: 'Make my wallet' }).first().click()
    await page.getByText('A sealed copy was saved').waitFor()
    // the clock also goes on by itself, for as long as this machine takes
    await page.clock.fastForward('03:30')
    await page.mouse.click(5, 300)
    await page.clock.fastForward('03:30')
    expect(await page.getByRole('heading', { name: 'Ways in' }).count()).toBe(1)
    await page.clock.fastForward('01:40')
    await page.getByRole('heading', { name: 'Open your wallet' }).waitFor()
    await openWallet(page)
    await page.getByRole('heading', { name: 'Ways in' }).waitFor()
    await page.reload()
    await phone.setFinger(false)
    await openWallet(page)
    await page.getByText('The passkey was not used').waitFor()
    expect(await page.getByRole('heading', { name: 'Ways in' }).count()).toBe(0)
    expect(phone.complaints).toEqual([])
  })

  it('shows neither badges nor keys at rest: not on the device, not on the server', async () => {
    const phone = await phoneAt('/you/safety')
    const { page } = phone
    await makeWallet(page, { passphrase })
    await takeBadge(page, await world.award())
    await page.goto(`${world.wallet}/you/safety`)
    await openWallet(page)
    const text = await saveBackup(page)

    const file = parseVaultFile(text)
    const secret = { kdf: 'argon2id', passphrase } as const
    const dataKey = await openDataKey(file.wraps, secret, nodeVaultCrypto)
    const snapshot = parseSnapshot(await openVaultFile(file, dataKey, nodeVaultCrypto))
    const [key] = snapshot.identity.keys
    const sealed = sealedKeyIn(snapshot, key?.row ?? '')
    if (key === undefined || sealed === undefined) throw new Error('the wallet has a key')
    const place = { store: 'key', id: key.row }
    const pkcs8 = Buffer.from(await openRecord(sealed, place, dataKey, nodeVaultCrypto))
    const privateKey = pkcs8.subarray(-32)
    const [badge] = snapshot.badges
    expect([badge?.summary.achievement?.name, snapshot.identity.holders.length]).toEqual([
      'First aid basics',
      1,
    ])

    const device = await dumpOf(page)
    const server = readdirSync(world.walletFolder).map((name) =>
      readFileSync(join(world.walletFolder, name)).toString('latin1'),
    )
    const places = { device, server: server.join(), log: world.walletLog.join() }
    const secrets = [
      privateKey.toString('latin1'),
      privateKey.toString('hex'),
      privateKey.toString('base64url'),
      snapshot.identity.holders[0]?.did,
      snapshot.copy?.locator,
      'First aid',
      'Harbour',
      passphrase,
    ]
    for (const [name, content] of Object.entries(places)) {
      expect(content.length, name).toBeGreaterThan(1_000)
      expect(
        secrets.filter((each) => content.includes(String(each))),
        name,
      ).toEqual([])
    }
    // what a locked page could take out of IndexedDB is bytes: no key object that opens anything
    expect(device).not.toContain('CryptoKey')
  })

  it('says so where rows were changed or swapped, and shows nothing of them', async () => {
    const { page } = await phoneAt('/you/safety')
    await makeWallet(page, { passphrase })
    await takeBadge(page, await world.award())
    await page.evaluate(async () => {
      const open = indexedDB.open('waymark-wallet')
      await new Promise((resolve) => open.addEventListener('success', resolve))
      const store = open.result.transaction('rows', 'readwrite').objectStore('rows')
      const keys = store.getAllKeys(IDBKeyRange.bound(['index', ''], ['index', '\uffff']))
      await new Promise((resolve) => keys.addEventListener('success', resolve))
      const [key] = keys.result
      if (key === undefined) throw new Error('the index has a row')
      const row = store.get(key)
      await new Promise((resolve) => row.addEventListener('success', resolve))
      const bytes: Uint8Array = row.result
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
      const put = store.put(bytes, key)
      await new Promise((resolve) => put.addEventListener('success', resolve))
    })
    await page.goto(`${world.wallet}/`)
    await openWallet(page)
    await page.getByText(/cannot be read any more|Something went wrong/).waitFor()
    expect(await page.getByText('First aid').count()).toBe(0)
  })

  it('keeps what it had where the device is full, and says so', async () => {
    const { page } = await phoneAt('/you/safety')
    await makeWallet(page, { passphrase })
    const storage = await withStorage(page)
    const before = await storage('countRows')
    // as Chromium tells it: the transaction is aborted, and says why. In a private window it has no quota to test with
    await page.evaluate(() => {
      const { put } = IDBObjectStore.prototype
      IDBObjectStore.prototype.put = function (...given) {
        const request = put.apply(this, given)
        queueMicrotask(() => this.transaction.db && this.transaction.abort())
        return request
      }
      Object.defineProperty(IDBTransaction.prototype, 'error', {
        get: () => new DOMException('full', 'QuotaExceededError'),
      })
    })
    await page.getByText('60 minutes').click()
    await page.getByText('This device has no room left').waitFor()
    const failure = await storage('keepMany', 3, '{"a":1}').then(
      () => 'kept',
      (error: Error) => error.message,
    )
    expect(failure).toContain('no room left')
    await page.reload()
    expect(await (await withStorage(page))('countRows')).toEqual(before)
  })

  it('is open in all tabs at once, and locked in all of them', async () => {
    const phone = await phoneAt('/you/safety')
    const { page, context } = phone
    await makeWallet(page, { passphrase })
    const other = await context.newPage()
    await other.goto(`${world.wallet}/`)
    await other.getByRole('heading', { name: 'Your badges', exact: false }).first().waitFor()
    await takeBadge(page, await world.award())
    await other.getByText('First aid').first().waitFor()
    await other.goto(`${world.wallet}/you`)
    await other.getByRole('button', { name: 'Lock now' }).click()
    await page.getByRole('heading', { name: 'Open your wallet' }).waitFor()
    await other.goto(`${world.wallet}/`)
    await other.getByRole('heading', { name: 'Open your wallet' }).waitFor()
    await other.getByLabel('Your passphrase').fill('three tall harbour crane')
    await other.getByRole('button', { name: 'Open', exact: true }).click()
    await other.getByText('This does not open the wallet').waitFor()
    expect(phone.complaints).toEqual([])
  })
})
