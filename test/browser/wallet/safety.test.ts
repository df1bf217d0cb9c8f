import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { holdRequest } from '../../support/hold-request.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { startWalletWorld, type WalletWorld } from '../../support/wallet-app.ts'
import { openTestWallet } from '../../wallet/test-wallet.ts'
import {
  dumpOf,
  holdWrites,
  makeWallet,
  openWallet,
  passphrase,
  saveBackup,
  takeBadge,
} from './wallet-steps.ts'

const saved = 'A sealed copy was saved'

describe.skipIf(!hasBrowser)('keeping a wallet safe', () => {
  const browser = useBrowser()
  let world: WalletWorld
  beforeAll(async () => {
    world = await startWalletWorld(afterAll)
  }, 120_000)
  afterAll(() => world?.close())

  async function phoneAt(path: string, options: BrowserContextOptions = {}): Promise<Phone> {
    const phone = await newPhone(browser(), { serviceWorkers: 'block', ...options })
    onTestFinished(() => phone.close())
    await phone.page.goto(`${world.wallet}${path}`)
    return phone
  }

  const toSafety = async ({ page }: Phone) => {
    await page.goto(`${world.wallet}/you/safety`)
    await openWallet(page)
    await page.getByText(saved).waitFor()
  }

  const serverHolds = (): string =>
    readdirSync(world.walletFolder)
      .map((name) => readFileSync(join(world.walletFolder, name), 'latin1'))
      .join()

  it('brings everything back by passkey after the browser lost it all', async () => {
    const phone = await phoneAt('/you/safety')
    const { page } = phone
    await makeWallet(page)
    await takeBadge(page, await world.award())
    await toSafety(phone)
    await phone.wipe(world.wallet)

    await page.goto(`${world.wallet}/restore`)
    await page.getByRole('button', { name: 'Bring it back with my passkey' }).click()
    await page.getByText('1 badge is back').waitFor()
    await phone.screenshot('restored')
    await page.getByRole('link', { name: 'To your badges' }).click()
    await page.getByText('First aid basics').waitFor()
    // its key came back too: it takes another badge under the same identity, and the copy goes on
    await takeBadge(page, await world.award({ badge: 'harbour-youth/first-aid' }))
    await toSafety(phone)
    expect(phone.complaints).toEqual([])
  })

  it('brings everything back by recovery code and passphrase on another phone', async () => {
    const phone = await phoneAt('/you/safety')
    await makeWallet(phone.page, { passphrase })
    await takeBadge(phone.page, await world.award())
    await toSafety(phone)
    await phone.page.getByRole('button', { name: 'Show my card' }).click()
    const code = String(await phone.page.locator('.recovery-card__code').textContent())
    await phone.screenshot('card')

    const other = await phoneAt(`/restore#${code}`)
    const field = other.page.getByLabel('Recovery code')
    await field.waitFor()
    expect(await field.inputValue()).toBe(code)
    const byCode = other.page.locator('section', { has: field })
    const tryWith = async (typed: string, words: string) => {
      await field.fill(typed)
      await byCode.getByLabel('Your passphrase').fill(words)
      await byCode.getByRole('button', { name: 'Bring it back with my code' }).click()
    }
    const first = code.startsWith('Z') ? 'Y' : 'Z'
    await tryWith(first + code.slice(1), passphrase)
    await other.page.getByText('This is not a recovery code').waitFor()
    expect(new URL(other.page.url()).hash).toBe('')
    await tryWith(code.toLowerCase().replaceAll('-', ' '), 'three tall harbour crane')
    await other.page.getByText('This does not open the wallet').waitFor()
    await tryWith(code.toLowerCase().replaceAll('-', ' '), passphrase)
    await other.page.getByText('1 badge is back').waitFor()

    // both go on: what one takes comes to the other with its next copy
    await takeBadge(other.page, await world.award())
    await toSafety(other)
    await takeBadge(phone.page, await world.award())
    await toSafety(phone)
    await phone.page.goto(`${world.wallet}/`)
    await openWallet(phone.page)
    await expect.poll(() => phone.page.getByText('First aid basics').count()).toBe(3)

    // a wallet that is made in another tab meanwhile stays
    const third = await phoneAt(`/restore#${code}`)
    const { asked } = await holdRequest(third.page, 'GET', /\/api\/vaults\//)
    const section = third.page.locator('section', { has: third.page.getByLabel('Recovery code') })
    await section.getByLabel('Your passphrase').fill(passphrase)
    await section.getByRole('button', { name: 'Bring it back with my code' }).click()
    const letGo = await asked
    const tab = await third.context.newPage()
    await tab.goto(`${world.wallet}/you/safety`)
    for (const label of ['Your passphrase', 'Type it again']) {
      await tab.getByLabel(label).fill('another good passphrase')
    }
    await tab.getByRole('button', { name: 'Make my wallet' }).click()
    await tab.getByRole('heading', { name: 'Ways in' }).waitFor()
    letGo()
    await third.page.getByText('This is there already').waitFor()
    await tab.reload()
    await openWallet(tab, 'another good passphrase')
    await tab.getByRole('heading', { name: 'Ways in' }).waitFor()
  }, 120_000)

  it('moves by file from a browser to Node and to another browser, with keys', async () => {
    const phone = await phoneAt('/you/safety')
    await makeWallet(phone.page, { passphrase })
    await takeBadge(phone.page, await world.award())
    await toSafety(phone)
    const text = await saveBackup(phone.page)
    expect(text).not.toMatch(/First aid|did:/)

    const onNode = await openTestWallet({ clock: () => new Date() })
    const restored = await onNode.restore({ text, passphrase })
    expect(restored).toMatchObject({ badgeCount: 1, newBadgeCount: 1 })
    const [badge] = await onNode.listBadges()
    expect(badge).toMatchObject({ holder: (await onNode.listHolders())[0]?.did })
    expect(badge?.report.verdict).toBe('valid')
    await onNode.createHolder({ method: 'did:jwk', curve: 'P-256', name: 'Work' })

    const other = await phoneAt('/restore')
    const { page } = other
    const fromFile = page.locator('section', { has: page.getByLabel('Your backup file') })
    const take = async (content: string, words: string) => {
      await fromFile.getByLabel('Your backup file').setInputFiles({
        name: 'sam.waymark-wallet',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(content),
      })
      await fromFile.getByLabel('Your passphrase').fill(words)
      await fromFile.getByRole('button', { name: 'Bring it back from the file' }).click()
    }
    await take('{"v":1}', passphrase)
    await page.getByText('This is not a backup file').waitFor()
    await take(await onNode.backUp('another good passphrase'), passphrase)
    await page.getByText('This does not open the wallet').waitFor()
    const good = await onNode.backUp('another good passphrase')
    await page.evaluate(() => {
      const { text } = Blob.prototype
      Blob.prototype.text = async function () {
        if (this.size < 20) await new Promise((letGo) => addEventListener('let-go', letGo))
        return text.call(this)
      }
    })
    // whoever chose the wrong file may choose again before that one is read
    const field = fromFile.getByLabel('Your backup file')
    await field.setInputFiles({
      name: 'wrong',
      mimeType: 'text/plain',
      buffer: Buffer.from('{"v":1}'),
    })
    await field.setInputFiles({ name: 'right', mimeType: 'text/plain', buffer: Buffer.from(good) })
    await page.evaluate(() => void dispatchEvent(new Event('let-go')))
    await fromFile.getByLabel('Your passphrase').fill('another good passphrase')
    await fromFile.getByRole('button', { name: 'Bring it back from the file' }).click()
    await page.getByText('1 badge is back').waitFor()
    await takeBadge(page, await world.award(), 'another good passphrase')

    // the first phone takes in what only the other has
    await page.goto(`${world.wallet}/you/safety`)
    await openWallet(page, 'another good passphrase')
    await page.getByText(saved).waitFor()
    const second = await saveBackup(page)
    await phone.page.getByText('Add what is in a file').click()
    await phone.page.getByLabel('Your backup file').setInputFiles({
      name: 'other.waymark-wallet',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(second),
    })
    await phone.page.getByLabel('Your passphrase', { exact: true }).fill('another good passphrase')
    await phone.page.getByRole('button', { name: 'Add with this passphrase' }).click()
    await phone.page.getByText('1 new badge was added').waitFor()
    expect([...phone.complaints, ...other.complaints]).toEqual([])
  }, 120_000)

  it('has ways in added and taken away, and never the last', async () => {
    const phone = await phoneAt('/you/safety')
    const { page } = phone
    await makeWallet(page)
    await page.getByText('This is the only way in').waitFor()
    const letGo = await holdWrites(page)
    await page.getByLabel('1 minute', { exact: true }).check()
    await page.getByLabel('15 minutes').check()
    await letGo()
    await page.getByText('Add a passphrase').click()
    const add = async (words: string) => {
      await page.getByLabel('The new passphrase').fill(words)
      await page.getByLabel('Type it again').fill(words)
      await page.getByRole('button', { name: 'Keep this passphrase' }).click()
    }
    await add('short')
    await page.getByText('This is too easy to guess').waitFor()
    await add(passphrase)
    await page.getByText('It opens the wallet from now on').waitFor()
    await page.getByRole('button', { name: 'Remove this passkey' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Remove this passkey' }).click()
    await page.getByText('This is the only way in').waitFor()
    await page.reload()
    await openWallet(page)
    await page.getByRole('heading', { name: 'Ways in' }).waitFor()
    expect(await page.getByText('Remove', { exact: false }).count()).toBe(0)
    expect(await page.getByLabel('15 minutes').isChecked()).toBe(true)
  })

  it('says that saving failed, goes on when it can, and deletes the copy for good', async () => {
    const phone = await phoneAt('/you/safety')
    const { page } = phone
    await makeWallet(page, { passphrase })
    await page.getByText(saved).waitFor()
    await page.route('**/api/vaults/*', (route) => route.fulfill({ status: 507, json: {} }))
    await page.getByText('Change the passphrase').click()
    await page.getByLabel('Your passphrase now').first().fill(passphrase)
    await page.getByLabel('The new passphrase').fill(`${passphrase} again`)
    await page.getByLabel('Type it again').fill(`${passphrase} again`)
    await page.getByRole('button', { name: 'Keep this passphrase' }).click()
    await page.getByText('The last try to save a copy failed').waitFor()
    await page.getByText('is still there').waitFor()
    await phone.screenshot('copy-failed')
    await page.unroute('**/api/vaults/*')
    await page.getByRole('button', { name: 'Save a copy now' }).click()
    await page.getByText(saved).waitFor()

    const [asked] = phone.requests.filter((each) => each.includes('/api/vaults/'))
    const url = asked?.split(' ')[1] ?? ''
    const id = url.split('/').at(-1) ?? ''
    expect(serverHolds()).toContain(id)
    await page.getByRole('button', { name: 'Delete the copy and keep none' }).click()
    const off = page.getByRole('dialog')
    await off.getByRole('button', { name: 'Delete the copy and keep none' }).click()
    await page.getByText('No copy is kept').waitFor()
    expect((await fetch(url)).status).toBe(404)

    const put = await holdRequest(page, 'PUT', /\/api\/vaults\//)
    await page.getByRole('button', { name: 'Keep a sealed copy' }).click()
    // nor does a copy stay behind that was on its way
    const letGo = await put.asked
    await page.getByRole('button', { name: 'Delete everything' }).click()
    const everything = page.getByRole('dialog')
    await everything.getByRole('button', { name: 'Delete everything' }).click()
    await everything.locator('[aria-disabled]').waitFor()
    letGo()
    await page.getByRole('heading', { name: 'Make your wallet' }).waitFor()
    expect((await fetch(url)).status).toBe(404)
    expect(await dumpOf(page)).not.toMatch(/argon2id|waymark-row/)
  })

  it.each([
    ['a phone', { viewport: { width: 390, height: 844 } }],
    [
      'a narrow phone, dark, in Welsh',
      { viewport: { width: 320, height: 640 }, locale: 'cy', colorScheme: 'dark' },
    ],
    ['a desk', { viewport: { width: 1280, height: 800 } }],
  ] as const)('is usable by everybody on %s', async (name, options) => {
    const phone = await phoneAt('/restore', options)
    const { page } = phone
    const look = async (what: string) => {
      await page.getByRole('heading', { level: 1 }).waitFor()
      await phone.screenshot(`${what}, ${name}`)
      expect(await accessibilityFaults(page)).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(options.viewport.width)
    }
    await look('restore')
    await page.goto(`${world.wallet}/you/safety`)
    await look('make')
    await page.locator('main').getByRole('button').first().click()
    await page.locator('main h2').nth(4).waitFor()
    for (const summary of await page.locator('main summary').all()) await summary.click()
    await look('safety')
    await page.reload()
    await look('unlock')
    expect(phone.complaints).toEqual([])
  })
})
