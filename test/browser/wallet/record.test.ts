import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unbakePng } from '../../../shared/credential/baking/unbake-png.ts'
import type { RunningApplication } from '../../../shared/node/running-application.ts'
import { startWallet } from '../../../wallet/server/start.ts'
import { accessibilityFaults } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { freePort } from '../../support/free-ports.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'
import { furtherTokens, serveOlderBadges } from './older-badges.ts'
import { type SeededBadge, seedBadge, walletFile } from './seeded-badges.ts'
import { holdWrites } from './wallet-steps.ts'

const day = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * day)
const picture =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const firstAid: SeededBadge = {
  name: 'First aid',
  validFrom: daysAgo(40),
  criteria: '# Do it\n\n- come **twice**\n- [help](https://spy.example/help)',
  skills: ['Staying calm'],
}

describe.skipIf(!hasBrowser)('the record in the wallet’s app', () => {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let wallet: RunningApplication
  beforeAll(async () => {
    const port = await freePort()
    wallet = await startWallet({
      host: 'localhost',
      port,
      publicUrl: `http://localhost:${port}`,
      database: `${folder}/wallet-server.sqlite`,
      demo: true,
      allowLoopbackHttp: true,
      logLevel: 'silent',
    })
  })
  afterAll(() => wallet.close())

  /** A phone whose wallet holds these badges; afterwards nothing went wrong unseen, and nobody else was asked. */
  async function withBadges(
    seeds: readonly SeededBadge[],
    act: (phone: Phone) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const phone = await newPhone(browser(), { serviceWorkers: 'block', ...options })
    const { page } = phone
    await page.goto(`${wallet.url}/add`)
    await page.getByRole('button', { name: /^(Make my wallet|Creu fy waled)$/ }).click()
    const buffer = await walletFile(seeds)
    const file = { name: 'wallet.json', mimeType: 'application/json', buffer }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('.badge-rows__item').first().waitFor({ timeout: 30_000 })
    await page.locator('.bottom-bar__link--badges').click()
    await page.locator('.trail').waitFor()
    await act(phone)
    expect(phone.complaints).toEqual([])
    const elsewhere = phone.requests.filter((request) => !request.includes(wallet.url))
    expect(elsewhere).toEqual([])
    await phone.close()
  }

  const names = (page: Page) => page.locator('.trail .badge-row__name').allTextContents()

  it('puts badges in order and finds them by words, provider, skill and year', async () => {
    const seeds = [
      firstAid,
      { name: 'Bara brith', provider: 'Tŷ Gwyrdd', validFrom: daysAgo(500), skills: ['Baking'] },
      { name: 'Swimming', validFrom: daysAgo(3), skills: ['Staying calm'] },
    ]
    await withBadges(seeds, async ({ page }) => {
      await page.getByRole('heading', { level: 1, name: '3 badges.' }).waitFor()
      expect(await names(page)).toEqual(['Swimming', 'First aid', 'Bara brith'])
      await page.getByRole('button', { name: 'Search' }).click()
      const field = page.getByRole('searchbox', { name: 'Name, giver or skill' })
      await field.fill('ty gwyrdd')
      await expect.poll(() => names(page)).toEqual(['Bara brith'])
      expect(await page.getByText('1 badge found').count()).toBe(1)
      await field.fill('nothing like it')
      await page.getByText('No badge fits.').waitFor()
      await field.fill('')
      await page
        .getByRole('combobox', { name: 'Skill' })
        .selectOption({ label: 'Staying calm (2)' })
      await expect.poll(() => names(page)).toEqual(['Swimming', 'First aid'])
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Show all badges' }).click()
      await page.getByRole('button', { name: 'Show as a grid' }).click()
      expect(await page.locator('.badge-grid .badge-row').count()).toBe(3)
      expect(await accessibilityFaults(page)).toEqual([])
    })
  })

  it('says what needs its owner first, and lets it rest once it was seen', async () => {
    const seeds = [
      firstAid,
      { name: 'Food safety', validFrom: daysAgo(300), validUntil: new Date(Date.now() + 5 * day) },
      { name: 'Old pass', validFrom: daysAgo(300), validUntil: daysAgo(9) },
      { name: 'Long over', validFrom: daysAgo(900), validUntil: daysAgo(400) },
    ]
    await withBadges(seeds, async ({ page }) => {
      await page.getByRole('heading', { level: 1, name: '4 badges. 2 need you.' }).waitFor()
      const needs = page.locator('.needs .badge-row')
      expect(await needs.allTextContents()).toEqual([
        expect.stringMatching(/^Food safety.*Ends on /),
        expect.stringMatching(/^Old pass.*Ended on /),
      ])
      await page.getByRole('button', { name: /^I have seen this.*Old pass$/ }).click()
      await page.getByRole('heading', { level: 1, name: '4 badges. 1 needs you.' }).waitFor()
      expect(await needs.count()).toBe(1)
    })
  })

  it('has room for a thousand', async () => {
    const seeds = Array.from({ length: 1_000 }, (_, index) => ({
      name: `Badge ${index}`,
      provider: `Club ${index % 7}`,
      validFrom: daysAgo(2 + index),
      skills: [`Skill ${index % 5}`],
    }))
    await withBadges(seeds, async ({ page }) => {
      await page.getByRole('heading', { level: 1, name: '1,000 badges.' }).waitFor()
      const rows = page.locator('.trail .badge-row')
      await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(1_000)
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByRole('searchbox').fill('badge 99')
      // 99, 199 and so on to 899, and 990 to 999
      await expect.poll(() => rows.count()).toBe(19)
    })
  })

  it('shows a badge with every check, keeps what its owner writes, gives it away whole, and deletes it', async () => {
    await withBadges([firstAid], async ({ page }) => {
      const link = page.getByRole('link', { name: /First aid/ })
      await link.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'First aid' }).waitFor()
      expect(await page.locator('.notice__title').first().textContent()).toBe('Proven')
      await page.getByText('No city vouches for this badge.').waitFor()
      await page.getByText('See each check').click()
      expect(await page.locator('.check-list__item').count()).toBe(10)
      await page.getByText('Nothing was changed since it was signed.').waitFor()
      expect(await page.getByRole('listitem').filter({ hasText: 'come twice' }).count()).toBe(1)
      await page.getByText('help (https://spy.example/help)').waitFor()
      expect(await page.locator('a[href*="spy.example"]').count()).toBe(0)
      expect(await accessibilityFaults(page)).toEqual([])

      await page.getByRole('button', { name: 'Write about it' }).click()
      const words = page.getByRole('textbox', { name: 'What it means to you' })
      await words.fill('I was brave.')
      const letGo = await holdWrites(page)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      // more comes to mind while it is being kept
      await words.fill('I was <b>brave</b>.')
      await letGo()
      await page.getByText('Saved.', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByText('I was <b>brave</b>.').waitFor()

      const text = await seedBadge(firstAid)
      expect((await saved(page, 'Save as a file')).toString()).toBe(text)
      const png = unbakePng(await saved(page, 'Save as a picture'))
      expect(png).toEqual({ kind: 'open-badge-3', text })

      await page.getByRole('button', { name: 'Delete this badge' }).click()
      const question = page.getByRole('dialog', { name: 'Delete “First aid” for good?' })
      await question.waitFor()
      await page.keyboard.press('Escape')
      await question.waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Delete this badge' }).click()
      await question.getByRole('button', { name: 'Delete it' }).click()
      await page.getByRole('heading', { level: 1, name: 'Your badges' }).waitFor()
      await page.getByText('No badges yet').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
    })
  })

  it('stays whole and harmless with hostile, long and pictured badges, small, dark and in Welsh', async () => {
    const long = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'.repeat(2)
    const seeds: SeededBadge[] = [
      {
        name: `<img src=x onerror=alert(1)> ${long}`,
        provider: `\u202eevil ${long}`,
        validFrom: daysAgo(2),
        description: '<script>alert(1)</script>',
        criteria: '[x](javascript:alert(1)) ![y](https://spy.example/p.png)',
        skills: [long, '<b>bold</b>'],
        evidence: [
          { type: ['Evidence'], name: '<i>photo</i>', id: 'https://spy.example/photo' },
          { type: ['Evidence'], narrative: long },
        ],
        image: 'https://spy.example/pixel.png',
      },
      { name: 'Picture', validFrom: daysAgo(3), image: picture },
    ]
    const options = {
      viewport: { width: 320, height: 640 },
      locale: 'cy',
      colorScheme: 'dark',
    } as const satisfies BrowserContextOptions
    await withBadges(
      seeds,
      async ({ page, screenshot }) => {
        await page.getByRole('heading', { level: 1, name: '2 fathodyn.' }).waitFor()
        await page.locator('.trail image').waitFor()
        await screenshot('record-hostile-cy-dark')
        expect(await fits(page)).toBe(true)
        expect(await accessibilityFaults(page)).toEqual([])
        await page.getByRole('link', { name: /onerror/ }).click()
        await page.getByRole('heading', { level: 1, name: /onerror/ }).waitFor()
        await page.locator('details').first().locator('summary').click()
        expect(await fits(page)).toBe(true)
        expect(await accessibilityFaults(page)).toEqual([])
        expect(await page.locator('main img, main script, main iframe').count()).toBe(0)
        await screenshot('badge-hostile-cy-dark')
      },
      options,
    )
  })

  it('proves badges of the older kind and by other keys, once their hosts may be asked', async () => {
    const host = await serveOlderBadges()
    const tokens = await furtherTokens()
    const phone = await newPhone(browser(), { serviceWorkers: 'block' })
    const { page } = phone
    const add = async (words: string) => {
      await page.goto(`${wallet.url}/add`)
      const paste = page.getByRole('textbox', { name: 'Link or badge' })
      const open = page.getByRole('button', { name: 'Open with my passkey' })
      const make = page.getByRole('button', { name: 'Make my wallet' })
      await paste.or(open).or(make).first().waitFor()
      if (await make.isVisible()) await make.click()
      if (await open.isVisible()) await open.click()
      await paste.fill(words)
      await page.getByRole('button', { name: 'Look at it' }).click()
      await page.getByRole('heading', { level: 1, name: '1 badge was added' }).waitFor()
    }
    await add(host.hosted)
    await page.getByRole('heading', { name: 'Added, with a doubt' }).waitFor()
    await phone.screenshot('older-added')
    expect(host.asked).toEqual([])

    await page.locator('.badge-rows__item a').click()
    await page.getByText('We have not yet asked all who know about it.').waitFor()
    await page.getByText(`This asks ${new URL(host.origin).host}.`).waitFor()
    await phone.screenshot('older-unknown')
    await page.getByRole('button', { name: 'Check again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Knots' }).waitFor()
    expect(await page.locator('.notice__title').first().textContent()).toBe('Proven')
    await page.getByText('Given by Sea Scouts').waitFor()
    await page.getByText('You cannot send it to those who ask for the new kind.').waitFor()
    // the first once more by the wallet’s server: the host does not answer scripts
    await page.locator('.badge-head .stone image').waitFor()
    expect(host.asked).toEqual(['/1', '/1', '/knots', '/scouts', '/knots.png'])
    await page.getByText('See each check').click()
    expect(await accessibilityFaults(page)).toEqual([])
    await phone.screenshot('older-proven')

    for (const words of [host.signed, tokens.rsa, tokens.p384]) {
      await add(words)
      await page.getByRole('heading', { name: 'Added', exact: true }).waitFor()
    }
    await page
      .getByRole('link', { name: 'To my badges' })
      .or(page.locator('.bottom-bar__link--badges'))
      .first()
      .click()
    await expect.poll(() => page.locator('.trail .stone image').count()).toBe(2)
    await phone.screenshot('older-trail')
    expect(host.asked.filter((path) => path === '/knots.png')).toHaveLength(1)
    await add(host.forged)
    await page.getByText('Not valid').waitFor()
    await phone.screenshot('older-forged')
    const expected = ['CORS', 'ERR_FAILED']
    expect(
      phone.complaints.filter((words) => !expected.some((each) => words.includes(each))),
    ).toEqual([])
    await phone.close()
  })

  async function saved(page: Page, button: string): Promise<Buffer> {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    return readFileSync(await (await download).path())
  }
})

function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
}
