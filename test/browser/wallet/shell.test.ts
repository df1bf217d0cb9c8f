import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningApplication } from '../../../shared/node/running-application.ts'
import { startWallet } from '../../../wallet/server/start.ts'
import { accessibilityFaults, longestLine } from '../../support/axe.ts'
import { hasBrowser, useBrowser } from '../../support/browser.ts'
import { freePort } from '../../support/free-ports.ts'
import { newPhone, type Phone } from '../../support/phone.ts'
import { sharedTemporaryFolder } from '../../support/temp-folder.ts'

describe.skipIf(!hasBrowser)('the frame of the wallet’s app', () => {
  const folder = sharedTemporaryFolder()
  const browser = useBrowser()
  let wallet: RunningApplication
  beforeAll(async () => {
    const port = await freePort()
    wallet = await startWallet({
      host: 'localhost',
      port,
      publicUrl: `http://localhost:${port}`,
      database: join(folder, 'wallet-server.sqlite'),
      demo: true,
      allowLoopbackHttp: true,
      logLevel: 'silent',
    })
  })
  afterAll(() => wallet.close())

  async function onPhone(
    options: BrowserContextOptions,
    act: (phone: Phone) => Promise<void>,
  ): Promise<void> {
    // tried elsewhere: here it would still be fetching what it keeps, or not, when the network goes
    const phone = await newPhone(browser(), { serviceWorkers: 'block', ...options })
    await act(phone)
    expect(phone.complaints).toEqual([])
    await phone.close()
  }

  /** The server has no such page; inside the app a link may lead to one. */
  async function goNowhere(page: Page): Promise<void> {
    await page.evaluate(() => {
      history.pushState(null, '', '/nowhere')
      dispatchEvent(new PopStateEvent('popstate'))
    })
    await page.locator('h1:not([tabindex])').waitFor()
  }

  const open = async ({ page }: Phone, path: string) => {
    await page.goto(`${wallet.url}${path}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }

  it.each([
    ['a phone', {}],
    [
      'a narrow phone in Welsh, dark',
      { viewport: { width: 320, height: 640 }, locale: 'cy', colorScheme: 'dark' },
    ],
    ['a desk at 400 % zoom', { viewport: { width: 320, height: 256 } }],
    ['a desk', { viewport: { width: 1280, height: 800 } }],
    ['colours of the person’s own', { forcedColors: 'active' }],
  ] satisfies [string, BrowserContextOptions][])('is accessible on %s', async (_name, options) => {
    await onPhone(options, async (phone) => {
      const { page } = phone
      for (const path of ['/you', '/find', 'nowhere']) {
        if (path === 'nowhere') await goNowhere(page)
        else await open(phone, path)
        expect([path, await accessibilityFaults(page)]).toEqual([path, []])
        const { width } = page.viewportSize() ?? { width: 0 }
        const drawn = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(drawn).toBeLessThanOrEqual(width)
        expect((await longestLine(page)).length).toBeLessThanOrEqual(66)
      }
    })
  })

  it('leads to its five places by keyboard, and says where one is', async () => {
    await onPhone({ hasTouch: false }, async (phone) => {
      const { page } = phone
      await open(phone, '/you')
      await page.keyboard.press('Tab')
      await expect(page.locator(':focus').textContent()).resolves.toBe('Skip to the main part')
      await page.keyboard.press('Enter')
      await expect(page.locator(':focus').getAttribute('id')).resolves.toBe('main')
      const find = page.getByRole('link', { name: 'Find', exact: true })
      await find.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Find' }).waitFor()

      await page.locator('h1:focus', { hasText: 'Find' }).waitFor()
      await expect.poll(() => page.title()).toBe('Find – Waymark')
      expect(new URL(page.url()).pathname).toBe('/find')
      expect(await page.locator('[aria-current=page]').textContent()).toBe('Find')
      expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
        'Badges',
        'Find',
        'Scan',
        'CV',
        'You',
      ])
      await page.goBack()
      await page.getByRole('heading', { level: 1, name: 'You' }).waitFor()
    })
  })

  it('speaks Welsh from one press on, and the next time too', async () => {
    await onPhone({}, async (phone) => {
      const { page, requests } = phone
      await open(phone, '/you')
      expect(requests.filter((request) => /-cy-|latin-ext/.test(request))).toEqual([])
      await page.getByRole('button', { name: 'Cymraeg' }).click()
      await page.getByRole('heading', { level: 1, name: 'Chi' }).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe('cy')
      await expect.poll(() => page.title()).toBe('Chi – Waymark')
      await open(phone, '/find')
      await page.getByRole('heading', { level: 1, name: 'Chwilio' }).waitFor()
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByRole('heading', { level: 1, name: 'Find' }).waitFor()
    })
  })

  it('is as dark as the person likes, whatever the device prefers', async () => {
    const ground = 'getComputedStyle(document.documentElement).backgroundColor'
    const [paper, night] = ['rgb(251, 247, 240)', 'rgb(15, 23, 38)']
    await onPhone({ colorScheme: 'light' }, async (phone) => {
      const { page } = phone
      await open(phone, '/you')
      expect(await page.evaluate(ground)).toBe(paper)
      await page.getByLabel('Dark').check()
      expect(await page.evaluate(ground)).toBe(night)
      expect(await accessibilityFaults(page)).toEqual([])
      await open(phone, '/find')
      expect(await page.evaluate(ground)).toBe(night)
      await open(phone, '/you')
      await page.getByLabel('As this device is set').check()
      expect(await page.evaluate(ground)).toBe(paper)
      await page.getByLabel('Light', { exact: true }).check()
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await page.evaluate(ground)).toBe(paper)
    })
  })

  it('says that it is offline, without taking the focus', async () => {
    await onPhone({}, async (phone) => {
      const { page, context } = phone
      await open(phone, '/find')
      await context.setOffline(true)
      await page.getByText('You are offline.').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await context.setOffline(false)
      await page.getByText('You are offline.').waitFor({ state: 'detached' })
    })
  })

  it('keeps its frame where a part of it cannot be fetched, and tries again', async () => {
    // a service worker would have the part by now, or not
    const phone = await newPhone(browser(), { serviceWorkers: 'block' })
    const { page } = phone
    await open(phone, '/find')
    await page.route('**/assets/you-screen-*.js', (route) => route.abort())
    await page.getByRole('link', { name: 'You' }).click()
    await page.getByRole('heading', { name: 'This page did not load' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.unroute('**/assets/you-screen-*.js')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'You' }).waitFor()
    await phone.close()
  })

  it('shows itself before anything of the wallet is loaded', async () => {
    await onPhone({}, async (phone) => {
      const { page, requests } = phone
      let release: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      await page.route('**/assets/browser-gate-*.js', async (route) => {
        await held
        await route.continue()
      })
      await page.goto(`${wallet.url}/`)
      await page.getByRole('navigation', { name: 'Menu' }).waitFor()
      expect(requests.filter((request) => /veramo|session/.test(request))).toEqual([])
      release()
      await page.getByRole('heading', { level: 1 }).waitFor()
    })
  })
})
