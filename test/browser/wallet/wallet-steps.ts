import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

export const passphrase = 'three tall harbour cranes'

/** On a page that needs the wallet, while this phone has none. */
export async function makeWallet(page: Page, way: { passphrase?: string } = {}): Promise<void> {
  await page.getByRole('heading', { name: 'Make your wallet' }).waitFor()
  if (way.passphrase === undefined) {
    await page.getByRole('button', { name: 'Make my wallet' }).first().click()
  } else {
    await page.getByText('Use a passphrase instead').click()
    await page.getByLabel('Your passphrase').fill(way.passphrase)
    await page.getByLabel('Type it again').fill(way.passphrase)
    await page.getByRole('button', { name: 'Make my wallet' }).last().click()
  }
  await page.getByRole('heading', { name: 'Make your wallet' }).waitFor({ state: 'detached' })
}

/** Opens the claim link in this tab, which forgets that the wallet was open, and takes the badge. */
export async function takeBadge(
  page: Page,
  { claimLink }: { claimLink: string },
  words = passphrase,
): Promise<void> {
  await page.goto(claimLink)
  const [take, open] = [
    page.getByRole('button', { name: 'Take it' }),
    page.getByRole('heading', { name: 'Open your wallet' }),
  ]
  await take.or(open).waitFor()
  if (await open.isVisible()) await openWallet(page, words)
  await take.click()
  await page.getByRole('heading', { name: /yours/ }).waitFor()
}

/** By passphrase where the wallet has one, else by passkey. */
export async function openWallet(page: Page, words = passphrase): Promise<void> {
  const field = page.getByLabel('Your passphrase')
  const passkey = page.getByRole('button', { name: 'Open with my passkey' })
  await field.or(passkey).first().waitFor()
  if ((await field.count()) === 0) {
    await passkey.click()
    return
  }
  await field.fill(words)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}

export async function saveBackup(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save a backup file' }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

/** Everything that the page's origin keeps: IndexedDB, local and session storage, as one text of single bytes. */
export function dumpOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    const done = (request: IDBRequest) =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', resolve)
        request.addEventListener('error', reject)
      })
    const show = (value: unknown): string => {
      if (value instanceof Uint8Array) {
        return Array.from(value, (byte) => String.fromCharCode(byte)).join('')
      }
      if (value instanceof CryptoKey) return 'CryptoKey'
      if (typeof value !== 'object' || value === null) return String(value)
      return Object.entries(value)
        .map(([name, member]) => `${name}:${show(member)}`)
        .join()
    }
    for (const { name } of await indexedDB.databases()) {
      const open = indexedDB.open(name ?? '')
      await done(open)
      for (const storeName of open.result.objectStoreNames) {
        const store = open.result.transaction(storeName).objectStore(storeName)
        const [keys, values] = [store.getAllKeys(), store.getAll()]
        await Promise.all([done(keys), done(values)])
        parts.push(JSON.stringify(keys.result), ...values.result.map(show))
      }
      open.result.close()
    }
    return parts.join('\n')
  })
}

/** Nothing is written into this wallet until it is let go: whoever writes waits for a lock. */
export async function holdWrites(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(
    () =>
      new Promise<void>((isHeld) => {
        void navigator.locks.request('waymark-wallet-write', () => {
          isHeld()
          return new Promise((letGo) => addEventListener('let-go', letGo, { once: true }))
        })
      }),
  )
  return () => page.evaluate(() => void dispatchEvent(new Event('let-go')))
}
